"""The glossary of a request, laid out to be looked up word by word."""

from collections.abc import Sequence
from functools import lru_cache

from search.engine.french import folded_words, stem, telling

Words = tuple[str, ...]
Pairs = tuple[tuple[str, str], ...]


class LookUp:
    """Long forms by their short form, and short forms by the roots of the long one."""

    def __init__(self, glossary: Pairs) -> None:
        self.long_forms: dict[str, tuple[Words, ...]] = {}
        self.by_root: dict[str, list[tuple[list[str], Words]]] = {}
        for short, long in glossary:
            self.add(short, long)

    def add(self, short: str, long: str) -> None:
        said, initials = telling(long), telling(short)
        words = folded_words(short)
        if len(words) == 1 and said:
            known = self.long_forms.get(words[0], ())
            self.long_forms[words[0]] = (*known, said)
        if len(initials) == 1 and len(said) > 1:
            roots = list(map(stem, said))
            self.by_root.setdefault(roots[0], []).append((roots, initials))

    def within(self, roots: Sequence[str]) -> list[tuple[range, Words]]:
        """Where a long form stands whole in a question, and its short form."""
        return [
            (range(first, first + len(form)), initials)
            for first, root in enumerate(roots)
            for form, initials in self.by_root.get(root, ())
            if list(roots[first : first + len(form)]) == form
        ]


@lru_cache(maxsize=2)
def look_up(glossary: Pairs) -> LookUp:
    """The same for as long as nobody changes the glossary."""
    return LookUp(glossary)
