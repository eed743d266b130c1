"""What the pages of each format are called, and how long a file is: said once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import number_format

if TYPE_CHECKING:
    from library.models import Version

NARROW = "\u202f"
SHORT = {"page": "p.", "diapositive": "diapo"}
#: All are feminine: sentences around them count on it.
UNITS = {
    **dict.fromkeys(("xlsx", "ods", "xls"), "feuille"),
    **dict.fromkeys(("pptx", "odp", "ppt"), "diapositive"),
}


def unit(version: Version) -> str:
    """What a page of this file is called."""
    if version.in_parts:
        return "partie"
    return UNITS.get(version.kind, "page")


def place(version: Version | None, page: int) -> str:
    """« p. 15 », « feuille 2 »: where in a file something stands, in few letters."""
    name = unit(version) if version else "page"
    return f"{SHORT.get(name, name)}\u00a0{page}"


def length(version: Version | None) -> str:
    """« 25 pages », « 4 diapositives »; nothing where it would teach nothing.

    A text that we cut ourselves, and a file of one page, have their size instead.
    """
    if version is None or version.in_parts or (version.page_count or 0) < 1:
        return ""
    count = version.page_count or 0
    if count == 1 and version.kind != "pdf":
        return ""
    return pages(count, unit(version))


def pages(count: int, name: str = "page") -> str:
    digits = number_format(count, force_grouping=True).replace("\u00a0", NARROW)
    return f"{digits}\u00a0{name}{'s' if count > 1 else ''}"
