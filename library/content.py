"""The identity of a file's bytes."""

import hashlib
from typing import IO, Any

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
