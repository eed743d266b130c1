"""OLE2 compound files: what stands at their root ([MS-CFB]), and nothing more."""

import struct
from typing import BinaryIO

from .errors import Unreadable

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END = 0xFFFFFFFA  # this number and those above are marks, not sectors
ENTRY = 128
MAX_ENTRIES = 4_096
HEADER_LOCATORS = 109


class CompoundFile:
    """`streams` maps each name at the root to its first sector and its size."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        header = self._at(0, 512)
        if len(header) < 512 or not header.startswith(MAGIC):
            raise Unreadable("broken")
        shift = struct.unpack_from("<H", header, 30)[0]
        if shift not in (9, 12):
            raise Unreadable("broken")
        self._size = 1 << shift
        self._locators = struct.unpack_from(f"<{HEADER_LOCATORS}I", header, 76)
        self._entries = self._directory(struct.unpack_from("<I", header, 48)[0])
        self.streams = self._root()

    def start_of(self, name: str) -> bytes:
        """The first sector of a stream that is not among the small ones."""
        sector, size = self.streams.get(name, (END, 0))
        return self._sector(sector) if size >= 4096 else b""

    def _at(self, offset: int, size: int) -> bytes:
        self._file.seek(offset)
        return self._file.read(size)

    def _sector(self, number: int) -> bytes:
        return self._at((number + 1) * self._size, self._size) if number < END else b""

    def _next(self, number: int) -> int:
        per_sector = self._size // 4
        index = number // per_sector
        if index >= HEADER_LOCATORS:
            return END  # a directory so far into a file over 7 MB is not looked for
        table = self._at(
            (self._locators[index] + 1) * self._size + number % per_sector * 4, 4
        )
        return int(struct.unpack("<I", table)[0]) if len(table) == 4 else END

    def _directory(self, sector: int) -> list[bytes]:
        entries: list[bytes] = []
        seen: set[int] = set()
        while sector < END and sector not in seen and len(entries) < MAX_ENTRIES:
            seen.add(sector)
            data = self._sector(sector)
            entries += [
                data[start : start + ENTRY]
                for start in range(0, len(data) - ENTRY + 1, ENTRY)
            ]
            sector = self._next(sector)
        return entries

    def _root(self) -> dict[str, tuple[int, int]]:
        """Walk the tree of the root's children: an embedded sheet is not the file."""
        if not self._entries:
            raise Unreadable("broken")
        waiting = [struct.unpack_from("<I", self._entries[0], 76)[0]]
        seen: set[int] = set()
        found: dict[str, tuple[int, int]] = {}
        while waiting:
            index = waiting.pop()
            if index in seen or index >= len(self._entries):
                continue
            seen.add(index)
            entry = self._entries[index]
            length = struct.unpack_from("<H", entry, 64)[0]
            name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            found[name] = struct.unpack_from("<II", entry, 116)
            waiting += struct.unpack_from("<II", entry, 68)
        return found
