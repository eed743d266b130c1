"""A ZIP that leaves as it is made: no more than one piece is ever in memory."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Iterator
from typing import Any

PIECE = 64 * 1024


class Sink(io.RawIOBase):
    """Where a ZIP is written, to be taken away piece by piece. It cannot go back."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.pieces.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        data, self.pieces = b"".join(self.pieces), []
        return data


def begun(pieces: Iterator[bytes], ahead: int) -> Iterator[bytes]:
    """The same pieces, `ahead` of them taken now: a file that cannot be had is known
    before the answer begins.
    """
    first = list(itertools.islice(pieces, ahead))
    return itertools.chain(first, pieces)


def copied(
    made: zipfile.ZipFile, sink: Sink, name: str | zipfile.ZipInfo, file: Any
) -> Iterator[bytes]:
    with file, made.open(name, "w", force_zip64=True) as entry:
        while data := file.read(PIECE):
            entry.write(data)
            if taken := sink.take():
                yield taken
