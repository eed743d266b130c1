"""A file that the store has lost, given back by somebody who still has it."""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.cache import cache

from library.content import fingerprint
from library.models import Version
from library.tasks import read_again
from members import journal
from members.models import Member

logger = logging.getLogger("maillage.files")


def told_of(version: Version) -> str:
    """Under what the cache keeps that its loss was told (`library.lost`)."""
    return f"lost-file:{version.pk}"


def is_cut(given: Any) -> bool:
    """Has a file of the local folder another size than its row says?

    S3 keeps an object whole (its ETag), and is not asked for each download.
    """
    try:
        path = given.file.storage.path(str(given.file.name))
    except NotImplementedError:
        return False
    with suppress(FileNotFoundError):
        return bool(Path(path).stat().st_size != given.size)
    return False


def is_lost(version: Version | None) -> bool:
    """Does the store have its file no more, or not the whole of it?

    Raises StoreDown when it cannot say.
    """
    if version is None or not version.file:
        return False
    there = version.file.storage.exists(str(version.file.name))
    return not there or is_cut(version)


def put_back(by: Member, version: Version | None, file: Any) -> bool:
    """Keep these bytes under the name of the lost file; False when it was not lost.

    They must be those that were deposited: nothing is done with others.
    """
    if version is None or not is_lost(version) or fingerprint(file) != version.sha256:
        return False
    file.seek(0)
    version.file.storage.delete(str(version.file.name))  # what is left of it
    stored = version.file.storage.save(version.file.name, file)
    if stored != version.file.name:  # somebody else gave it in the same instant
        version.file.storage.delete(stored)
        return False
    cache.delete(told_of(version))
    logger.warning("%s gave back %s, which was lost", by.pk, stored)
    if version.state == Version.State.UNREADABLE and version.problem == "lost":
        read_again(version)
    document = version.document
    journal.record(
        journal.Kind.DOOR,
        f"fichier disparu, remis\u202f: «\u202f{document.title}\u202f», version "
        f"{version.number}",
        by=by,
        space=document.space,
    )
    return True
