"""Where in a whole file the words of a question stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from library import marking
from library.models import Version

#: Characters looked at, for one page shown: a long thesis, many times over.
MOST_TEXT = 2_000_000
BATCH = 50


@dataclass(frozen=True)
class Place:
    """A page that has words of the question: how many passages, of how many words."""

    page: int
    count: int
    words: int


@dataclass(frozen=True)
class Found:
    """The pages that answer best, in their order."""

    places: list[Place] = field(default_factory=list)

    @property
    def best(self) -> Place | None:
        """Where to open the file: most words of the question, then most passages."""
        return min(self.places, key=rank, default=None)

    def shortlist(self, most: int) -> list[Place]:
        """The best `most` pages, in their order."""
        return sorted(sorted(self.places, key=rank)[:most], key=lambda p: p.page)

    def before(self, page: int) -> Place | None:
        return next((p for p in reversed(self.places) if p.page < page), None)

    def after(self, page: int) -> Place | None:
        return next((p for p in self.places if p.page > page), None)


def rank(place: Place) -> tuple[int, int, int]:
    return -place.words, -place.count, place.page


def find(version: Version, question: str) -> Found:
    """The pages of a file that answer `question`.

    Of a question of several words, pages that have less than half of those that the
    best page has are left out: one common word alone is no answer.
    """
    if not question.strip():
        return Found()
    places = []
    seen = 0
    texts = version.extracts.order_by("page").values_list("page", "text")
    for page, text in texts.iterator(BATCH):
        if place := place_of(page, text, question):
            places.append(place)
        seen += len(text)
        if seen > MOST_TEXT:
            break
    most = max((place.words for place in places), default=0)
    return Found([place for place in places if place.words * 2 >= most])


def place_of(page: int, text: str, question: str) -> Place | None:
    marks = marking.spans(text, question)
    words = {marking.fold(text[start:end]) for start, end in marks}
    return Place(page, len(marking.passages(marks)), len(words)) if marks else None
