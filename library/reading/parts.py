"""Texts whose pages are not those of paper, cut into parts that a person can read."""

import re
from math import ceil

from .document import MAX_PAGES, Document, Request, numbered
from .errors import Unreadable

#: Characters. A dense sheet of A4 holds about six thousand: what is longer was never
#: one page of paper, and the file does not say where its pages are.
LONGEST_PAGE = 7_000
LONGEST_PART = 4_000
#: Where to cut, the best first: between paragraphs, lines, sentences, words.
BORDERS = (
    re.compile(r"\n\s*\n"),
    re.compile(r"\n"),
    re.compile(r"(?<=[.!?…;:])\s"),
    re.compile(r"\s"),
)


def flowing(request: Request, texts: list[str]) -> Document:
    """A text that flows: by its pages where it says them, else by parts.

    A page too long to be one tells that the file does not mark them all: the whole is
    then cut anew, so that a number never points half to paper, half to us.
    """
    if max(map(len, texts), default=0) <= LONGEST_PAGE:
        return Document(len(texts), numbered(request, texts))
    parts = cut("\n\n".join(texts))
    if len(parts) > MAX_PAGES:
        raise Unreadable("too_big")
    return Document(len(parts), numbered(request, parts), parts=True)


def cut(text: str, longest: int = LONGEST_PART) -> list[str]:
    """`text` in parts of about the same length, `longest` characters at most.

    A text that would make more parts than a document may have gets longer ones.
    """
    longest = max(longest, ceil(len(text) / (MAX_PAGES * 0.8)))
    parts = []
    start = 0
    while start < len(text):
        left = len(text) - start
        share = left / ceil(left / longest)
        end = len(text) if left <= longest else border(text, start, share, longest)
        parts.append(text[start:end].strip())
        start = end
    return [part for part in parts if part]


def border(text: str, start: int, share: float, longest: int) -> int:
    """Where to end the part that begins at `start` and should have `share` characters.

    The best kind of border near there; in a text without any, the share itself.
    """
    first, last = start + int(share * 0.7), start + min(int(share * 1.15), longest)
    for kind in BORDERS:
        ends = [found.end() for found in kind.finditer(text, first, last)]
        if ends:
            return min(ends, key=lambda end: abs(end - start - share))
    return start + int(share)
