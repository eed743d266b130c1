"""What a file would do beside being read: macros, scripts, files within a file.

Programs that people open such files with may run what is found here; nothing is run to
find it. Each flag is a code and a word that says more, empty when there is none.
"""

from __future__ import annotations

import re
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
    """Macros of VBA and of Excel 4, and what is fetched from elsewhere."""
    from oletools.olevba import VBA_Parser

    if extension in PACKAGES:
        package = Package(path)
        if any(name.lower().startswith("xl/macrosheets/") for name in package.names):
            yield MACRO, ""
        for name in package.names:
            if name.endswith(".rels") and FETCHED & package.outside(name):
                yield ACTIVE, REMOTE
    try:
        parser = VBA_Parser(str(path))
    except Exception:  # its own errors, and those of what it stands on
        yield UNSURE, ""
        return
    try:
        if parser.detect_macros():
            yield MACRO, ""
    except Exception:
        yield UNSURE, ""
    finally:
        parser.close()


def of_rtf(path: Path) -> Iterator[Flag]:
    """An object within the text (RTF 1.9.1, « Objects »), whatever it is."""
    if OBJECT.search(path.read_bytes()):
        yield ATTACHMENT, ""
