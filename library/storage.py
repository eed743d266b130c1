"""Where files are kept: a folder, or a bucket (library.s3). Both do what is here."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, default_storage, storages
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db.models.fields.files import FieldFile

from library.ranges import Piece

CHUNK = 1024 * 1024


class StoreDown(OSError):  # noqa: N818 - it says what is
    """The place where files are kept does not answer: they may be there all the same.

    An OSError, as a disk that fails: what waits for room waits for it too.
    """

    def __init__(self, why: object) -> None:
        super().__init__(errno.EIO, str(why))


@dataclass(frozen=True)
class Found:
    """A file that is there: its name in the store, its bytes, since when."""

    name: str
    size: int
    since: datetime


class Folder(FileSystemStorage):
    """A folder that keeps a file whole or not at all.

    A file is written aside, then moved under its name: a full disk, or a kill, leaves
    nothing that looks like it.
    """

    label = "le dossier des données"

    def _save(self, name: str, content: File[Any]) -> str:
        if hasattr(content, "temporary_file_path"):
            return self._keep(name, content)
        with TemporaryUploadedFile(name, None, 0, None) as aside:
            for chunk in content.chunks():
                aside.write(chunk)
            aside.flush()
            return self._keep(name, aside)

    def _keep(self, name: str, content: File[Any]) -> str:
        kept: str = super()._save(name, content)  # type: ignore[misc]
        return kept

    def piece(self, name: str, first: int, last: int) -> Piece:
        """The bytes from `first` to `last`, to be read once. FileNotFoundError."""
        file = Path(self.path(name)).open("rb")  # noqa: SIM115 - who reads closes it
        file.seek(first)
        return Piece(file, last - first + 1)

    def put(self, name: str, path: Path) -> None:
        """Keep a copy of the file at `path` under this very name, written for good."""
        whole = Path(self.path(name))
        whole.parent.mkdir(parents=True, exist_ok=True)
        aside = whole.with_name(f".{token_hex(8)}")
        try:
            with path.open("rb") as source, aside.open("xb") as copy:
                aside.chmod(settings.FILE_UPLOAD_PERMISSIONS)
                shutil.copyfileobj(source, copy, CHUNK)
                copy.flush()
                os.fsync(copy.fileno())
            aside.replace(whole)
        finally:
            aside.unlink(missing_ok=True)
        folder = os.open(whole.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def remove(self, name: str) -> None:
        """Delete it, now."""
        Path(self.path(name)).unlink(missing_ok=True)

    def walk(self) -> Iterator[Found]:
        """All that is there, one after the other."""
        yield from below(Path(self.location), "")

    def is_up(self) -> bool:
        return True

    def sweep(self) -> int:
        """Nothing: what is written aside goes with who wrote it."""
        return 0


class Elsewhere:
    """Before a store: files that are still in the other are read, and deleted, there.

    `other` names it (`STORAGES`), where one is set: so files move from one to the other
    while people work (library.moving).
    """

    def __init__(self, *, other: str = "", **options: Any) -> None:
        super().__init__(**options)
        self.other = other

    @property
    def elsewhere(self) -> Any:
        return storages[self.other] if self.other else None

    def _open(self, name: str, mode: str = "rb") -> Any:
        try:
            return super()._open(name, mode)  # type: ignore[misc]
        except FileNotFoundError:
            if not self.other:
                raise
            return self.elsewhere.open(name, mode)

    def piece(self, name: str, first: int, last: int) -> Any:
        try:
            return super().piece(name, first, last)  # type: ignore[misc]
        except FileNotFoundError:
            if not self.other:
                raise
            return self.elsewhere.piece(name, first, last)

    def size(self, name: str) -> int:
        try:
            return int(super().size(name))  # type: ignore[misc]
        except FileNotFoundError:
            if not self.other:
                raise
            return int(self.elsewhere.size(name))

    def exists(self, name: str) -> bool:
        here = bool(super().exists(name))  # type: ignore[misc]
        return here or bool(self.other and self.elsewhere.exists(name))

    def delete(self, name: str) -> None:
        super().delete(name)  # type: ignore[misc]
        if self.other:
            self.elsewhere.delete(name)


class WholeFiles(Elsewhere, Folder):
    """The folder, as the site's store."""


def below(folder: Path, prefix: str) -> Iterator[Found]:
    """The files of a folder and of those in it; not those that are being written."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from below(folder / entry.name, f"{prefix}{entry.name}/")
                continue
            state = entry.stat()
            since = datetime.fromtimestamp(state.st_mtime, UTC)
            yield Found(f"{prefix}{entry.name}", state.st_size, since)


def sweep() -> int:
    """What sendings to the store that were cut have left; how many. Daily."""
    store: Any = default_storage
    return int(store.sweep())


def is_up(file: FieldFile) -> bool:
    """Does the store of this file answer, as a whole?"""
    store: Any = file.storage
    return bool(store.is_up())


@contextmanager
def as_path(store: Any, name: str) -> Iterator[Path]:
    """The path of a file of the store; a copy, removed at the end, if it is not a file
    of this machine. Raises FileNotFoundError, StoreDown.
    """
    path = None
    with suppress(NotImplementedError):
        path = Path(store.path(name))
    if path is not None and path.exists():
        yield path
        return
    with (
        store.open(name, "rb") as stored,
        TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder,
    ):
        copy = Path(folder, "copy")
        with copy.open("xb") as local:
            shutil.copyfileobj(stored, local, CHUNK)
        yield copy
