"""Texts without pages are read in parts that a person can read."""

import time

import pytest

from library.reading import read_file
from library.reading.parts import LONGEST_PAGE, LONGEST_PART, cut
from tests.library import samples

PARAGRAPH = "Une phrase du carnet de liaison, assez longue pour compter. " * 8


def test_parts_are_of_one_size_and_end_with_their_paragraph():
    text = "\n\n".join(f"{n}. {PARAGRAPH.strip()}" for n in range(60))
    parts = cut(text)
    assert "\n\n".join(parts) == text
    assert max(map(len, parts)) <= LONGEST_PART
    assert min(map(len, parts)) > LONGEST_PART / 2
    assert all(part.endswith("compter.") for part in parts)


@pytest.mark.parametrize("text", ["x" * 30_000, "mot " * 9_000, "ligne\n" * 9_000])
def test_a_text_without_paragraphs_is_cut_all_the_same(text):
    parts = cut(text.strip())
    assert max(map(len, parts)) <= LONGEST_PART
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_very_long_text_has_no_more_parts_than_a_document_may(monkeypatch):
    started = time.monotonic()
    assert len(cut("mot " * 5_000_000)) <= 5_000
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("guide.txt", (PARAGRAPH + "\n\n") * 50),
        ("guide.html", f"<html><body>{f'<p>{PARAGRAPH}</p>' * 50}</body></html>"),
        ("guide.eml", f"Subject: Guide\nFrom: a@b.example\n\n{PARAGRAPH * 50}"),
        ("guide.docx", samples.docx(samples.paragraphs(*[PARAGRAPH] * 50))),
        (
            "guide.odt",
            samples.opendocument("text", f"<text:p>{PARAGRAPH}</text:p>" * 50),
        ),
    ],
)
def test_a_long_text_without_pages_has_parts(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    reading = read_file(path)
    assert reading.parts
    assert reading.page_count == len(reading.pages) > 5
    assert [page.number for page in reading.pages] == [
        *range(1, len(reading.pages) + 1)
    ]
    again = read_file(path, first=3, last=3)
    assert again.pages == [reading.pages[2]]


def test_pages_that_the_file_marks_are_kept(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("Une\f" + "Deux " * 900 + "\fTrois")
    reading = read_file(path)
    assert (reading.parts, reading.page_count) == (False, 3)


def test_a_page_too_long_to_be_one_tells_that_pages_are_not_marked(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("Une\f" + "mot " * LONGEST_PAGE + "\fFin")
    reading = read_file(path)
    assert reading.parts
    assert reading.pages[0].text.startswith("Une\n\nmot")
    assert reading.pages[-1].text.endswith("Fin")
