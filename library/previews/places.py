"""Where a text that was read stands in the PDF that was made of its file.

A sheet is found by its bookmark, a slide by its number. A text that flows has its own
pages, or parts that we cut, and LibreOffice its own idea of where a page ends: both
hold the same words in nearly the same order. Letters and figures alone are compared,
near where they are expected: what stands many times does not carry the place away.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence

#: Letters: enough to stand once in a text, few enough to be on one line or two.
PIECE = 40
#: How many pieces of a text are looked for before giving it up.
TRIES = 60
#: Letters around the place where it is expected; and a share of the text itself.
SLACK, SHARE = 600, 0.5

Place = tuple[int, int]


def letters(text: str) -> str:
    """`text` without what two programs write differently: blanks, marks, accents."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def by_title(
    texts: Sequence[str], marks: Sequence[tuple[str, int]], count: int
) -> list[Place]:
    """For each sheet, whose text begins with its name, the pages that it has.

    `marks`: the bookmarks of the PDF, (name, page from 1). A sheet that is not printed
    stands where the one before ends.
    """
    found: list[Place] = []
    at, left = 1, list(marks)
    for text in texts:
        name = letters(text.partition("\n")[0])
        which = next(
            (n for n, (title, _) in enumerate(left) if letters(title) == name), -1
        )
        if which < 0:
            found.append((at, at))
            continue
        first = left[which][1]
        left = left[which + 1 :]
        at = max((left[0][1] - 1) if left else count, first)
        found.append((first, at))
    return found


def places(texts: Sequence[str], leaves: Sequence[str]) -> list[Place]:
    """For each text, the first and the last of `leaves` that hold it, from 1.

    One that cannot be found begins where the one before ends. Together they leave out
    no leaf; where two meet on one leaf, both have it.
    """
    if not leaves:
        return []
    whole, begins = "", []
    for leaf in leaves:
        begins.append(len(whole))
        whole += letters(leaf)

    def leaf_at(position: int) -> int:
        # Of several that begin there (the empty ones before), the last.
        return bisect_right(begins, position)

    found: list[Place | None] = []
    expected = 0
    for text in texts:
        plain = letters(text)
        first = near(plain, whole, expected)
        if first is None:
            found.append(None)
            continue
        end = near(plain[::-1], whole[::-1], len(whole) - first - len(plain))
        last = len(whole) - end if end is not None else first + len(plain)
        last = max(last, first)
        expected = last
        found.append((leaf_at(first), leaf_at(max(last - 1, first))))
    return joined(found, len(leaves))


def near(plain: str, whole: str, expected: int) -> int | None:
    """Where `plain` begins in `whole`, as near to `expected` as can be.

    Far from there, only what stands once is believed.
    """
    slack = SLACK + int(SHARE * len(plain))
    for piece, offset in pieces(plain):
        at = expected + offset
        around = occurrences(piece, whole, at - slack, at + slack)
        if (best := min(around, key=lambda n: abs(n - at), default=None)) is not None:
            return max(best - offset, 0)
    for piece, offset in pieces(plain):
        at = whole.find(piece)
        if at >= 0 and whole.find(piece, at + 1) < 0:
            return max(at - offset, 0)
    return None


def occurrences(piece: str, whole: str, start: int, end: int) -> Iterator[int]:
    at = whole.find(piece, max(start, 0), max(end, 0) + len(piece))
    while at >= 0:
        yield at
        at = whole.find(piece, at + 1, max(end, 0) + len(piece))


def pieces(plain: str) -> list[tuple[str, int]]:
    """What is looked for, the first letters first: (piece, where it begins)."""
    if len(plain) <= PIECE:
        return [(plain, 0)] if plain else []
    starts = range(0, len(plain) - PIECE + 1, PIECE)
    return [(plain[start : start + PIECE], start) for start in starts[:TRIES]]


def joined(found: Sequence[Place | None], count: int) -> list[Place]:
    """The places in order, without holes: what nobody claims is of the one before."""
    if not any(found):  # a text of images: shared out evenly
        share = count / max(len(found), 1)
        found = [
            (int(n * share) + 1, max(int((n + 1) * share), int(n * share) + 1))
            for n in range(len(found))
        ]
    result: list[Place] = []
    at = 1
    for place in found:
        first, last = place or (at, at)
        first = min(max(first, at), count)
        last = min(max(last, first), count)
        if result and first > result[-1][1] + 1:
            result[-1] = (result[-1][0], first - 1)
        if not result:
            first = 1
        result.append((first, last))
        at = last
    if result:
        result[-1] = (result[-1][0], count)
    return result
