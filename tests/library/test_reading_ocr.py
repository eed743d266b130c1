"""Pages that are images: they are named, then recognised."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from library.reading import Limits, Page, Unreadable, read_file
from tests.library import samples
from tests.library.samples import tesseract  # noqa: F401 - a fixture

WORDS = "Le pôle de santé de Thiers\nréunit les infirmières et les élus."


@pytest.fixture
def save(tmp_path) -> Callable[[bytes], Path]:
    def write(content: bytes):
        path = tmp_path / "numérisation"
        path.write_bytes(content)
        return path

    return write


def test_a_scan_is_named_without_being_recognised(save):
    reading = read_file(save(samples.scanned_pdf("Un", "Deux")))
    assert reading.needs_ocr == [1, 2]
    assert [page.text for page in reading.pages] == ["", ""]


def test_an_empty_page_needs_nothing(save):
    assert read_file(save(samples.pdf("", "Un pôle"))).needs_ocr == []


def test_an_image_is_named_without_being_recognised(save):
    reading = read_file(save(samples.picture(samples.drawing("Un"), "PNG")))
    assert (reading.page_count, reading.needs_ocr) == (1, [1])


@pytest.mark.usefixtures("tesseract")
def test_a_scan_is_recognised(save):
    seen: list[Page] = []
    path = save(samples.scanned_pdf("Autre", WORDS))
    reading = read_file(path, ocr=True, first=2, on_page=seen.append)
    assert [(page.number, page.ocr) for page in seen] == [(2, True)]
    assert "pôle de santé de Thiers" in seen[0].text
    assert "infirmières" in seen[0].text
    assert reading.needs_ocr == []


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP", "GIF"])
@pytest.mark.usefixtures("tesseract")
def test_an_image_is_recognised(save, kind):
    made = samples.picture(samples.drawing(WORDS, (1300, 300)), kind)
    reading = read_file(save(made), ocr=True)
    assert "les infirmières et les élus" in reading.pages[0].text


@pytest.mark.usefixtures("tesseract")
def test_a_transparent_image_is_read_on_white(save):
    ink = samples.drawing(WORDS, (1300, 300)).point(lambda level: 255 - level)
    image = Image.new("RGBA", ink.size, (0, 0, 0, 255))
    image.putalpha(ink)
    reading = read_file(save(samples.picture(image, "PNG")), ocr=True)
    assert "pôle de santé" in reading.pages[0].text


@pytest.mark.usefixtures("tesseract")
def test_a_page_that_takes_too_long_is_left_and_the_others_are_read(save):
    made = samples.scanned_pdf(WORDS, WORDS)
    reading = read_file(save(made), ocr=True, limits=Limits(page=0.01))
    assert reading.unread == [1, 2]
    assert len(reading.pages) == 2


def test_a_missing_tesseract_is_said(save, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unreadable, match="Tesseract") as caught:
        read_file(save(samples.scanned_pdf(WORDS)), ocr=True)
    assert caught.value.code == "tool_missing"


def test_a_missing_libreoffice_is_said(save, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unreadable, match="LibreOffice"):
        read_file(save(samples.rtf("Un")))
