"""A file that is all there becomes a document."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.utils import timezone

from library.actions import add_document
from library.models import Upload
from library.reading.errors import Unreadable
from members.refusals import Refused

NOT_ALLOWED = (
    "Vous ne pouvez plus ajouter dans cet espace\u202f: ce fichier n’y est pas."
)


class Whole(File):  # type: ignore[type-arg]
    """A file of the disk that the store may move where it keeps files."""

    def __init__(self, path: Path, name: str) -> None:
        super().__init__(path.open("rb"), name=name)
        self.at = path

    def temporary_file_path(self) -> str:
        return str(self.at)


def finish(key: UUID) -> Upload | None:
    """Make a document of the upload if it is whole; None when it is not there.

    Safe to run again, and by two at once: killed after the document was made, it finds
    it. What refuses the file is kept in `error`, a sentence, with `status` as in HTTP,
    and its bytes go. OSError (no room) leaves everything as it was.
    """
    upload = found(key)
    if upload is None or upload.finished_at or upload.offset < upload.size:
        return upload
    with alone(upload.path) as path:
        upload = found(key)
        if upload is None or upload.finished_at or upload.offset < upload.size:
            return upload
        try:
            take(upload, path)
        except Unreadable as error:
            upload.error, upload.status = error.message, 400
        except Refused as refused:
            upload.error, upload.status = refused.sentence, 403
        except PermissionDenied:
            upload.error, upload.status = NOT_ALLOWED, 403
        upload.finished_at = timezone.now()
        upload.save()
        path.unlink(missing_ok=True)
    return upload


def found(key: UUID) -> Upload | None:
    rows = Upload.objects.select_related("by", "space", "category")
    return rows.filter(pk=key).first()


@contextmanager
def alone(path: Path) -> Iterator[Path]:
    """Who finishes a file does it alone; an empty one is made here."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # until it is closed
        yield path


def take(upload: Upload, path: Path) -> None:
    """The store takes a second name of the file: the first stays till all is said."""
    second = path.with_suffix(".whole")
    second.unlink(missing_ok=True)
    try:
        os.link(path, second)
    except OSError:  # a disk without hard links
        shutil.copyfile(path, second)
    try:
        with Whole(second, upload.name) as file:
            added = add_document(
                by=upload.by,
                space=upload.space,
                category=upload.category,
                file=file,
                name=upload.name,
                folder=upload.folder,
            )
    finally:
        second.unlink(missing_ok=True)
    upload.document, upload.already = added.document, added.already
    upload.status = 200 if added.already else 201
