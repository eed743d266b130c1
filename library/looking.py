"""What is wrong between the rows that name files and the store that holds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage, storages

from library.models import Version
from library.moving import OTHER, prints_of
from library.storage import StoreDown
from library.whereabouts import Book, is_named

#: A file without a row may be on its way in for so long.
ON_ITS_WAY = timedelta(hours=1)


class Wrong(Enum):
    """What may be wrong with a file, as it is told."""

    MISSING = "manque"
    NOT_MOVED = "n’a pas encore été déplacé"
    SIZE = "n’a pas la bonne taille"
    CONTENT = "n’a plus le contenu qui a été déposé"
    UNREAD = "ne se laisse pas lire"
    ORPHAN = "n’est à personne"


@dataclass(frozen=True)
class Case:
    """One file, and what is wrong with it."""

    name: str
    wrong: Wrong
    where: str = ""
    size: int = 0
    derived: bool = False


def strict() -> Any:
    """The store of the site alone, without the other that it may read from."""
    return storages[settings.FILES]


def other() -> Any:
    name = OTHER[settings.FILES]
    return storages[name] if name in storages.backends else None


def document_of(name: str) -> str:
    """« Titre » (espace), /bibliotheque/12/: whose version has this file; or empty."""
    versions = Version.objects.filter(file=name).select_related("document__space")
    version = versions.first()
    if version is None:
        return ""
    document = version.document
    return (
        f"«\u202f{document.title}\u202f» ({document.space}), "
        f"{document.get_absolute_url()}, version {version.number}"
    )


def fill(lines: Book) -> tuple[int, int]:
    """Note what is there, then what should be: what comes in meanwhile is no orphan.

    How many files the rows name, and how many there are.
    """
    there = lines.note_found(strict())
    return lines.note_named(), there


def missing(lines: Book) -> Iterator[Case]:
    """Files of rows that are not there: asked for again, as they may have just come."""
    asked = lines.all(
        "SELECT named.name, place, derived FROM named LEFT JOIN found USING (name)"
        " WHERE found.name IS NULL ORDER BY named.name"
    )
    for name, place, derived in asked:
        if strict().exists(name) or not is_named(name):
            continue
        beside = other()
        if beside is not None and beside.exists(name):
            yield Case(name, Wrong.NOT_MOVED, place)
        else:
            yield Case(name, Wrong.MISSING, place, derived=bool(derived))


def of_another_size(lines: Book) -> Iterator[Case]:
    asked = lines.all(
        "SELECT name, place, found.size, derived FROM named JOIN found USING (name)"
        " WHERE named.size IS NOT NULL AND named.size != found.size ORDER BY name"
    )
    for name, place, size, derived in asked:
        yield Case(name, Wrong.SIZE, place, size, bool(derived))


def of_another_content(
    lines: Book, step: Callable[[int], object] = lambda done: None
) -> Iterator[Case]:
    """Every file whose fingerprint is known is read, whole."""
    asked = lines.all(
        "SELECT name, place, print, found.size, derived FROM named"
        " JOIN found USING (name)"
        " WHERE print != '' AND (named.size IS NULL OR named.size = found.size)"
        " ORDER BY name"
    )
    for name, place, known, size, derived in asked:
        step(1)
        try:
            with default_storage.open(name, "rb") as file:
                same = known in prints_of(file)
        except FileNotFoundError:
            continue  # deleted meanwhile
        except StoreDown:
            if not strict().is_up():
                raise
            yield Case(name, Wrong.UNREAD, place, size, bool(derived))
            continue
        if not same:
            yield Case(name, Wrong.CONTENT, place, size, bool(derived))


def orphans(lines: Book, now: datetime) -> Iterator[Case]:
    """Files that no row names, but those that may be on their way in."""
    asked = lines.all(
        "SELECT found.name, found.size FROM found LEFT JOIN named USING (name)"
        " WHERE named.name IS NULL AND since < ? ORDER BY found.name",
        (now - ON_ITS_WAY).astimezone(UTC).isoformat(),
    )
    for name, size in asked:
        yield Case(name, Wrong.ORPHAN, size=size)


def delete_orphans(lines: Book, before: datetime) -> int:
    """Delete those that were there before a moment, each asked for again; how many."""
    deleted = 0
    asked = lines.all(
        "SELECT found.name FROM found LEFT JOIN named USING (name)"
        " WHERE named.name IS NULL AND since < ?",
        before.astimezone(UTC).isoformat(),
    )
    for (name,) in asked:
        if not is_named(name):
            strict().remove(name)
            deleted += 1
    return deleted
