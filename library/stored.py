"""Files of the store as paths, for the programs that read them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django_tasks.base import Task

from library.storage import as_path

#: Before a task is tried again, while the store does not answer.
WHEN_DOWN = timedelta(minutes=2)


class LostError(Exception):
    """The store no longer has the file; its argument is its name there."""


@contextmanager
def local_copy(file: FieldFile) -> Iterator[Path]:
    """The path of a stored file; a copy, removed at the end, if it is elsewhere.

    Raises LostError, and StoreDown (library.storage).
    """
    path = as_path(file.storage, str(file.name))
    try:
        found = path.__enter__()
    except FileNotFoundError as error:
        raise LostError(file.name) from error
    try:
        yield found
    finally:
        path.__exit__(None, None, None)


def ask_again(task: "Task[[int], Any]", key: int) -> None:
    """The same task a little later: the store does not answer for now."""
    task.using(run_after=timezone.now() + WHEN_DOWN).enqueue(key)
