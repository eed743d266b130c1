"""What a file is, by its bytes and never by its name. Cheap, and safe on any input."""

import io
import re
import stat
import zipfile
import zlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from .errors import Unreadable
from .ole import MAGIC as OLE
from .ole import CompoundFile

HEAD = 65_536
MAX_DIRECTORY = 8_000_000  # bytes of a ZIP's list of parts
MAX_CONTENT_TYPES = 1_000_000


@dataclass(frozen=True)
class Kind:
    """A type that is accepted; `label` is what a person calls it.

    `macros`: the file holds a program that its office software could run.
    """

    extension: str
    content_type: str
    label: str
    macros: bool = field(default=False, compare=False)


OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."
KINDS = {
    kind.extension: kind
    for kind in (
        Kind("pdf", "application/pdf", "PDF"),
        Kind("docx", OFFICE + "wordprocessingml.document", "Texte Word"),
        Kind("xlsx", OFFICE + "spreadsheetml.sheet", "Tableur Excel"),
        Kind("pptx", OFFICE + "presentationml.presentation", "Présentation PowerPoint"),
        Kind("odt", OPEN + "text", "Texte OpenDocument"),
        Kind("ods", OPEN + "spreadsheet", "Tableur OpenDocument"),
        Kind("odp", OPEN + "presentation", "Présentation OpenDocument"),
        Kind("rtf", "application/rtf", "Texte RTF"),
        Kind("doc", "application/msword", "Texte Word (ancien format)"),
        Kind("xls", "application/vnd.ms-excel", "Tableur Excel (ancien format)"),
        Kind(
            "ppt",
            "application/vnd.ms-powerpoint",
            "Présentation PowerPoint (ancien format)",
        ),
        Kind("txt", "text/plain", "Texte"),
        Kind("html", "text/html", "Page web"),
        Kind("eml", "message/rfc822", "Message électronique"),
        Kind("png", "image/png", "Image PNG"),
        Kind("jpeg", "image/jpeg", "Image JPEG"),
        Kind("tiff", "image/tiff", "Image TIFF"),
        Kind("webp", "image/webp", "Image WebP"),
        Kind("gif", "image/gif", "Image GIF"),
        Kind("mp4", "video/mp4", "Vidéo MP4"),
        Kind("webm", "video/webm", "Vidéo WebM"),
        Kind("vtt", "text/vtt", "Sous-titres WebVTT"),
    )
}
EXECUTABLES = (
    b"\x7fELF",
    b"#!",
    b"\xef\xbb\xbf#!",
    *(bytes.fromhex(magic) for magic in ("feedface", "feedfacf", "cefaedfe")),
    *(bytes.fromhex(magic) for magic in ("cffaedfe", "cafebabe", "cafebabf")),
    b"\0asm",
    b"dex\n",
    b"L\0\0\0\x01\x14\x02\0",  # a Windows shortcut
)
ARCHIVES = (
    *(b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0"),
    *(b"\x28\xb5\x2f\xfd", b"MSCF", b"\x04\x22\x4d\x18", b"!<arch>\n", b"xar!"),
)
STARTS = {
    b"{\\rtf": "rtf",
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
}
HEIC = {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"}
#: Brands of a file of the ISO base media format (ISO/IEC 14496-12) that is a film.
MP4 = {
    *(b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1"),
    *(b"M4V ", b"M4VH", b"M4VP", b"MSNV", b"dash", b"3gp4", b"3gp5", b"3gp6"),
}
#: EBML (RFC 8794): WebM and Matroska, which say which they are a little further.
EBML = b"\x1a\x45\xdf\xa3"
#: Forms of RIFF that are a picture or a film.
RIFF = {b"WEBP", b"AVI "}
#: WebVTT (W3C) § 4.1: the word alone, or with a space, a tab or a line after it.
WEBVTT = re.compile(rb"(?:\xef\xbb\xbf)?WEBVTT(?:[ \t\r\n]|$)")
MAIN_TYPES = {
    b"wordprocessingml.document.main": "docx",
    b"wordprocessingml.template.main": "docx",
    b"ms-word.document.macroenabled": "docx",
    b"ms-word.template.macroenabled": "docx",
    b"spreadsheetml.sheet.main": "xlsx",
    b"spreadsheetml.template.main": "xlsx",
    b"ms-excel.sheet.macroenabled": "xlsx",
    b"ms-excel.template.macroenabled": "xlsx",
    b"presentationml.presentation.main": "pptx",
    b"presentationml.slideshow.main": "pptx",
    b"presentationml.template.main": "pptx",
    b"ms-powerpoint.presentation.macroenabled": "pptx",
    b"ms-powerpoint.slideshow.macroenabled": "pptx",
}
PROLOGUE = rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*"
HTML = re.compile(
    PROLOGUE + rb"(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
SVG = re.compile(
    PROLOGUE + rb"(?:<!doctype\s+svg|<(?:[\w-]{1,20}:)?svg[\s>])",
    re.IGNORECASE | re.DOTALL,
)
HEADER = re.compile(
    rb"^(from|to|subject|date|received|return-path|delivered-to|mime-version|"
    rb"message-id|content-type|dkim-signature|reply-to|x-[\w-]+):[ \t]",
    re.IGNORECASE | re.MULTILINE,
)
NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def sniff(source: Path | bytes | BinaryIO) -> Kind:
    """The kind of a path, of bytes, or of a file opened for reading bytes.

    ZIP and OLE files are told apart by lists that may stand at their end: give the
    whole file. Raises Unreadable, and nothing else: empty, unknown (also archives),
    executable, encrypted or broken. An open file is left at its beginning.
    """
    if isinstance(source, Path):
        try:
            if not stat.S_ISREG(source.stat().st_mode):
                raise Unreadable("unknown")
            with source.open("rb") as file:
                return _sniff(file)
        except OSError as error:
            raise Unreadable("broken") from error
    if isinstance(source, bytes):
        return _sniff(io.BytesIO(source))
    try:
        return _sniff(source)
    finally:
        source.seek(0)


def _sniff(file: BinaryIO) -> Kind:
    file.seek(0)
    head = file.read(HEAD)
    if not head:
        raise Unreadable("empty")
    if head.startswith(EXECUTABLES) or (head[:2] == b"MZ" and NOT_TEXT.search(head)):
        raise Unreadable("executable")
    if head.startswith(ARCHIVES) or head[257:262] == b"ustar":
        raise Unreadable("unknown", detail="archive")
    for start, extension in STARTS.items():
        if head.startswith(start):
            return KINDS[extension]
    if head.startswith(OLE):
        return _compound(file)
    if head.startswith(b"PK"):
        return _zipped(file)
    if head[4:8] == b"ftyp" or head.startswith(EBML) or _form(head) in RIFF:
        return _picture_or_film(head)
    if b"%PDF-" in head[:1024]:
        return KINDS["pdf"]
    return _text(head)


def _form(head: bytes) -> bytes:
    return head[8:12] if head.startswith(b"RIFF") else b""


def _picture_or_film(head: bytes) -> Kind:
    if _form(head) == b"WEBP":
        return KINDS["webp"]
    if head.startswith(EBML) and b"webm" in head[:64]:
        return KINDS["webm"]
    brand = head[8:12]
    if head[4:8] == b"ftyp" and brand in MP4:
        return KINDS["mp4"]
    raise Unreadable("unknown", detail="heic" if brand in HEIC else "film")


def _compound(file: BinaryIO) -> Kind:
    compound = CompoundFile(file)
    names = compound.streams
    if "EncryptedPackage" in names or "EncryptedSummary" in names:
        raise Unreadable("encrypted")
    if "WordDocument" in names:
        # [MS-DOC] 2.5.1: bit 8 of the flags at offset 10 says it is encrypted.
        if compound.start_of("WordDocument")[11:12] and (
            compound.start_of("WordDocument")[11] & 1
        ):
            raise Unreadable("encrypted")
        return replace(KINDS["doc"], macros="Macros" in names)
    book = next((name for name in ("Workbook", "Book") if name in names), None)
    if book:
        if _has_password(compound.start_of(book)):
            raise Unreadable("encrypted")
        return replace(KINDS["xls"], macros="_VBA_PROJECT_CUR" in names)
    if "PowerPoint Document" in names:
        return KINDS["ppt"]
    if "__properties_version1.0" in names:
        raise Unreadable("unknown", detail="msg")
    raise Unreadable("unknown")


def _has_password(records: bytes) -> bool:
    """Whether a FILEPASS record is among the first ones ([MS-XLS] 2.4.117)."""
    offset = 0
    while offset + 4 <= len(records):
        if records[offset : offset + 2] == b"\x2f\0":
            return True
        offset += 4 + int.from_bytes(records[offset + 2 : offset + 4], "little")
    return False


def _zipped(file: BinaryIO) -> Kind:
    try:
        _check_directory(file)
        with zipfile.ZipFile(file) as archive:
            return _office(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise Unreadable("broken") from error
    except (ValueError, LookupError, RuntimeError, OverflowError) as error:
        raise Unreadable("broken") from error


def _check_directory(file: BinaryIO) -> None:
    """Refuse a list of parts that would fill the memory before it is looked at."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - HEAD - 22))
    tail = file.read()
    record = tail[tail.rfind(b"PK\x05\x06") :]
    if not record.startswith(b"PK\x05\x06"):
        raise Unreadable("broken")
    if int.from_bytes(record[12:16], "little") > MAX_DIRECTORY:
        raise Unreadable("broken")


def _office(archive: zipfile.ZipFile) -> Kind:
    names = set(archive.namelist())
    if "mimetype" in names:
        declared = _start(archive, "mimetype", 100).strip().decode("ascii", "replace")
        extension = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}.get(
            declared.removeprefix(OPEN).removesuffix("-template")
        )
        if declared.startswith(OPEN) and extension:
            scripts = any(name.startswith(("Basic/", "Scripts/")) for name in names)
            return replace(KINDS[extension], macros=scripts)
    if "[Content_Types].xml" in names:
        declared_types = _start(archive, "[Content_Types].xml", MAX_CONTENT_TYPES)
        for main, extension in MAIN_TYPES.items():
            if main in declared_types.lower():
                program = any(name.endswith("vbaProject.bin") for name in names)
                return replace(KINDS[extension], macros=program)
    raise Unreadable("unknown", detail="archive")


def _start(archive: zipfile.ZipFile, name: str, size: int) -> bytes:
    part = archive.getinfo(name)
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable("broken")
    if part.flag_bits & 1:
        raise Unreadable("encrypted")
    with archive.open(part) as opened:
        return opened.read(size)


def _text(head: bytes) -> Kind:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return KINDS["txt"]
    if NOT_TEXT.search(head):
        raise Unreadable("unknown")
    plain = head.removeprefix(b"\xef\xbb\xbf")
    if WEBVTT.match(head):
        return KINDS["vtt"]
    if HTML.match(plain):
        return KINDS["html"]
    if SVG.match(plain):
        raise Unreadable("unknown", detail="svg")
    headers, _, _ = plain.replace(b"\r\n", b"\n").partition(b"\n\n")
    found = {name.lower() for name in HEADER.findall(headers)}
    if len(found) > 2 and re.match(rb"(?:[\w-]+:|From )", headers):
        return KINDS["eml"]
    return KINDS["txt"]
