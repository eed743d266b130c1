"""The best fragment of a page and the words to mark in it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from search.engine import Passage
from search.engine.forms import beginning, near, same
from search.engine.french import STOP_WORDS, WORD, acronym, fold, stem
from search.engine.numbers import numbers_in, places_of

LENGTH = 230  # characters of a fragment, without its ellipses
NEAR = 0.5  # of its weight, for a word that is only near
SLACK = 1  # « maison de la santé »: a word more than a run has
LEAD_IN = 60  # at most so many before the first mark
LOST = 80  # at most so many at the end, to stop where a sentence does
# Not after « M. » or « art. »
SENTENCE = re.compile(r"[^\W_]{4}(?:\)| »)?(?:\.| ?[!?…])(?: »)?(?= [^\W\d_a-zà-ÿ]| «)")
SENTENCE_ENDS = (". ", "! ", "? ", "… ", ": ")

PLAIN = bytes(
    ord(unicodedata.normalize("NFD", chr(code))[0].lower().encode("latin-1", "replace"))
    for code in range(256)
)


class Mark(NamedTuple):
    start: int
    end: int
    weight: float
    key: str  # the word, phrase or number of the question
    near: bool = False  # not the word itself, one of its family


@dataclass(frozen=True, slots=True)
class Marker:
    """What a question asks to be marked: folded words with their weight, phrases,
    numbers. Words near one of them are marked where it does not stand itself; near an
    acronym is only the same word without its capitals. Runs are words that tell only
    together, small words apart: a long form of the glossary."""

    words: Mapping[str, float]
    phrases: tuple[tuple[str, ...], ...] = ()
    numbers: frozenset[str] = frozenset()
    acronyms: frozenset[str] = frozenset()
    runs: Mapping[tuple[str, ...], float] = field(default_factory=dict)

    def marks(self, text: str) -> list[Mark]:
        """Places of `text` to mark, in order, none over another."""
        found = [
            *self._words(text),
            *self._phrases(text),
            *self._numbers(text),
            *self._runs(text),
        ]
        kept: list[Mark] = []
        for mark in sorted(found, key=lambda mark: (mark.start, -mark.end)):
            if not kept or mark.start >= kept[-1].end:
                kept.append(mark)
        return kept

    def has_the_word(self, text: str) -> bool:
        """Is something to mark in `text` that is asked for itself, not only near it?"""
        return any(not mark.near for mark in self.marks(text))

    def _words(self, text: str) -> list[Mark]:
        folded = _folded(text)
        found = []
        for word, weight in self.words.items():
            forms = _acronyms if word in self.acronyms else _forms
            marks = list(forms(text, folded, word, weight))
            itself = [mark for mark in marks if not mark.near]
            found += itself or marks
            found += [Mark(*place, weight, word) for place in places_of(word, text)]
        return found

    def _phrases(self, text: str) -> list[Mark]:
        if not self.phrases:
            return []
        places = [
            (match.start(), match.end(), fold(match.group()))
            for match in WORD.finditer(text)
        ]
        found = []
        for phrase in self.phrases:
            for first, (start, _, word) in enumerate(places):
                if word != phrase[0]:
                    continue
                run = places[first : first + len(phrase)]
                if tuple(place[2] for place in run) == phrase:
                    found.append(Mark(start, run[-1][1], 10.0, " ".join(phrase)))
        return found

    def _runs(self, text: str) -> Iterator[Mark]:
        folded = _folded(text) if self.runs else b""
        for run, weight in self.runs.items():
            for first in _forms(text, folded, run[0], weight):
                if end := _end_of_run(text, first.end, run[1:]):
                    yield Mark(first.start, end, weight, " ".join(run))

    def _numbers(self, text: str) -> list[Mark]:
        if not self.numbers:
            return []
        return [
            Mark(number.start, number.end, 10.0, number.name)
            for number in numbers_in(text)
            if {number.name, number.name.lstrip("lrdao")} & self.numbers
        ]


def _forms(text: str, folded: bytes, word: str, weight: float) -> Iterator[Mark]:
    """Where `text` has a form of `word`, the same or near."""
    forms = same(word)
    start = _prefix(word)
    place = folded.find(start)
    while place >= 0:
        match = WORD.match(text, place)
        end = match.end() if match else place + 1
        if match and (not place or not text[place - 1].isalnum()):
            found = fold(match.group())
            if found in forms:
                yield Mark(place, end, weight, word)
            elif near(word, found):
                yield Mark(place, end, weight * NEAR, word, near=True)
        place = folded.find(start, end)


def _acronyms(text: str, folded: bytes, word: str, weight: float) -> Iterator[Mark]:
    """Where `text` has an acronym, or else the same word without its capitals."""
    start = word.encode("latin-1", "replace")
    place = folded.find(start)
    while place >= 0:
        match = WORD.match(text, place)
        end = match.end() if match else place + 1
        if match and (not place or not text[place - 1].isalnum()):
            if acronym(match.group()) == word:
                yield Mark(place, end, weight, word)
            elif fold(match.group()) == word:
                yield Mark(place, end, weight * NEAR, word, near=True)
        place = folded.find(start, end)


def _end_of_run(text: str, start: int, words: tuple[str, ...]) -> int:
    """Where the run ends whose next words these are; 0 when they do not follow."""
    slack, wanted = SLACK, list(words)
    for match in WORD.finditer(text, start):
        word = fold(match.group())
        if word in STOP_WORDS:
            continue
        if stem(word) == stem(wanted[0]):
            wanted.pop(0)
        elif slack:
            slack -= 1
        else:
            return 0
        if not wanted:
            return match.end()
    return 0


def _folded(text: str) -> bytes:
    """`text` in lower case without accents, one byte a character: fast to look in."""
    return text.encode("latin-1", "replace").translate(PLAIN)


def _prefix(word: str) -> bytes:
    """What every form of this word begins with. A ligature is one character, and no
    Latin-1."""
    kept = beginning(word)
    for letters in ("oe", "ae"):
        kept = kept.partition(letters)[0]
    return _folded(kept)


def best_passage(page: int | None, text: str, marker: Marker) -> Passage:
    """The fragment where most of the question stands; the beginning if none does."""
    marks = marker.marks(text)
    start = _start(text, _densest(marks).start) if marks else 0
    end, is_cut = _end(text, start + LENGTH, marks)
    before, after = "… " if start else "", "\u00a0…" if is_cut else ""
    shift = len(before) - start
    return Passage(
        page,
        before + text[start:end] + after,
        tuple(
            (mark.start + shift, mark.end + shift)
            for mark in marks
            if start <= mark.start and mark.end <= end
        ),
    )


def _densest(marks: list[Mark]) -> Mark:
    """The first mark of the fragment that weighs most."""
    best, chosen = -1.0, marks[0]
    for first, opening in enumerate(marks):
        seen: set[str] = set()
        weight = 0.0
        for mark in marks[first:]:
            if mark.end - opening.start > LENGTH - LEAD_IN:
                break
            weight += mark.weight * (0.05 if mark.key in seen else 1)
            seen.add(mark.key)
        if weight > best + 1e-9:
            best, chosen = weight, opening
    return chosen


def _start(text: str, mark: int) -> int:
    """Where to begin so that `mark` has a little before it: a sentence, or a word."""
    earliest = max(0, mark - LEAD_IN)
    if earliest == 0:
        return 0
    ends = [(text.rfind(end, earliest, mark), len(end)) for end in SENTENCE_ENDS]
    place, length = max(ends)
    if place >= 0:
        return place + length
    return text.find(" ", earliest, mark) + 1 or mark


def _end(text: str, wanted: int, marks: list[Mark]) -> tuple[int, bool]:
    """Where to stop at the latest, and whether a sentence is cut there.

    After a sentence, rather, if little is lost and no mark.
    """
    if wanted >= len(text):
        return len(text), False
    last = max((mark.end for mark in marks if mark.end <= wanted), default=0)
    stops = SENTENCE.finditer(text, max(last - 1, wanted - LOST), wanted + 2)
    if found := [match.end() for match in stops if match.end() <= wanted]:
        return found[-1], False
    space = text.rfind(" ", wanted - 40, wanted + 1)
    return (space if space > 0 else wanted), True
