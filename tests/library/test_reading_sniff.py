"""A type is told by the bytes, at little cost, whatever they are."""

import io
import random

import pytest

from library.reading import KINDS, Unreadable, sniff
from tests.library import samples

FILES = {
    "pdf": samples.pdf("Un"),
    "docx": samples.docx(samples.paragraphs("Un")),
    "xlsx": samples.xlsx({"Un": ""}),
    "pptx": samples.pptx(samples.slide("Un")),
    "odt": samples.opendocument("text", ""),
    "ods": samples.opendocument("spreadsheet", ""),
    "odp": samples.opendocument("presentation", ""),
    "rtf": samples.rtf("Un"),
    "doc": samples.compound("WordDocument", "1Table"),
    "xls": samples.compound("Workbook"),
    "ppt": samples.compound("Current User", "PowerPoint Document"),
    "txt": "Commune;Habitants\nThiers;11 000 é".encode("cp1252"),
    "html": b"\xef\xbb\xbf<!-- x --><!doctype HTML><p>Un",
    "eml": b"Received: a\r\nFrom: a@example.org\r\nSubject: x\r\n\r\nUn",
    **{
        kind.lower(): samples.picture(samples.drawing("Un", (60, 60)), kind)
        for kind in ("PNG", "JPEG", "TIFF", "WEBP", "GIF")
    },
    "mp4": b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41",
    "webm": samples.WEBM,
    "vtt": b"\xef\xbb\xbfWEBVTT - Geste\n\n00:01.000 --> 00:02.000\nUn",
}


@pytest.mark.parametrize("extension", KINDS)
def test_every_kind_is_known_by_its_bytes(tmp_path, extension):
    path = tmp_path / "trompeur.exe"
    path.write_bytes(FILES[extension])
    opened = io.BytesIO(FILES[extension])
    opened.seek(3)
    for source in (path, FILES[extension], opened):
        assert sniff(source) == KINDS[extension]
    assert opened.tell() == 0
    assert KINDS[extension].label


def test_macros_are_seen():
    program = {"word/vbaProject.bin": b"x"}
    assert sniff(samples.docx("", program)).macros
    assert sniff(samples.compound("WordDocument", "Macros")).macros
    assert sniff(samples.opendocument("text", "", Basic__a="<x/>")).macros
    assert not sniff(FILES["docx"]).macros
    assert not sniff(FILES["doc"]).macros


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (samples.compound("__properties_version1.0"), "Outlook"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 20, "HEIC"),
        (b"\0\0\0\x14ftypqt  " + b"\0" * 20, "vidéo"),
        (samples.WEBM.replace(b"\x84webm", b"\x88matroska"), "vidéo"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><text>Un</text></svg>', "SVG"),
        (b"<?xml version='1.0'?>\n<!-- Inkscape -->\n<svg\nwidth='1'/>", "SVG"),
        (b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg/>', "SVG"),
        (b"\xef\xbb\xbf<s:svg xmlns:s='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"Rar!\x1a\x07\0", "archive"),
        (samples.package({"mimetype": "application/epub+zip"}), "archive"),
    ],
)
def test_a_refusal_says_what_to_do_instead(content, words):
    with pytest.raises(Unreadable, match=words):
        sniff(content)


def test_a_text_that_begins_like_a_program_is_a_text():
    assert sniff(b"MZ, un sigle bien de chez nous") == KINDS["txt"]


def test_a_text_about_subtitles_is_a_text():
    assert sniff(b"WEBVTTX is not it").extension == "txt"
    assert sniff(b"Un fichier WEBVTT\n\n00:01.000 --> 00:02.000").extension == "txt"


def test_a_program_disguised_as_a_pdf_is_a_program():
    with pytest.raises(Unreadable) as caught:
        sniff(b"MZ\0\0%PDF-1.4" + b"\0" * 60)
    assert caught.value.code == "executable"


def test_a_loop_in_the_directory_of_an_old_file_is_left():
    made = bytearray(samples.compound("WordDocument"))
    made[512 + 4 : 512 + 8] = (1).to_bytes(4, "little")  # sector 1 follows itself
    made[1024 + 128 + 72 : 1024 + 128 + 76] = (1).to_bytes(4, "little")
    assert sniff(bytes(made)) == KINDS["doc"]


@pytest.mark.parametrize("extension", ["docx", "odt", "doc", "pdf", "eml"])
def test_damaged_bytes_raise_nothing_else_than_a_refusal(extension):
    chance = random.Random(extension)
    for _ in range(300):
        made = bytearray(FILES[extension])
        for _ in range(chance.randrange(1, 20)):
            made[chance.randrange(len(made))] = chance.randrange(256)
        del made[chance.randrange(len(made)) :: chance.choice((1, 10_000))]
        try:
            sniff(bytes(made))
        except Unreadable:
            continue
