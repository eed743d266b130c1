"""Tables that come from a spreadsheet, as CSV (RFC 4180) of any kind."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator

from members.exports import as_written

#: The titles of the columns, and the cells of each line with its number.
Table = tuple[list[str], list[tuple[int, list[str]]]]


class ListError(ValueError):
    """A list that cannot be read at all: `str()` is what to tell."""


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8 with a mark or not, UTF-16 with one, or Windows-1252.

    Spreadsheets of Windows still write the last; Latin-1 is within it.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise ListError(
            "Ce fichier n’est pas un CSV. Dans le tableur, choisissez "
            "«\u202fEnregistrer sous\u202f», puis «\u202fCSV\u202f»."
        )
    return text


def table(text: str, check: Callable[[list[str]], None], most: int) -> Table:
    """The lines that hold something; `most` beside the titles, which `check` refuses
    by a ListError when they are not those of such a list.

    Raises ListError.
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        lines = list(read(reader, check, most))
    except csv.Error as error:
        raise ListError(
            f"La ligne {reader.line_num} n’a pas pu être lue\u202f: un guillemet n’est "
            "sans doute pas refermé."
        ) from error
    if not lines:
        check([])
    if len(lines) < 2:
        raise ListError("Ce fichier n’a aucune ligne sous ses titres de colonnes.")
    return lines[0][1], lines[1:]


def read(
    reader: Iterator[list[str]], check: Callable[[list[str]], None], most: int
) -> Iterator[tuple[int, list[str]]]:
    """The titles first; stops at what is too long."""
    count = 0
    for row in reader:
        cells = [as_written(cell.strip()) for cell in row]
        if not any(cells):
            continue
        if not count:
            check(cells)
        count += 1
        if count > most + 1:
            told = f"{most:,}".replace(",", "\u202f")
            raise ListError(
                f"Ce fichier a plus de {told} lignes. Coupez-le en plusieurs."
            )
        yield getattr(reader, "line_num", count), cells
