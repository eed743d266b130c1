"""Texts that a file holds beside the pages that are read, and that people see or find
when they open it: filled fields, notes, comments, properties. Looked through for the
door, never shown nor indexed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .package import Package

#: Keys of a PDF whose strings are seen: values of fields, notes, titles of bookmarks,
#: properties (ISO 32000-2 § 12.7.4, 12.5.2, 12.3.3, 14.3.3).
PDF_KEYS = ("/V", "/Contents", "/Title", "/Subject", "/Keywords", "/Author", "/URI")
#: Parts of an office file that are XML, and that the reader of its pages leaves. Its
#: properties may have a picture beside them.
PARTS = re.compile(
    r"(?:^docProps/.*|.*comments.*|^meta)\.xml$|.*\.rels$", re.IGNORECASE
)
#: Elements of the main parts that are not read: what was taken out, fields, edges.
LEFT = {
    *("delText", "instrText", "annotation"),
    *("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader"),
}
MAIN = re.compile(r"^(word/document|xl/worksheets/sheet\d+|content)\.xml$")
MARKUP = re.compile(
    r"<!--(.*?)-->|\b(?:value|title|alt|href)\s*=\s*([\"'])(.*?)\2", re.S
)


def of_pdf_object(thing: Any) -> Iterator[str]:
    import pikepdf

    for key in PDF_KEYS:
        value = thing.get(key)
        if isinstance(value, pikepdf.String):
            yield str(value)


def of_package(path: Path) -> Iterator[str]:
    package = Package(path)
    for name in sorted(package.names):
        if PARTS.match(name):
            found = _Texts(None)
        elif MAIN.match(name):
            found = _Texts(LEFT)
        else:
            continue
        package.feed(name, found)
        yield "\n".join(found.texts)


def of_markup(markup: str) -> Iterator[str]:
    """Comments of a web page, and the attributes that are seen."""
    for comment, _, value in MARKUP.findall(markup):
        yield comment or value


class _Texts:
    """The text of elements, of these names only when given; and where links lead."""

    def __init__(self, only: set[str] | None) -> None:
        self.texts: list[str] = []
        self._only = only
        self._within = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._only is None or tag.rpartition("}")[2] in self._only or self._within:
            self._within += 1
        if attributes.get("TargetMode") == "External":
            self.texts.append(attributes.get("Target", ""))

    def end(self, tag: str) -> None:
        self._within = max(0, self._within - 1)

    def data(self, text: str) -> None:
        if self._within:
            self.texts.append(text)
