"""Where a text that was read stands in the PDF that was made of its file.

A text has its own pages, or parts that we cut; LibreOffice has its own idea of where a
page ends. Both hold the same words in nearly the same order: letters and figures alone
are compared, piece by piece.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence

#: Letters: enough to stand once in a text, few enough to be on one line or two.
PIECE = 40
#: How many pieces of a text are looked for before giving it up.
TRIES = 60

Place = tuple[int, int]


def letters(text: str) -> str:
    """`text` without what two programs write differently: blanks, marks, accents."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


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
    position = 0
    for text in texts:
        plain = letters(text)
        first = seek(plain, whole, position)
        if first is None:
            found.append(None)
            continue
        last = max(seek_end(plain, whole, first) or first, first)
        position = last
        found.append((leaf_at(first), leaf_at(max(last - 1, first))))
    return joined(found, len(leaves))


def seek(plain: str, whole: str, after: int) -> int | None:
    """Where `plain` begins in `whole`, from `after` on, else anywhere."""
    for start in (after, 0):
        for piece, offset in pieces(plain):
            at = whole.find(piece, start)
            if at >= 0:
                return max(at - offset, start if at >= start else 0)
    return None


def seek_end(plain: str, whole: str, after: int) -> int | None:
    """Where it ends, not far beyond its own length."""
    limit = after + 2 * len(plain) + PIECE
    for piece, offset in pieces(plain[::-1]):
        at = whole.rfind(piece[::-1], after, limit)
        if at >= 0:
            return min(at + len(piece) + offset, limit)
    return None


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
