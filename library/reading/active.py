"""What a file would do beside being read: macros, scripts, files within a file.

Programs that people open such files with may run what is found here; nothing is run to
find it. Each flag is a code and a word that says more, empty when there is none.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .package import Package
from .sniff import Kind

MACRO, ACTIVE, ATTACHMENT, UNSURE = "macro", "active", "attachment", "unsure"
SCRIPT, LAUNCH, REMOTE = "script", "launch", "remote"
#: Formats that oletools knows, whose macros may hide under any name.
WITH_MACROS = {"doc", "docx", "xls", "xlsx", "ppt", "pptx"}
PACKAGES = {"docx", "xlsx", "pptx"}
#: Actions that run something (ISO 32000-2 § 12.6.4). Going elsewhere is none of them.
ACTIONS = {
    "/JavaScript": SCRIPT,
    "/Launch": LAUNCH,
    "/ImportData": LAUNCH,
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


def flags(path: Path, kind: Kind) -> list[Flag]:
    """The flags of a file that was recognised as `kind`, each once."""
    found: set[Flag] = {(MACRO, "")} if kind.macros else set()
    if kind.extension == "pdf":
        found.update(of_pdf(path))
    elif kind.extension in WITH_MACROS:
        found.update(of_office(path, kind.extension))
    elif kind.extension == "rtf":
        found.update(of_rtf(path))
    return sorted(found)


def of_pdf(path: Path) -> Iterator[Flag]:
    """Every object is looked at, those that nothing points to as well."""
    import pikepdf

    try:
        with pikepdf.open(path) as pdf:
            for each in pdf.objects:
                yield from of_object(each)
    except pikepdf.PasswordError:
        return  # the reader says it
    except (pikepdf.PdfError, ValueError, RuntimeError):
        yield UNSURE, ""


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
        if "/EF" in each:
            yield ATTACHMENT, ""
        waiting += [one for _, one in each.items() if is_within(one)]


def is_within(thing: Any) -> bool:
    """Is it an object that has no number of its own? The others come by themselves."""
    import pikepdf

    return isinstance(thing, pikepdf.Object) and not thing.is_indirect


def of_office(path: Path, extension: str) -> Iterator[Flag]:
    """Macros of VBA and of Excel 4, files within, what is fetched or started."""
    if extension in PACKAGES:
        package = Package(path)
        if any(name.lower().startswith("xl/macrosheets/") for name in package.names):
            yield MACRO, ""
        for name in package.names:
            if name.endswith(".rels") and FETCHED & package.outside(name):
                yield ACTIVE, REMOTE
    for look in (macros, packaged, linked):
        try:
            yield from look(path)
        except Exception:  # the errors of oletools, and of what it stands on
            yield UNSURE, ""


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

    if not zipfile.is_zipfile(path):
        from oletools.oleobj import find_ole

        yield from (ole for ole in find_ole(str(path), None) if ole is not None)
        return
    package = Package(path)
    for name in package.names:
        if "/embeddings/" in name and name.endswith(".bin"):
            data = package.whole(name)
            if data.startswith(olefile.MAGIC):
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
