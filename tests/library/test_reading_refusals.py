"""What cannot be read is refused with its reason, and never harms the caller."""

import os
import resource
import threading
import time
import zipfile
from pathlib import Path

import pytest

from library.reading import CODES, FOR_TEXT, MESSAGES, Limits, Unreadable, read_file
from library.reading.processes import of_session
from tests.library import samples
from tests.library.samples import tesseract  # noqa: F401 - a fixture

MEGABYTE = 1 << 20
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + f"]><w:document {samples.WORD}><w:body><w:p><w:r><w:t>&m;</w:t></w:r></w:p>"
    "</w:body></w:document>"
)
HIDDEN_FILE = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    f"<w:document {samples.WORD}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p>"
    "</w:body></w:document>"
)


def refusal(folder: Path, content: bytes, name: str = "document.pdf", **options):
    path = folder / name
    path.write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        read_file(path, **options)
    return caught.value


def bomb(size: int) -> bytes:
    """A Word document of a thousandth of `size` that unpacks to `size`."""
    start = f"<w:document {samples.WORD}><w:body><w:p><w:r><w:t>".encode()
    return samples.docx("", {"word/document.xml": start + b"a" * size})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n", "broken"),
        (samples.pdf("Un", "Deux")[:600], "broken"),
        (samples.pdf("Un", password="secret"), "encrypted"),
        (b"MZ\x90\0\x03\0\0\0" + b"\0" * 200, "executable"),
        (b"\x7fELF\x02\x01\x01" + b"\0" * 200, "executable"),
        (b"\xcf\xfa\xed\xfe" + b"\0" * 200, "executable"),
        (b"#!/bin/sh\nrm -rf /\n", "executable"),
        (samples.package({"a.txt": "un"}), "unknown"),
        (b"7z\xbc\xaf\x27\x1c" + b"\0" * 40, "unknown"),
        (b"\0\1\2\3" * 100, "unknown"),
        (samples.compound("EncryptedPackage", "EncryptionInfo"), "encrypted"),
        (samples.compound("Autre"), "unknown"),
        (samples.compound("WordDocument")[:600], "broken"),
        (samples.docx(samples.paragraphs("Un"))[:-30], "broken"),
        (
            samples.docx(samples.paragraphs("Un")).replace(b"PK\1\2", b"PK\1\3"),
            "broken",
        ),
        (samples.docx("<w:p>"), "broken"),
        (samples.docx("", {"word/document.xml": LAUGHS}), "broken"),
        (samples.docx("", {"word/document.xml": HIDDEN_FILE}), "broken"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "broken"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, content, code):
    error = refusal(tmp_path, content)
    assert error.code == code
    assert error.message in MESSAGES.values()


def test_every_code_has_a_sentence_that_says_what_to_do():
    expected = "empty unknown encrypted broken too_big executable timeout memory"
    assert {*expected.split(), "tool_missing", "crashed"} == CODES
    assert all(message.endswith(".") for message in MESSAGES.values())


def test_a_bomb_in_a_word_document_is_refused_before_it_unpacks(tmp_path):
    made = bomb(150 * MEGABYTE)
    assert len(made) < MEGABYTE
    started = time.monotonic()
    assert refusal(tmp_path, made).code == "too_big"
    assert time.monotonic() - started < 5


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path):
    made = bomb(60 * MEGABYTE)
    start = len(f"<w:document {samples.WORD}><w:body><w:p><w:r><w:t>")
    real = (60 * MEGABYTE + start).to_bytes(4, "little")
    assert made.count(real) == 2
    made = made.replace(real, (900).to_bytes(4, "little"))
    assert refusal(tmp_path, made).code in ("too_big", "broken")


def test_an_image_of_too_many_pixels_is_refused(tmp_path):
    image = samples.drawing("x", (40, 40))
    made = samples.picture(image, "PNG")
    header = made.index(b"IHDR") + 4
    made = made[:header] + (60_000).to_bytes(4, "big") * 2 + made[header + 8 :]
    assert refusal(tmp_path, made, ocr=True).code in ("too_big", "broken")


def test_a_named_pipe_is_not_waited_for(tmp_path):
    path = tmp_path / "document.pdf"
    os.mkfifo(path)
    with pytest.raises(Unreadable, match="pas accepté"):
        read_file(path, limits=Limits(wall=5))


def test_a_file_that_is_gone_is_broken(tmp_path):
    with pytest.raises(Unreadable) as caught:
        read_file(tmp_path / "absent.pdf")
    assert caught.value.code == "broken"


@pytest.mark.usefixtures("tesseract")
def test_a_reading_that_lasts_too_long_is_stopped_with_all_it_started(tmp_path):
    pages = [samples.drawing("Un pôle de santé à Thiers\n" * 30, (1700, 2300))] * 6
    made = samples.picture(pages[0], "TIFF", *pages[1:])
    started_here: set[int] = set()

    def note_children() -> None:
        children = Path(f"/proc/self/task/{threading.get_native_id()}/children")
        started_here.update(map(int, children.read_text().split()))

    started = time.monotonic()
    error = refusal(
        tmp_path, made, ocr=True, limits=Limits(wall=0.8), on_tick=note_children
    )
    assert started_here
    assert (error.code, time.monotonic() - started < 3) == ("timeout", True)
    for _ in range(20):  # the killed need a moment to be gone
        left = [pid for pid in started_here if of_session(pid)]
        if not left:
            break
        time.sleep(0.1)
    assert left == []


def test_a_reading_that_computes_too_much_is_stopped(tmp_path):
    made = samples.docx(samples.paragraphs("Un pôle de santé. " * 10) * 60_000)
    error = refusal(tmp_path, made, limits=Limits(cpu=1))
    assert error.code == "timeout"


def test_a_reading_that_takes_too_much_memory_is_stopped(tmp_path):
    made = samples.docx(samples.paragraphs("Un pôle de santé " * 100) * 10_000)
    error = refusal(tmp_path, made, limits=Limits(memory=60 * MEGABYTE))
    assert error.code == "memory"


@pytest.mark.usefixtures("tesseract")
def test_the_memory_of_all_its_processes_is_watched(tmp_path):
    made = samples.scanned_pdf("Un pôle de santé")
    error = refusal(tmp_path, made, ocr=True, limits=Limits(resident=8 * MEGABYTE))
    assert error.code == "memory"


@pytest.mark.usefixtures("tesseract")
def test_pages_given_before_a_failure_are_kept(tmp_path):
    pages = [samples.drawing("Un pôle de santé à Thiers")] * 30
    seen: list[int] = []
    error = refusal(
        tmp_path,
        samples.picture(pages[0], "TIFF", *pages[1:]),
        ocr=True,
        limits=Limits(wall=1.5),
        on_page=lambda page: seen.append(page.number),
    )
    assert error.code == "timeout"
    assert seen == list(range(1, error.page or 1))


def test_the_caller_is_told_that_reading_goes_on_and_may_end_it(tmp_path):
    path = tmp_path / "document.docx"
    path.write_bytes(samples.docx(samples.paragraphs("Un pôle de santé")))
    ticks: list[float] = []

    def lose_the_lease() -> None:
        ticks.append(time.monotonic())
        raise LookupError

    with pytest.raises(LookupError):
        read_file(path, on_tick=lose_the_lease)
    assert len(ticks) == 1
    read_file(path, on_tick=lambda: ticks.append(time.monotonic()))
    assert len(ticks) > 1


def test_nothing_is_left_in_the_temporary_folder(tmp_path, monkeypatch):
    folder = tmp_path / "folder"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    refusal(tmp_path, b"%PDF-1.7\n")
    refusal(tmp_path, samples.rtf("Un"), limits=Limits(wall=0.4))
    assert list(folder.iterdir()) == []


def test_the_folder_of_a_caller_that_was_killed_is_removed_later(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = tmp_path / "maillage-reading-old"
    left.mkdir()
    os.utime(left, (0, 0))
    refusal(tmp_path, b"")
    assert not left.exists()


def test_our_environment_is_not_given_to_the_reading(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "sitecustomize.py").write_text("raise SystemExit(9)")
    path = tmp_path / "document.txt"
    path.write_text("Un pôle")
    assert read_file(path).pages[0].text == "Un pôle"


def test_the_caller_keeps_its_own_limits(tmp_path):
    before = resource.getrlimit(resource.RLIMIT_AS)
    refusal(tmp_path, b"")
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    assert FOR_TEXT.memory == 1024 * MEGABYTE
    assert {usage.pid for usage in of_session(os.getsid(0))} >= {os.getpid()}


def test_a_password_inside_a_zip_is_seen(tmp_path):
    path = tmp_path / "document.docx"
    path.write_bytes(samples.docx(samples.paragraphs("Un")))
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        offset = archive.getinfo("word/document.xml").header_offset
    data[offset + 6] |= 1
    central = data.index(b"PK\1\2")
    while not data[central + 46 :].startswith(b"word/document.xml"):
        central = data.index(b"PK\1\2", central + 4)
    data[central + 8] |= 1
    assert refusal(tmp_path, bytes(data)).code == "encrypted"
