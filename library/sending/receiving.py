"""The bytes of a file on their way in, added to what is there.

The length of the file in `UPLOAD_DIR` is the offset: nothing else is to be kept in
step with it, and a kill loses only what was not written yet.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from library.models import Upload

CHUNK = 64 * 1024
#: Bytes that are left to the rest of the site on the disk.
SPARE = 256 * 1024**2
#: What one person may have under way at once: a whole folder, and the next.
MOST_OPEN = 2_000


class Moved(Exception):  # noqa: N818 - it says what became of the file
    """Somebody else, most often the same person on another line, has gone further."""


def make_room(size: int) -> None:
    """Raise OSError (ENOSPC) when the disk has no room for so many bytes more."""
    folder = Path(settings.UPLOAD_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free < size + SPARE:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def receive(upload: Upload, offset: int, read: Callable[[int], bytes]) -> int:
    """Add what `read(n)` gives, from `offset` on; return the offset at its end.

    What comes is written as it comes: a line that breaks keeps what has passed.
    Nothing is locked while one waits for the network, so that who comes back by
    another line does not wait for the first to be given up: the one that falls behind
    stops. Raises Moved when the file is not at `offset` (any more), and what `read`
    raises, or the disk (OSError), with all that was written kept.
    """
    make_room(upload.size - offset)
    with upload.path.open("ab") as file:
        while offset < upload.size:
            data = read(min(CHUNK, upload.size - offset))
            if not data:
                break
            offset = add(file.fileno(), offset, data)
        if os.fstat(file.fileno()).st_size != offset:
            raise Moved(offset)
    return offset


def add(file: int, offset: int, data: bytes) -> int:
    """Write `data` at the end of `file` if that is `offset`; return the new one."""
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        if os.fstat(file).st_size != offset:
            raise Moved(offset)
        left = memoryview(data)
        while left:
            left = left[os.write(file, left) :]
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)
    return offset + len(data)


def forget(upload: Upload) -> None:
    """Drop an upload and its bytes, at its sender's wish or for its age."""
    upload.path.unlink(missing_ok=True)
    upload.delete()
