"""A question as typed → what to look for. Nothing typed can raise."""

import re
from dataclasses import dataclass

from search.engine.french import STOP_WORDS, acronyms, clean, folded_words
from search.engine.numbers import numbers_in, ungrouped

LONGEST_QUESTION = 500  # characters
MOST_WORDS = 40

QUOTES = str.maketrans(dict.fromkeys("«»“”„‟″", '"'))
QUOTED = re.compile(r'(?P<minus>(?<!\S)-)?"(?P<words>[^"]*)"')
EXCLUDED = re.compile(r"(?<!\S)-(?=[^\W_])(?P<words>\S+)")
OPERATOR = re.compile(r"\b(?:AND|OR|NOT)\b")


@dataclass(frozen=True, slots=True)
class Question:
    """Words are folded, without stop words; phrases are folded, with them."""

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    numbers: tuple[str, ...] = ()
    excluded_words: tuple[str, ...] = ()
    excluded_phrases: tuple[tuple[str, ...], ...] = ()
    excluded_numbers: tuple[str, ...] = ()
    capitals: frozenset[str] = frozenset()  # words typed in capitals, by choice
    said: tuple[str, ...] = ()  # what is not quoted, in order, with its stop words
    shortened: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing to look for: only what is unwanted, too common, or not a word."""
        return not (self.words or self.phrases or self.numbers)

    @property
    def excludes(self) -> bool:
        """Is something unwanted?"""
        return bool(
            self.excluded_words or self.excluded_phrases or self.excluded_numbers
        )


def parse(text: str) -> Question:
    """Read `text`: words, "phrases", -unwanted, official numbers.

    A quote left open is dropped; operators of other engines mean nothing here.
    """
    # Cut before cleaning too, so that a huge paste costs nothing.
    cut = len(text) > LONGEST_QUESTION
    rest = clean(text[:LONGEST_QUESTION]).translate(QUOTES)
    phrases, unwanted_phrases = [], []
    plain = []  # what was quoted but is no phrase
    for match in QUOTED.finditer(rest):
        words = tuple(folded_words(match["words"]))
        if match["minus"]:
            unwanted_phrases.append(words)
        elif set(words) <= STOP_WORDS and len(words) < 2:
            plain.append(match["words"])
        else:
            phrases.append(words)
    rest = QUOTED.sub(" ", rest)
    unwanted = " ".join(match["words"] for match in EXCLUDED.finditer(rest))
    rest = OPERATOR.sub(" ", EXCLUDED.sub(" ", rest))
    rest = " ".join([rest, *plain])
    numbers, words = _numbers_and_words(rest)
    unwanted_numbers, unwanted_words = _numbers_and_words(unwanted)
    return Question(
        words=words[:MOST_WORDS],
        phrases=tuple(dict.fromkeys(phrases))[:MOST_WORDS],
        numbers=numbers[:MOST_WORDS],
        excluded_words=unwanted_words[:MOST_WORDS],
        excluded_phrases=tuple(p for p in unwanted_phrases if p)[:MOST_WORDS],
        excluded_numbers=unwanted_numbers[:MOST_WORDS],
        capitals=_capitals(rest, words),
        said=tuple(folded_words(rest))[:MOST_WORDS],
        shortened=cut or len(words) > MOST_WORDS,
    )


def _capitals(text: str, words: tuple[str, ...]) -> frozenset[str]:
    """Words typed in capitals; none when several are and no other: that is a key."""
    typed = frozenset(acronyms(text))
    return frozenset() if len(words) > 1 and typed.issuperset(words) else typed


def _numbers_and_words(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = numbers_in(text)
    for number in reversed(found):
        text = f"{text[: number.start]} {text[number.end :]}"
    words = [w for w in folded_words(ungrouped(text)) if w not in STOP_WORDS]
    if found:  # « article L. 1434-17 »: the number says it all
        words = [word for word in words if word not in ARTICLE_WORDS]
    names = dict.fromkeys(number.name for number in found)
    return tuple(names), tuple(dict.fromkeys(words))


ARTICLE_WORDS = {"article", "articles", "art", "n", "no"}
