"""Folders of a space: « Soins / Protocoles », as the names on a path.

A folder is there as long as a document stands in it, like the prefixes of an object
store; nothing is to be made or removed beforehand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from library.door import numbers
from library.names import clean_title

SEPARATOR = "/"
DEEPEST = 8
LONGEST = 255
LONGEST_NAME = 80

TOO_LONG = (
    f"Ce dossier a plus de {DEEPEST} niveaux, ou un nom trop long\u202f: raccourcissez."
)


class FolderError(ValueError):
    """A path that is not kept; `args[0]` is the sentence that says why."""


def clean_folder(given: str) -> str:
    """The path with clean names, « Soins/Protocoles »; empty for none.

    Raises FolderError when it is too deep or too long, or names a patient.
    """
    text = unicodedata.normalize("NFC", given).replace("\\", SEPARATOR)
    names = [clean_title(name).strip(". ") for name in text.split(SEPARATOR)]
    names = [name for name in names if name]
    path = SEPARATOR.join(names)
    if len(names) > DEEPEST or len(path) > LONGEST:
        raise FolderError(TOO_LONG)
    if any(len(name) > LONGEST_NAME for name in names):
        raise FolderError(TOO_LONG)
    if numbers.is_in(path):
        raise FolderError(numbers.NOT_HERE)
    return path


def paths_of(documents: QuerySet[Any]) -> list[str]:
    """The folders in which some of these documents stand, in alphabetical order."""
    rows = documents.exclude(folder="").order_by("folder")
    return list(rows.values_list("folder", flat=True).distinct())


@dataclass(frozen=True)
class Folder:
    """A folder of a list: its name, its path, and the documents in it and below."""

    name: str
    path: str
    count: int


@dataclass(frozen=True)
class Level:
    """Where one is among the folders of a space: the way down, and what is below."""

    above: list[tuple[str, str]]
    below: list[Folder]

    @classmethod
    def of(cls, documents: QuerySet[Any], path: str) -> Level:
        """Of the folders in which some of these documents stand: one query."""
        there = in_folder(path) if path else ~Q(folder="")
        rows = documents.filter(there).order_by("folder")
        counts: dict[str, int] = {}
        for folder, number in rows.values_list("folder").annotate(models.Count("pk")):
            rest = folder[len(path) :].strip(SEPARATOR) if path else folder
            if rest:
                name = rest.split(SEPARATOR)[0]
                counts[name] = counts.get(name, 0) + number
        start = f"{path}{SEPARATOR}" if path else ""
        below = [Folder(name, start + name, n) for name, n in counts.items()]
        return cls(parents(path), sorted(below, key=lambda each: fold(each.name)))


def in_folder(path: str) -> Q:
    """What stands in this folder or below."""
    return Q(folder=path) | Q(folder__startswith=f"{path}{SEPARATOR}")


def fold(path: str) -> str:
    """The path without case, accents or doubled spaces: « SOINS » is « Soins »."""
    bare = unicodedata.normalize("NFKD", path)
    bare = "".join(c for c in bare if not unicodedata.combining(c)).casefold()
    return re.sub(r"\s+", " ", bare)


def as_there(path: str, there: Iterable[str]) -> str:
    """The path in the spelling of those that are `there`, name after name."""
    known: dict[str, str] = {}
    for other in there:
        names = other.split(SEPARATOR)
        for depth in range(1, len(names) + 1):
            known.setdefault(
                fold(SEPARATOR.join(names[:depth])), SEPARATOR.join(names[:depth])
            )
    kept = ""
    for name in path.split(SEPARATOR) if path else []:
        wanted = f"{kept}{SEPARATOR}{name}" if kept else name
        kept = known.get(fold(wanted), wanted)
    return kept


def parents(path: str) -> list[tuple[str, str]]:
    """Each folder on the way to `path`, itself last: its name and its path."""
    names = path.split(SEPARATOR) if path else []
    return [
        (name, SEPARATOR.join(names[: depth + 1])) for depth, name in enumerate(names)
    ]
