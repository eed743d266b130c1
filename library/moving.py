"""Files that move from one store to the other, while people work.

Each is read, compared with what its row knows of it, put there under the same name,
read again there and compared. What has passed is written in a ledger of the folder of
data: killed at any moment, the same command goes on. Nothing is deleted but by the last
step, once every file has passed and the site writes to the other store.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import storages

from library.storage import as_path
from library.whereabouts import Book, book, is_named

CHUNK = 1024 * 1024
OTHER = {"s3": "local", "local": "s3"}


class MoveError(Exception):
    """Files cannot be moved; its argument says why, in French."""


@dataclass
class Told:
    """What became of the files. `wrong`: their names, with why."""

    files: int = 0
    moved: int = 0
    there: int = 0
    left: int = 0
    bytes: int = 0
    deleted: int = 0
    wrong: list[tuple[str, str]] = field(default_factory=list)


class Ledger:
    """Files that were compared on both sides: name, and SHA-256."""

    def __init__(self, path: Path, where: str) -> None:
        self.where = where
        self.lines = sqlite3.connect(path, isolation_level=None)
        self.lines.execute("PRAGMA journal_mode = WAL")
        self.lines.execute(
            "CREATE TABLE IF NOT EXISTS passed (store TEXT, name TEXT, sha256 TEXT,"
            " size INT, PRIMARY KEY (store, name)) WITHOUT ROWID"
        )

    def has(self, name: str, size: int | None) -> bool:
        found = self.lines.execute(
            "SELECT size FROM passed WHERE store = ? AND name = ?", (self.where, name)
        ).fetchone()
        return found is not None and found[0] == size

    def write(self, name: str, sha256: str, size: int) -> None:
        self.lines.execute(
            "INSERT OR REPLACE INTO passed VALUES (?, ?, ?, ?)",
            (self.where, name, sha256, size),
        )


def store(name: str) -> Any:
    """`local` or `s3`. Raises MoveError when it is not set, or does not answer."""
    if name not in storages.backends:
        raise MoveError(
            "S3 n’est pas réglé\u202f: donnez MAILLAGE_S3_ENDPOINT, "
            "MAILLAGE_S3_BUCKET, MAILLAGE_S3_ACCESS_KEY et MAILLAGE_S3_SECRET_KEY "
            "(docs/settings.md)."
        )
    found: Any = storages[name]
    if not found.is_up():
        raise MoveError(
            "Le serveur S3 ne répond pas, ou refuse la clé, ou n’a pas ce "
            "compartiment\u202f: rien n’a bougé. Vérifiez les variables MAILLAGE_S3_…, "
            "puis relancez la même commande."
        )
    return found


def address(name: str) -> str:
    """What tells one store from another of its kind."""
    if name == "local":
        return f"local {settings.MEDIA_ROOT}"
    s3: Any = storages[name]
    return f"s3 {s3.endpoint_url} {s3.bucket_name} {s3.location}"


def prints(path: Path) -> tuple[str, str]:
    """SHA-256 and SHA-1 (Wagtail's, of images), in hexadecimal."""
    with path.open("rb") as file:
        return prints_of(file)


def prints_of(file: Any) -> tuple[str, str]:
    sha256, sha1 = hashlib.sha256(), hashlib.sha1(usedforsecurity=False)
    while chunk := file.read(CHUNK):
        sha256.update(chunk)
        sha1.update(chunk)
    return sha256.hexdigest(), sha1.hexdigest()


Step = Callable[[int], object]


def move(
    to: str,
    *,
    dry: bool = False,
    delete: bool = False,
    step: Step = lambda done: None,
    begin: Step = lambda files: None,
) -> Told:
    """Copy every file that a row names to the store `to`; what is there stays there.

    `begin` hears how many files there are, `step` hears one for each that was looked
    at. Raises MoveError, and StoreDown when S3 goes away: run it again then.
    """
    source, target = store(OTHER[to]), store(to)
    if delete:
        require_target_in_use(to)
    told = Told()
    ledger = Ledger(settings.DATA_DIR / "moved-files.sqlite3", address(to))
    with closing(ledger.lines), book() as lines:
        lines.note_found(target)
        told.files = lines.note_named()
        begin(told.files)
        for name, known, size in with_sizes(lines):
            step(1)
            if ledger.has(name, size):
                told.there += 1
            elif dry:
                told.left += 1
                told.bytes += size_of(source, name)
            else:
                take(told, name, carry(source, target, ledger, name, known), target)
        if delete and not dry and not told.wrong:
            told.deleted = empty(source, ledger, lines)
    return told


def take(told: Told, name: str, why: str, target: Any) -> None:
    """Count a file that was carried; one deleted meanwhile does not stay behind."""
    if not is_named(name):
        target.remove(name)
        told.files -= 1
    elif why:
        told.wrong.append((name, why))
    else:
        told.moved += 1


def with_sizes(lines: Book) -> Iterator[tuple[str, str, int | None]]:
    """Each name, its print, and its bytes in the store where it goes."""
    for row in lines.all(
        "SELECT named.name, named.print, found.size FROM named"
        " LEFT JOIN found USING (name) ORDER BY named.name"
    ):
        yield row[0], row[1], row[2]


def size_of(source: Any, name: str) -> int:
    try:
        return int(source.size(name))
    except FileNotFoundError:
        return 0


def carry(source: Any, target: Any, ledger: Ledger, name: str, known: str) -> str:
    """Copy one file and compare; why it did not pass, or nothing."""
    try:
        with as_path(source, name) as path:
            found = prints(path)
            if known and known not in found:
                return "son contenu a changé depuis son dépôt (l’empreinte diffère)"
            size = path.stat().st_size
            if not is_there(target, name, found[0], size):
                target.put(name, path)
                if not is_there(target, name, found[0], size):
                    return "la copie, relue, n’est pas la même"
    except FileNotFoundError:
        return look_there(target, ledger, name, known)
    ledger.write(name, found[0], size)
    return ""


def look_there(target: Any, ledger: Ledger, name: str, known: str) -> str:
    """A file that is not (any more) where it comes from: it may be where it goes."""
    try:
        with target.open(name, "rb") as file:
            found = prints_of(file)
    except FileNotFoundError:
        return "il n’est nulle part"
    if known and known not in found:
        return "son contenu a changé depuis son dépôt (l’empreinte diffère)"
    ledger.write(name, found[0], int(target.size(name)))
    return ""


def is_there(target: Any, name: str, sha256: str, size: int) -> bool:
    """Does the store give these very bytes under this name?"""
    try:
        if int(target.size(name)) != size:
            return False
        with target.open(name, "rb") as file:
            return prints_of(file)[0] == sha256
    except FileNotFoundError:
        return False


def require_target_in_use(to: str) -> None:
    if to != settings.FILES:
        raise MoveError(
            "Le site écrit encore dans l’autre lieu\u202f: mettez "
            f"MAILLAGE_FILES={to}, redémarrez le site et la lecture, puis relancez la "
            "même commande."
        )


def empty(source: Any, ledger: Ledger, lines: Book) -> int:
    """Delete in the source what has passed; how many files."""
    deleted = 0
    for each in source.walk():
        asked = "SELECT count(*) FROM named WHERE name = ?"
        if ledger.has(each.name, each.size) and lines.count(asked, each.name):
            source.remove(each.name)
            deleted += 1
    return deleted
