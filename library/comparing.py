"""The texts of two versions, side by side: what went, what came, what stayed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from library.models import Version

#: Sentences compared of each version, about two hundred pages; more would be too slow.
MOST = 4000
#: Sentences that stayed, shown before and after a change.
AROUND = 1
#: Where a sentence ends: after a mark, before a bullet, at an empty line.
END = re.compile(r"(?<=[.!?;:…])\s+(?=\S)|\n\s*\n|\n(?=\s*(?:[-–•▪*]|\d{1,2}[.)])\s)")
#: A sheet is compared row by row.
SHEETS, ROWS = {"xlsx", "xls", "ods", "csv"}, re.compile(r"\n")
WORD = re.compile(r"\s+|[^\W_]+|[\W_]")
#: Below this, two sentences are not one that was changed.
ALIKE = 0.4


@dataclass(frozen=True)
class Piece:
    text: str
    changed: bool = False


@dataclass(frozen=True)
class Row:
    """A sentence of each version, or nothing where it is not. `kind`: `same`,
    `changed`, `gone`, `come`, or `skipped`, for `count` sentences that stayed.

    Pages count from 1.
    """

    kind: str
    before: tuple[Piece, ...] = ()
    after: tuple[Piece, ...] = ()
    page_before: int | None = None
    page_after: int | None = None
    count: int = 0


@dataclass(frozen=True)
class Comparison:
    """`is_cut`: a version is longer than what is compared."""

    rows: list[Row]
    is_cut: bool = False

    @property
    def changes(self) -> int:
        return sum(row.kind in {"changed", "gone", "come"} for row in self.rows)


Sentence = tuple[str, int]


def sentences(version: Version) -> list[Sentence]:
    """The sentences of its text with their page, one more than MOST at most.

    Lines of a page are joined: a paragraph that was wrapped elsewhere is the same.
    """
    found: list[Sentence] = []
    ends = ROWS if version.kind in SHEETS else END
    pages = version.extracts.order_by("page").values_list("page", "text")
    for page, text in pages.iterator(100):
        for piece in ends.split(text):
            sentence = " ".join(piece.split())
            if sentence:
                found.append((sentence, page))
        if len(found) > MOST:
            break
    return found[: MOST + 1]


def compare(before: Version, after: Version) -> Comparison:
    old, new = sentences(before), sentences(after)
    is_cut = len(old) > MOST or len(new) > MOST
    rows = list(aligned(old[:MOST], new[:MOST]))
    return Comparison(list(folded(rows)), is_cut)


def aligned(old: list[Sentence], new: list[Sentence]) -> Iterator[Row]:
    matcher = SequenceMatcher(
        None, [text for text, _ in old], [text for text, _ in new], autojunk=False
    )
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            for (text, page), (_, other) in zip(old[a:b], new[c:d], strict=True):
                yield Row("same", (Piece(text),), (Piece(text),), page, other)
        else:
            yield from replaced(old[a:b], new[c:d])


def replaced(old: list[Sentence], new: list[Sentence]) -> Iterator[Row]:
    """Sentences that differ, two by two as long as they are alike."""
    for (text, page), (other, there) in zip(old, new, strict=False):
        words, others = WORD.findall(text), WORD.findall(other)
        matcher = SequenceMatcher(None, words, others, autojunk=False)
        if likeness(words, others) < ALIKE:
            yield Row("gone", (Piece(text, True),), (), page)
            yield Row("come", (), (Piece(other, True),), None, there)
            continue
        codes = joined(matcher.get_opcodes(), words)
        yield Row(
            "changed",
            tuple(
                Piece("".join(words[a:b]), tag != "equal")
                for tag, a, b, _, _ in codes
                if b > a
            ),
            tuple(
                Piece("".join(others[c:d]), tag != "equal")
                for tag, _, _, c, d in codes
                if d > c
            ),
            page,
            there,
        )
    for text, page in old[len(new) :]:
        yield Row("gone", (Piece(text, True),), (), page)
    for text, page in new[len(old) :]:
        yield Row("come", (), (Piece(text, True),), None, page)


Code = tuple[str, int, int, int, int]


def joined(codes: Iterable[Code], words: list[str]) -> list[Code]:
    """Changes with only a space between them are one."""
    found: list[Code] = []
    for tag, a, b, c, d in codes:
        space = tag == "equal" and found and "".join(words[a:b]).isspace()
        if found and (space or (tag != "equal" and found[-1][0] != "equal")):
            _, first, _, start, _ = found[-1]
            found[-1] = ("replace", first, b, start, d)
        else:
            found.append((tag, a, b, c, d))
    return found


def likeness(words: list[str], others: list[str]) -> float:
    """From 0 to 1, without the spaces, which are always alike."""
    kept = [word for word in words if not word.isspace()]
    those = [word for word in others if not word.isspace()]
    return SequenceMatcher(None, kept, those, autojunk=False).ratio()


def folded(rows: list[Row]) -> Iterator[Row]:
    """Rows without those that stayed far from any change, counted instead."""
    near: set[int] = set()
    for place, row in enumerate(rows):
        if row.kind != "same":
            near.update(range(place - AROUND, place + AROUND + 1))
    skipped = 0
    for place, row in enumerate(rows):
        if place in near:
            if skipped:
                yield Row("skipped", count=skipped)
            skipped = 0
            yield row
        else:
            skipped += 1
    if skipped:
        yield Row("skipped", count=skipped)
