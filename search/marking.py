"""The words of a question in the page of a document that a hit opens."""

from unicodedata import is_normalized

from library.marking import same_words
from search.engine.french import acronyms
from search.engine.passages import Marker
from search.query import parse


def find(text: str, question: str) -> list[tuple[int, int]]:
    """Where `text` answers `question`, by the analysis that found it."""
    if not is_normalized("NFC", text):  # places are counted in composed letters
        return list(same_words(text, question))
    asked = parse(question)
    words = dict.fromkeys(asked.words, 1.0)
    numbers = frozenset(asked.numbers)
    capitals = asked.capitals.intersection(words, acronyms(text))
    marker = Marker(words, asked.phrases, numbers, capitals)
    return [(mark.start, mark.end) for mark in marker.marks(text)]
