"""What a file's bytes are: their kind, their identity."""

import hashlib
from typing import IO, Any, BinaryIO, cast

from library.names import is_runnable
from library.reading.errors import Unreadable
from library.reading.sniff import sniff

CHUNK = 1024 * 1024


def fingerprint(file: IO[bytes] | Any) -> str:
    """The SHA-256 (FIPS 180-4) of a file's bytes, in hexadecimal.

    Reads from the start, and leaves the file at its start.
    """
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def acceptable(file: IO[bytes] | Any, name: str) -> None:
    """Raise Unreadable, with its sentence, when the library does not take the file."""
    if is_runnable(name):
        raise Unreadable("executable")
    sniff(cast(BinaryIO, file))
    file.seek(0)
