"""A sheet of a workbook as a table: lines are rows, tabs part the columns.

The text is what library.reading made of the sheet: its name on the first line, then
its rows. Only a stretch of rows is made into cells: a sheet may have ten thousand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from library.marking import Marked, Span

KINDS = frozenset(("xlsx", "ods", "xls"))
#: Rows shown at a time, and columns at most.
ROWS = 200
COLUMNS = 100
LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Cell:
    """`whole`: a number, a date, a telephone number: never cut over two lines."""

    html: SafeString
    whole: bool = False


@dataclass(frozen=True)
class Table:
    """Rows `first` to `last` of `total`, the row of headings apart; from 1."""

    name: str
    titles: list[SafeString] = field(default_factory=list)
    head: list[Cell] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    first: int = 0
    last: int = 0
    total: int = 0

    @property
    def previous(self) -> int:
        """The row at which the stretch before begins; 0 when there is none."""
        return max(1, self.first - ROWS) if self.first > 1 else 0

    @property
    def following(self) -> int:
        return self.last + 1 if self.last < self.total else 0


def table(text: str, marks: Sequence[Span], row: int = 1, place: int = -1) -> Table:
    """The stretch that has `row`, or the character `place` of the text if not -1."""
    name, *lines = lines_of(text)
    titles, head, lines = parted(text, lines)
    if place >= 0:
        row = 1 + sum(end < place for _, end in lines)
    row = max(1, min(row, len(lines)))
    first = (row - 1) // ROWS * ROWS
    shown = [cells_of(text, line) for line in lines[first : first + ROWS]]
    heading = cells_of(text, head) if head else []
    width = min(max(map(len, [heading, *shown]), default=0), COLUMNS)
    whole = Marked(text, marks)
    return Table(
        text[slice(*name)],
        titles=[whole.html(*line) for line in titles],
        head=made(whole, heading, width) if head else [],
        rows=[made(whole, cells, width) for cells in shown],
        first=first + 1 if lines else 0,
        last=min(first + ROWS, len(lines)),
        total=len(lines),
    )


def lines_of(text: str) -> list[Span]:
    """The places of the lines that say something, the sheet's name always first."""
    first = text.find("\n") % (len(text) + 1)
    found = [m.span() for m in re.finditer(r"[^\n]+", text[first:]) if m[0].strip()]
    return [(0, first), *((first + start, first + end) for start, end in found)]


def parted(text: str, lines: list[Span]) -> tuple[list[Span], Span | None, list[Span]]:
    """Lines of one cell that begin the sheet, its row of headings, and its rows."""
    count = 0
    while count < len(lines) and "\t" not in text[slice(*lines[count])].strip():
        count += 1
    if count == len(lines):
        return [], None, lines
    titles, head, rows = lines[:count], lines[count], lines[count + 1 :]
    cells = text[slice(*head)].split("\t")
    if rows and all(LETTER.search(cell) for cell in cells):
        return titles, head, rows
    return titles, None, lines[count:]


def cells_of(text: str, line: Span) -> list[Span]:
    start, end = line
    found = []
    for cell in text[start:end].split("\t")[:COLUMNS]:
        found.append((start, start + len(cell)))
        start += len(cell) + 1
    return found


def made(whole: Marked, cells: Iterable[Span], width: int) -> list[Cell]:
    """The cells as they are shown, with empty ones up to the last column."""
    shown = [
        Cell(whole.html(*cell), not LETTER.search(whole.text[slice(*cell)]))
        for cell in cells
    ]
    return shown + [Cell(SafeString(""))] * (width - len(shown))
