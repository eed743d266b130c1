"""Days as the cells of a file have them."""

from __future__ import annotations

import re
from datetime import date, datetime

from members.listed import fold
from members.months import FOLDED

#: « 31/12/2027 », « 31.12.27 », « 31-12-2027 », with an hour of midnight or not.
FRENCH = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4}|\d{2})(?: 0?0[:h]00.*)?")
#: ISO 8601, as databases write it.
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]0?0:00.*)?")
#: « 31 mars 2027 », « lundi 1er mars 2027 », « 31 déc. 27 ».
SAID = re.compile(r"(?:[a-z]+ )?(\d{1,2})(?:er)?[ -]([a-z]{3,9})\.?[ -](\d{4}|\d{2})")
NOT_A_DAY = "La date de fin s’écrit 31/12/2027."
NO_SUCH_DAY = "Cette date n’existe pas. La date de fin s’écrit 31/12/2027."


def read(text: str) -> date | None:
    """The day that a cell says, day before month; None when it says none.

    A year of two digits is of this century.
    """
    if not (found := parts(text)):
        return None
    year, month, day = found
    try:
        return datetime(year + 2000 if year < 100 else year, month, day).date()
    except ValueError:
        return None


def why_none(text: str) -> str:
    """Of what is no day: is it written as one that the calendar has not?"""
    return NO_SUCH_DAY if parts(text) else NOT_A_DAY


def parts(text: str) -> tuple[int, int, int] | None:
    """Year, month and day, whether there is such a day or not."""
    said = " ".join(text.split())
    if found := ISO.fullmatch(said):
        year, month, day = map(int, found.groups())
        return year, month, day
    if found := FRENCH.fullmatch(said):
        day, month, year = map(int, found.groups())
        return year, month, day
    if (found := SAID.fullmatch(fold(said))) and (number := month_of(found[2])):
        return int(found[3]), number, int(found[1])
    return None


def month_of(name: str) -> int:
    """1 to 12 by its name or its first letters, if one only begins so; else 0."""
    begun = [n for n, month in enumerate(FOLDED, 1) if month.startswith(name)]
    return begun[0] if len(begun) == 1 else 0
