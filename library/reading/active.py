"""What a file would do beside being read: macros, scripts, files within a file.

Programs that people open such files with may run what is found here; nothing is run to
find it. Each flag is a code and a word that says more, empty when there is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

from library.door import numbers

from . import unseen
from .document import MAX_PLAIN_BYTES
from .html import visible_text
from .ole import MAGIC as OLE
from .package import Package
from .plain import decode
from .sniff import Kind

MACRO, ACTIVE, ATTACHMENT, UNSURE = "macro", "active", "attachment", "unsure"
SCRIPT, LAUNCH, REMOTE, SENT = "script", "launch", "remote", "sent"
#: Formats that oletools knows, whose macros may hide under any name.
WITH_MACROS = {"doc", "docx", "xls", "xlsx", "ppt", "pptx"}
OPEN = {"odt", "ods", "odp"}
#: A formula of a sheet given as text that asks another program (DDE), and the head of
#: a file of the old SYLK format, which holds formulas too.
ASKS = re.compile(rb"(?:^|[,;\t\"])\s*[=+@-]\s*[A-Za-z]{2,20}\|", re.MULTILINE)
SYLK = b"ID;P"
LOOKED_AT = 20_000_000  # bytes of a text
#: Actions that run something (ISO 32000-2 § 12.6.4). Going elsewhere is none of them.
ACTIONS = {
    "/JavaScript": SCRIPT,
    "/Launch": LAUNCH,
    "/ImportData": LAUNCH,
    "/SubmitForm": SENT,
}
#: Relations of an office file to what is fetched as soon as it is opened.
FETCHED = {"attachedTemplate", "oleObject", "frame", "subDocument"}

NATIVE = "\x01ole10native"
OBJECT = re.compile(rb"\\obj(?:data|update|autlink|html)\b")

DAMAGED = (
    "Ce fichier est abîmé\u202f: son texte a été lu, mais on ne sait pas s’il porte un "
    "programme ou d’autres fichiers."
)

Flag = tuple[str, str]
Look = Callable[[Path], Iterator[Flag]]


def flags(path: Path, kind: Kind) -> list[Flag]:
    """The flags of a file that was recognised as `kind`, each once."""
    found: set[Flag] = {(MACRO, "")} if kind.macros else set()
    look = {
        "pdf": of_pdf,
        "rtf": of_rtf,
        "eml": of_mail,
        "html": of_page,
        "txt": of_plain,
        **dict.fromkeys(WITH_MACROS, of_office),
        **dict.fromkeys(OPEN, of_open_document),
    }.get(kind.extension)
    if look is not None:
        found.update(safely(look, path))
    return sorted(found)


def safely(look: Look, path: Path) -> Iterator[Flag]:
    """What `look` finds; UNSURE when the file is too crooked for what it stands on.

    Those libraries raise anything on such files. A part that gives way beside the text
    is no reason not to read it: its reader decides whether the file is broken.
    """
    try:
        yield from look(path)
    except MemoryError:
        raise
    except Exception:
        yield UNSURE, ""


def named(texts: Iterable[str]) -> Iterator[Flag]:
    """Numbers of patients in texts that are on no page, as masks."""
    for text in texts:
        for each in numbers.in_text(text):
            yield each.code, each.text


def of_pdf(path: Path) -> Iterator[Flag]:
    """Every object is looked at, those that nothing points to as well."""
    import pikepdf

    try:
        pdf = pikepdf.open(path)
    except pikepdf.PasswordError:
        return  # the reader says it
    with pdf:
        for each in pdf.objects:
            yield from of_object(each)
        yield from named(str(value) for _, value in pdf.docinfo.items())


def of_object(thing: Any) -> Iterator[Flag]:
    """A PDF object, and those that stand within it."""
    import pikepdf

    waiting = [thing]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Array):
            waiting += [one for one in each if is_within(one)]
            continue
        if not isinstance(each, (pikepdf.Dictionary, pikepdf.Stream)):
            continue
        if "/JS" in each or str(each.get("/Subtype", "")) == "/RichMedia":
            yield ACTIVE, SCRIPT
        elif action := ACTIONS.get(str(each.get("/S", ""))):
            yield ACTIVE, action
        yield from named(unseen.of_pdf_object(each))
        if "/EF" in each:
            yield ATTACHMENT, ""
        waiting += [one for _, one in each.items() if is_within(one)]


def is_within(thing: Any) -> bool:
    """Is it an object that has no number of its own? The others come by themselves."""
    import pikepdf

    return isinstance(thing, pikepdf.Object) and not thing.is_indirect


def of_office(path: Path) -> Iterator[Flag]:
    """Macros of VBA and of Excel 4, files within, what is fetched or started."""
    looks = [macros, packaged, linked]
    if not is_compound(path):
        looks = [fetched, unread, *looks]
    for look in looks:
        yield from safely(look, path)


def fetched(path: Path) -> Iterator[Flag]:
    package = Package(path)
    if any(name.lower().startswith("xl/macrosheets/") for name in package.names):
        yield MACRO, ""
    for name in package.names:
        if name.endswith(".rels") and FETCHED & package.outside(name):
            yield ACTIVE, REMOTE


def unread(path: Path) -> Iterator[Flag]:
    yield from named(unseen.of_package(path))


def of_open_document(path: Path) -> Iterator[Flag]:
    yield from unread(path)
    yield from packaged(path)


def is_compound(path: Path) -> bool:
    """Is it an OLE file? One may end like a ZIP, of what it holds."""
    with path.open("rb") as file:
        return file.read(len(OLE)) == OLE


def macros(path: Path) -> Iterator[Flag]:
    from oletools.olevba import VBA_Parser

    parser = VBA_Parser(str(path))
    try:
        if parser.detect_macros():
            yield MACRO, ""
    finally:
        parser.close()


def packaged(path: Path) -> Iterator[Flag]:
    """Files within the file, whatever they are ([MS-OLEDS] § 2.3.6, OLENativeStream).

    A sheet within a text is no such file: it opens in its place.
    """
    for ole in compounds(path):
        if any(parts[-1].lower() == NATIVE for parts in ole.listdir()):
            yield ATTACHMENT, ""


def compounds(path: Path) -> Iterator[Any]:
    """The OLE files that a file is, or holds."""
    import olefile

    if is_compound(path):
        from oletools.oleobj import find_ole

        yield from (ole for ole in find_ole(str(path), None) if ole is not None)
        return
    package = Package(path)
    for name in sorted(package.names):
        embedded = "/embeddings/" in name and name.endswith(".bin")
        if embedded or name.startswith("Object"):
            data = package.whole(name)
            if data.startswith(OLE):
                with olefile.OleFileIO(data) as ole:
                    yield ole


def linked(path: Path) -> Iterator[Flag]:
    """Fields that have another program run (DDE, ECMA-376 part 1 § 17.16)."""
    from oletools import msodde

    if msodde.process_file(str(path), msodde.FIELD_FILTER_DDE).strip():
        yield ACTIVE, LAUNCH


def of_rtf(path: Path) -> Iterator[Flag]:
    """An object within the text (RTF 1.9.1, « Objects »), whatever it is."""
    if OBJECT.search(path.read_bytes()):
        yield ATTACHMENT, ""


def of_mail(path: Path) -> Iterator[Flag]:
    """Files that a mail carries, and the part of its text that is not read."""
    if path.stat().st_size > MAX_PLAIN_BYTES:
        return  # the reader refuses it
    message = message_from_bytes(path.read_bytes(), policy=default)
    for part in message.walk():
        name = part.get_filename()
        is_picture = part.get_content_maintype() == "image"
        if part.get_content_disposition() == "attachment" or (name and not is_picture):
            yield ATTACHMENT, ""
        elif part.get_content_type() == "text/html":
            markup = decode(bytes(part.get_payload(decode=True) or b""))
            yield from named([visible_text(markup), *unseen.of_markup(markup)])


def of_page(path: Path) -> Iterator[Flag]:
    with path.open("rb") as file:
        yield from named(unseen.of_markup(decode(file.read(LOOKED_AT))))


def of_plain(path: Path) -> Iterator[Flag]:
    with path.open("rb") as file:
        data = file.read(LOOKED_AT)
    if data.startswith(SYLK):
        yield MACRO, ""
    if ASKS.search(data):
        yield ACTIVE, LAUNCH
