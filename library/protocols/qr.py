"""QR codes (ISO/IEC 18004), as rows of modules; no Django here."""

from __future__ import annotations

from collections.abc import Iterator

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

#: Modules of white around the code; paper around it gives the rest of the four.
QUIET = 2


def runs(address: str) -> tuple[int, Iterator[tuple[int, int, int]]]:
    """How many modules a side has, and the dark ones: row, first column, how many.

    Rows count from the top, columns from the left.
    """
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(address)
    rows = code.get_matrix()
    return len(rows), dark(rows)


def dark(rows: list[list[bool]]) -> Iterator[tuple[int, int, int]]:
    for line, row in enumerate(rows):
        x = 0
        while x < len(row):
            end = x
            while end < len(row) and row[end]:
                end += 1
            if end > x:
                yield line, x, end - x
            x = end + 1
