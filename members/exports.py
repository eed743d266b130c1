"""Tables that leave the site for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

#: What a formula begins with.
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")


def defused(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell.startswith(FORMULAS) else cell


def as_written(cell: str) -> str:
    """What `defused` was given: our own tables may be given back."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULAS) else cell


def csv_of(rows: Iterable[Sequence[str]]) -> str:
    """A table as CSV (RFC 4180) that spreadsheets of France open: a byte order mark,
    semicolons; it is read back as it was, and no cell is taken for a formula.
    """
    made = io.StringIO()
    writer = csv.writer(made, delimiter=";")
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return "\ufeff" + made.getvalue()


def csv_answer(rows: Iterable[Sequence[str]], name: str) -> HttpResponse:
    """`csv_of` as a file to keep, `name` without its extension."""
    answer = HttpResponse(csv_of(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
