"""Pieces of a file: single byte ranges (RFC 9110 § 14)."""

import re
from typing import IO

from django.http import FileResponse, HttpRequest

ONE_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})\s*", re.ASCII)


class UnsatisfiableError(Exception):
    """The range starts after the end of the file: 416 (RFC 9110 § 15.5.17)."""


class Piece:
    """The next `length` bytes of a file, as a file."""

    def __init__(self, file: IO[bytes], length: int) -> None:
        self.file = file
        self.left = length

    def read(self, size: int = -1) -> bytes:
        wanted = self.left if size < 0 else min(size, self.left)
        data = self.file.read(wanted)
        self.left -= len(data)
        return data

    def close(self) -> None:
        self.file.close()


def parse(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte asked for, or None when the whole is to be given.

    What is not one range of bytes is left out, as § 14.2 allows.
    """
    found = ONE_RANGE.fullmatch(header.strip())
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        first, last = max(0, size - int(found[2])), size - 1
        if not int(found[2]):
            raise UnsatisfiableError
    else:
        first, last = int(found[1]), int(found[2] or size - 1)
        if last < first and found[2]:
            return None
    if first >= size:
        raise UnsatisfiableError
    return first, min(last, size - 1)


def asked(request: HttpRequest, etag: str, size: int) -> tuple[int, int] | None:
    """The range that `request` asks for, unless the file changed since (`If-Range`)."""
    if request.method != "GET" or "Range" not in request.headers:
        return None
    if request.headers.get("If-Range", etag) != etag:
        return None
    return parse(request.headers["Range"], size)


def limit(response: FileResponse, first: int, last: int, size: int) -> None:
    """Make the answer say that it is the piece from `first` to `last`."""
    response.status_code = 206
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = str(last - first + 1)
