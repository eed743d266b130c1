"""Numbers that name a patient: the NIR, and the INS that is made of it.

NIR: *numéro d'inscription au répertoire* (the « numéro de sécurité sociale »), thirteen
characters and a key of two: sex (1), year (2), month (2), department (2, `2A` and `2B`
in Corsica), commune (3), rank (3), key (2). Décret n° 82-103 of 22 January 1982,
article 4, and INSEE's description of the répertoire national d'identification des
personnes physiques. The key is 97 less the rest of the number by 97; `2A` counts for
19, `2B` for 18. People who wait for their NIR have a NIA of the same form.

INS: *identité nationale de santé* (Code de la santé publique, art. L. 1111-8-1, and the
référentiel INS): the same number, kept with the name of its repertoire, an OID.

Here health data may not stand, so that nothing about a number found is kept but where
it is and its first three digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

NIR, INS = "nir", "ins"

#: Spaces of any width.
_SPACE = r" \t\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
#: What people and programs put between digits, two line breaks at most among them.
_GAP = rf"[{_SPACE}.,;:·•_|/\\'\u2010-\u2015\u2212-]"
_AWAY = "\ue000"
BETWEEN = (
    rf"(?:{_AWAY}+|{_GAP}{{0,3}}(?:(?:\r?\n|\r|\f|\v|\u2028){_GAP}{{0,3}}){{0,2}})"
)
#: What scanned digits are often taken for; only with nine true ones around them.
LOOKALIKE = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})
FEWEST_DIGITS = 9
_D = r"[0-9OolI]"
_CORSICAN = rf"(?<=2){BETWEEN}[ABab](?={BETWEEN}{_D})"
#: The key that is called so, or stands in brackets: « … 006 clé : 83 », « … 006 (83) ».
#: What stands before it is then put out of the way, each character by `_AWAY`.
NAMED_KEY = re.compile(
    rf"(?<=[0-9])(?:{_GAP}|[\r\n]){{0,4}}(?:[(\[][{_SPACE}]{{0,2}}(?:cl[ée]f?)?"
    rf"|cl[ée]f?)[{_SPACE}]{{0,2}}[:=]?[{_SPACE}]{{0,2}}[(\[]?(?=[0-9]{{2}}(?![0-9]))",
    re.IGNORECASE,
)
#: Digits, and what may stand between them.
RUN = re.compile(rf"{_D}(?:{BETWEEN}{_D}|{_CORSICAN})+")
CHARACTER = re.compile(r"[0-9A-Za-z]")
#: Between numbers of a table or a date, and not within one.
HEAVY = re.compile(r"[,;:|/\\'•_]")
ENDS = re.compile(r"[,;:|/\\'•_\r\n\f\v\u2028]")
#: Between the cells of a table.
CELL = re.compile(r"[,;:|/\\'•_\t]")
LINE_BREAK = re.compile(r"[\r\n\f\v\u2028]")
#: After how many characters the groups end: `2 84 03 63 124 057 32`.
GROUPS = {1, 3, 5, 7, 10, 13}
#: After how many characters three counters of five figures end.
COUNTERS = {5, 10}
LONG, SHORT, MOST_GROUPS = 15, 13, 5
NAMES = re.compile(
    r"\b(?:N\.?I\.?R\.?|N\.?I\.?A\.?|INS|matricule|immatriculation)\b"
    r"|s[ée]curit[ée]\s+sociale|\bs[ée]cu\b|\bassur[ée]e?s?\b|carte\s+vitale"
    r"|\bn[°ºo]\s*(?:de\s+)?ss\b",
    re.IGNORECASE,
)
#: OID of the repertoires that an INS comes from (référentiel INS, annexe): NIR, NIA,
#: and those of tests and demonstrations.
OIDS = re.compile(r"1\.2\.250\.1\.213\.1\.4\.(?:8|9|10|11)\b")
INS_NAMED = re.compile(
    r"\bINS\b|identit[ée]\s+nationale\s+de\s+sant[ée]", re.IGNORECASE
)
#: How far a name stands from its number, in characters.
NEAR = 60
BEFORE, AFTER = re.compile(r"\w+\Z"), re.compile(r"\w+")
CORSICA = {"2A": "19", "2B": "18"}


@dataclass(frozen=True)
class Found:
    """A number in a text: `code` is NIR or INS, `text` shows who may not be shown.

    `page` counts from 1; `start` and `end` are places in the text of the page.
    """

    code: str
    page: int
    text: str
    start: int
    end: int


def in_pages(pages: Iterable[tuple[int, str]]) -> Iterator[Found]:
    """The numbers of each (page, text), and those that a page's end cuts in two."""
    before = ""
    for number, text in pages:
        found = list(in_text(text, number))
        yield from found
        if before and not any(each.start == 0 for each in found):
            head = text[:NEAR]
            for each in in_text(f"{before}\n{head}", number):
                if each.start < len(before) < each.end:
                    yield Found(each.code, number, each.text, 0, 0)
        before = text.rstrip()[-NEAR:]


def in_text(text: str, page: int = 1) -> Iterator[Found]:
    """The numbers of a text, each once, in their order."""
    seen: dict[str, Found] = {}
    text = NAMED_KEY.sub(lambda said: _AWAY * len(said[0]), text)
    for start, end, number in candidates(text):
        code = INS if is_ins(text, start, end) else NIR
        where = f"{number[:13]}"
        if where not in seen:
            seen[where] = Found(code, page, masked(number), start, end)
    yield from sorted(seen.values(), key=lambda each: each.start)


NOT_HERE = (
    "Un numéro de sécurité sociale est écrit ici\u202f: retirez-le. Cet espace ne peut "
    "pas recevoir de données de santé."
)


def is_in(text: str) -> bool:
    return next(in_text(text), None) is not None


def without(text: str) -> str:
    """The text with a mask in place of each number: for titles that are told of."""
    for found in reversed(list(in_text(text))):
        text = text[: found.start] + found.text + text[found.end :]
    return text


def candidates(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a number stands, and its characters without what separates them."""
    for run in RUN.finditer(text):
        places = [m.start() for m in CHARACTER.finditer(text, run.start(), run.end())]
        whole = list(windows(text, places, LONG))
        yield from whole
        if not whole and NAMES.search(text, max(0, run.start() - NEAR), run.start()):
            yield from windows(text, places, SHORT)


def windows(text: str, places: list[int], size: int) -> Iterator[tuple[int, int, str]]:
    """The numbers of `size` characters among those of a run, at their `places`."""
    for first in range(len(places) - size + 1):
        last = first + size - 1
        start, end = places[first], places[last] + 1
        if text[start] not in "123478lI" or not stands_alone(text, start, end):
            continue
        number = plain("".join(text[place] for place in places[first : last + 1]))
        right = has_key if size == LONG else is_formed
        if not (number and right(number)) or is_decimal(text, places, first, last):
            continue
        if is_grouped(text, places, first, last) and not is_row(
            text, places, first, last
        ):
            yield start, end, number


def is_decimal(text: str, places: list[int], first: int, last: int) -> bool:
    """Is it a measure of a table, `-1380423.40120837`, or its decimals?

    Not where the words before say that it is somebody's.
    """
    if NAMES.search(text, max(0, places[first] - NEAR), places[first]):
        return False
    whole = text[places[first] : places[last] + 1]
    cuts = [cut for cut in whole if not cut.isalnum()]
    if not cuts:
        before = text[max(0, places[first] - 2) : places[first]]
        return len(before) == 2 and before[0].isdigit() and before[1] in ".,"
    return len(cuts) == 1 and cuts[0] in ".," and whole[SHORT] != cuts[0]


def is_row(text: str, places: list[int], first: int, last: int) -> bool:
    """Is it a row of other numbers: three counters of five figures, two of any length?

    A NIR between several cells, or lines, leaves its sex alone in one, or its key. Not
    where the words before say that it is somebody's.
    """
    gaps = {
        after: text[places[first + after - 1] + 1 : places[first + after]]
        for after in range(1, last - first + 1)
    }
    cuts = {after for after, gap in gaps.items() if gap}
    in_cells = any(CELL.search(gap) for gap in gaps.values()) or len(lines(gaps)) > 1
    if cuts != COUNTERS and (not in_cells or cuts & {1, SHORT}):
        return False
    return not NAMES.search(text, max(0, places[first] - NEAR), places[first])


def is_grouped(text: str, places: list[int], first: int, last: int) -> bool:
    """Is it written as one number, and not as a piece of a row of several?

    Between other digits of its line: together, its key apart or not, or in all its
    groups. Elsewhere one space astray is forgiven in what is else together or in its
    groups; and with no other digit in reach, it may be cut in any way. Or a character
    stands in each box of a form.
    """
    gaps = {
        after: text[places[first + after - 1] + 1 : places[first + after]]
        for after in range(1, last - first + 1)
    }
    before = text[places[first - 1] + 1 : places[first]] if first else ""
    behind = text[places[last] + 1 : places[last + 1]] if last + 1 < len(places) else ""
    if all(gaps.values()):
        return not is_boxed(text, places, first - 2, first) and not is_boxed(
            text, places, last, last + 2
        )
    inside = {
        after for after, gap in gaps.items() if gap and not LINE_BREAK.search(gap)
    }
    if all(gap and not ENDS.search(gap) for gap in (before, behind)):
        whole = {end for end in GROUPS if end < len(gaps) + 1}
        return inside <= {SHORT} or inside | lines(gaps) == whole
    astray = inside - GROUPS
    if not astray:
        return True
    if len(astray) == 1 and (inside - astray <= {SHORT} or len(inside) > MOST_GROUPS):
        return True
    return not (before or behind or any(HEAVY.search(gaps[each]) for each in astray))


def is_boxed(text: str, places: list[int], first: int, last: int) -> bool:
    """Is the digit next to a number, between these two, in a box of its own too?"""
    if not 0 <= first + 1 < len(places) or not text[places[first + 1]].isdigit():
        return False
    middle = places[first + 1]
    apart = first < 0 or middle - places[first] > 1
    return apart and (last >= len(places) or places[last] - middle > 1)


def lines(gaps: dict[int, str]) -> set[int]:
    """The gaps that are the end of a line."""
    return {after for after, gap in gaps.items() if LINE_BREAK.search(gap)}


def plain(number: str) -> str:
    """Its digits, and `2A` or `2B`; empty when it is no number at all."""
    if sum(character.isdigit() for character in number) < FEWEST_DIGITS:
        return ""
    made = number.translate(LOOKALIKE).upper()
    digits = made[:5] + CORSICA.get(made[5:7], made[5:7]) + made[7:]
    return made if digits.isascii() and digits.isdigit() else ""


def is_formed(number: str) -> bool:
    """Are its thirteen first characters those of a person that may be?

    Months of 20, 30 to 42 and 50 to 99 are of people whose date of birth is not known.
    """
    month, department = int(number[3:5]), number[5:7]
    if not (1 <= month <= 12 or 20 <= month <= 42 or month >= 50):
        return False
    if department == "00" or number[7:10] == "000" or number[10:13] == "000":
        return False
    return number[0] in "123478"


def has_key(number: str) -> bool:
    """Is it formed as a NIR, and is its key right?"""
    if len(number) != 15 or not is_formed(number):
        return False
    body = number[:5] + CORSICA.get(number[5:7], number[5:7]) + number[7:13]
    return int(number[13:]) == 97 - int(body) % 97


def stands_alone(text: str, start: int, end: int) -> bool:
    """Is it not a piece of something longer, an identifier in hexadecimal say?

    A word right before is allowed (« NIR2840363… »), and right after; not one whose
    own letter was taken for a digit (« Clerical 25200 »).
    """
    if text[start].isalpha() and text[start - 1 : start].isalnum():
        return False
    if text[end - 1].isalpha() and text[end : end + 1].isalnum():
        return False
    before, after = (
        BEFORE.search(text[max(0, start - 20) : start]),
        AFTER.match(text, end),
    )
    pieces = [match[0] for match in (before, after) if match]
    return all(len(piece) > 1 and piece.isalpha() for piece in pieces)


def is_ins(text: str, start: int, end: int) -> bool:
    around = text[max(0, start - NEAR) : end + NEAR]
    return bool(
        INS_NAMED.search(text, max(0, start - NEAR), start) or OIDS.search(around)
    )


def masked(number: str) -> str:
    """`2 84 •• •• ••• ••• ••`: its author finds it by that, and nobody else does."""
    shown = f"{number[0]} {number[1:3]} •• •• ••• •••"
    return f"{shown} ••" if len(number) == 15 else shown
