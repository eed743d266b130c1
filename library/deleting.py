"""Files that could not be deleted when their rows were: they go a little later."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.core.files.storage import storages
from django.db import DatabaseError
from django.utils import timezone
from django_tasks import task

from library.storage import StoreDown

logger = logging.getLogger("maillage.files")

#: Minutes before each new try: two days in all. Then `check_files` names it.
WAITS = [1, 5, 15, 60, 180, 360, 720, 1440]


def later(name: str, tried: int = 0) -> None:
    """Have the worker delete an object. Never raises: the row is gone already."""
    if tried >= len(WAITS):
        logger.error("%s stays in S3: see manage.py check_files", name)
        return
    when = timezone.now() + timedelta(minutes=WAITS[tried])
    try:
        delete_file.using(run_after=when).enqueue(name, tried + 1)
    except DatabaseError:  # in a transaction that is being given up
        logger.exception("%s stays in S3: see manage.py check_files", name)


@task()
def delete_file(name: str, tried: int) -> None:
    if "s3" not in storages.backends:  # the setting was taken away meanwhile
        return
    try:
        storages["s3"].remove(name)  # type: ignore[attr-defined]
    except StoreDown:
        later(name, tried)
