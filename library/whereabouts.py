"""Every file that the site knows: where a row names it, and what is known of it.

Nothing is listed by hand: each field of files of each model counts, so that a new one
is moved and looked after from its first day.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models

#: Rows that are read, or written, at a time.
MANY = 2000
#: Fields that say what the file of a row is; the first that the model has.
SIZES, PRINTS = ("size", "file_size"), ("sha256", "file_hash")


@dataclass(frozen=True)
class Place:
    """A field of files: `model.field`."""

    model: type[models.Model]
    field: models.FileField

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def is_derived(self) -> bool:
        """Is it made of another file, and made again when it is asked for?"""
        return getattr(self.model, "is_made_again", False)

    def known(self, names: tuple[str, ...]) -> str:
        """The field of the model that says what `names` may say; empty for none."""
        there = {field.name for field in self.model._meta.concrete_fields}
        return next((name for name in names if name in there), "")


@dataclass(frozen=True)
class Named:
    """A file that a row names. `size` in bytes, `print` in hexadecimal (SHA-256 or,
    of the images of Wagtail, SHA-1); None and empty when the row does not say.
    """

    name: str
    where: str
    derived: bool = False
    size: int | None = None
    print: str = ""


def places() -> list[Place]:
    """The fields whose files are in the store of the site."""
    return [
        Place(model, field)
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.FileField) and field.storage == default_storage
    ]


def named() -> Iterator[Named]:
    """Each file of each row, of the trash too. The same may come several times."""
    for place in places():
        yield from named_by(place)


def named_by(place: Place, **only: Any) -> Iterator[Named]:
    # What a row knows is of its file, not of the thumbnail beside it.
    main = place.field.name == "file"
    size, sum_ = (place.known(SIZES), place.known(PRINTS)) if main else ("", "")
    # Of a document, they are of its current version, which says them itself.
    if sum_ == "file_hash" and place.known(("current",)):
        size = sum_ = ""
    rows = place.model._base_manager.filter(**only).exclude(**{place.field.name: ""})
    wanted = ["pk", place.field.name, *filter(None, (size, sum_))]
    for row in rows.order_by("pk").values(*wanted).iterator(chunk_size=MANY):
        if row[place.field.name]:  # not NULL
            yield Named(
                str(row[place.field.name]),
                f"{place.label} n°\u202f{row['pk']}",
                place.is_derived,
                row[size] if size else None,
                row[sum_] if sum_ else "",
            )


def is_named(name: str) -> bool:
    """Does a row name this file now?"""
    return any(
        place.model._base_manager.filter(**{place.field.name: name}).exists()
        for place in places()
    )


class Book:
    """What is there and what should be, on the disk: a hundred thousand files take no
    more memory than one (SQLite, emptied at the end).
    """

    def __init__(self, path: Path) -> None:
        self.lines = sqlite3.connect(path)
        self.lines.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "CREATE TABLE named (name TEXT PRIMARY KEY, place TEXT, derived INT,"
            " size INT, print TEXT) WITHOUT ROWID;"
            "CREATE TABLE found (name TEXT PRIMARY KEY, size INT, since TEXT)"
            " WITHOUT ROWID;"
        )

    def note_found(self, store: Any) -> int:
        """All that the store holds; how many."""
        self.lines.executemany(
            "INSERT OR REPLACE INTO found VALUES (?, ?, ?)",
            ((each.name, each.size, each.since.isoformat()) for each in store.walk()),
        )
        return self.count("SELECT count(*) FROM found")

    def note_named(self) -> int:
        """All that the rows name, once; how many files."""
        self.lines.executemany(
            "INSERT INTO named VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET"
            " place = CASE WHEN named.print = '' THEN excluded.place ELSE place END,"
            " size = coalesce(named.size, excluded.size),"
            " print = CASE WHEN named.print = '' THEN excluded.print ELSE print END",
            ((n.name, n.where, n.derived, n.size, n.print) for n in named()),
        )
        return self.count("SELECT count(*) FROM named")

    def count(self, asked: str, *values: Any) -> int:
        return int(self.lines.execute(asked, values).fetchone()[0])

    def all(self, asked: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        yield from self.lines.execute(asked, values)


@contextmanager
def book() -> Iterator[Book]:
    with TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder:
        made = Book(Path(folder, "book"))
        try:
            yield made
        finally:
            made.lines.close()
