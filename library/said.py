"""What a file says of itself — title, author, date —, proposed for its document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from library.door import numbers
from library.models import Document
from library.names import clean_title
from members.french import in_words


@dataclass(frozen=True)
class Said:
    """`field` of the document that may be of this `value`; `told` is how it is said."""

    field: str
    value: str | date
    told: str
    button: str


def said_by_file(document: Document) -> list[Said]:
    """What the file that others read says, where its document says something else.

    An author or a day that somebody typed is his word, and is left; one that the file
    of an older version said may be of the new one no more.
    """
    version = document.current
    if version is None:
        return []
    found = []
    before = document.versions.exclude(pk=version.pk).values_list("author", "dated")
    older = list(before) if document.written_by or document.written_on else []
    authors = {"", *(author.strip() for author, _ in older)}
    days = {None, *(day for _, day in older)}
    title, author = clean_title(version.title), version.author.strip()
    if title and not same(title, document.title) and not numbers.is_in(title):
        told = f"il s’intitule «\u202f{title}\u202f»"
        found.append(Said("title", title, told, "Reprendre ce titre"))
    other = author and author != document.written_by
    if other and document.written_by in authors and not numbers.is_in(author):
        told = f"il a pour auteur {author}"
        found.append(Said("written_by", author, told, "Reprendre cet auteur"))
    if version.dated not in (None, document.written_on) and document.written_on in days:
        day: date = version.dated
        told = f"il est daté du {in_words(day)}"
        found.append(Said("written_on", day, told, "Reprendre cette date"))
    return found


def same(one: str, other: str) -> bool:
    """Is it the same title, whatever its spaces?"""
    return "".join(one.split()) == "".join(other.split())


def take(document: Document, field: str) -> bool:
    """Give the document what its file says of this field; False when it says nothing.

    It is not saved.
    """
    for said in said_by_file(document):
        if said.field == field:
            value: Any = said.value
            setattr(document, field, value)
            return True
    return False
