"""The glossary of a request, laid out to be looked up word by word."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tantivy import Query

from search.engine.embedded.schema import SCHEMA
from search.engine.french import STOP_WORDS, acronym, folded_words, stem, telling
from search.engine.passages import SLACK

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LongForm:
    """The words that tell, with the places where small words leave them."""

    words: tuple[str, ...]
    places: tuple[int, ...]

    @property
    def roots(self) -> tuple[str, ...]:
        return tuple(map(stem, self.words))

    def within(self, field: str) -> Query:
        if len(self.words) == 1:
            return Query.term_query(SCHEMA, field, *self.roots)
        placed: list[str | tuple[int, str]] = [
            *zip(self.places, self.roots, strict=True)
        ]
        return Query.phrase_query(SCHEMA, field, placed, SLACK)


def long_form(long: str) -> LongForm:
    placed = enumerate(folded_words(long))
    told = {place: word for place, word in placed if word not in STOP_WORDS}
    return LongForm(tuple(told.values()), tuple(told))


class LookUp:
    """Long forms by their short form, and short forms by the roots of the long one."""

    def __init__(self, glossary: Pairs) -> None:
        self.long_forms: dict[str, tuple[LongForm, ...]] = {}
        self.acronyms: set[str] = set()  # read as they are written, never by their stem
        self.by_root: dict[str, list[tuple[list[str], str]]] = {}
        for short, long in glossary:
            self.add(short, long)

    def add(self, short: str, long: str) -> None:
        said, initials = long_form(long), telling(short)
        words = folded_words(short)
        if acronym(short.strip()):
            self.acronyms.update(words)
        if len(words) == 1 and said.words:
            known = self.long_forms.get(words[0], ())
            if said.roots not in {one.roots for one in known}:  # « kiné », « kinés »
                self.long_forms[words[0]] = (*known, said)
        if len(initials) == 1 and len(said.words) > 1:
            roots = list(said.roots)
            self.by_root.setdefault(roots[0], []).append((roots, initials[0]))

    def within(self, roots: Sequence[str]) -> list[tuple[range, str]]:
        """Where a long form stands whole in a question, and its short form."""
        return [
            (range(first, first + len(form)), short)
            for first, root in enumerate(roots)
            for form, short in self.by_root.get(root, ())
            if list(roots[first : first + len(form)]) == form
        ]


@lru_cache(maxsize=2)
def look_up(glossary: Pairs) -> LookUp:
    """The same for as long as nobody changes the glossary."""
    return LookUp(glossary)
