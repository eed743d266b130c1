"""Files of the store as paths, for the programs that read them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db.models.fields.files import FieldFile

from library.storage import as_path


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
