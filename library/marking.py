"""Words of a question, marked in a text.

`search` knows more of French than this: when it starts, it registers its own finder
(`finders.insert(0, find)`), and the pages that a hit opens are marked as the hit is.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

Span = tuple[int, int]
#: Takes a text and a question, gives the places (start, end) to mark.
Finder = Callable[[str, str], Iterable[Span]]

WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
EMPTY_WORDS = frozenset(
    (
        "au", "aux", "avec", "ce", "ces", "dans", "de", "des", "du", "elle", "en",
        "est", "et", "il", "la", "le", "les", "leur", "leurs", "ou", "par", "pas",
        "pour", "que", "qui", "sa", "se", "ses", "son", "sont", "sur", "un", "une",
    )
)  # fmt: skip
LIGATURE = re.compile(r"(f[il])(?=[^\W\d_])")
LONGEST_QUESTION = 300  # characters
#: Characters between two marks of one passage, at most (static/js/viewer.js too).
TOGETHER = 40
NUMBERED = '{}<mark id="passage-{}">{}</mark>'


def fold(word: str) -> str:
    """« Cœurs » → « coeur »: case, accents, ligatures and the plural's end fall."""
    word = word.lower().replace("œ", "oe").replace("æ", "ae")
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", word)
        if not unicodedata.combining(letter)
    )
    return bare[:-1] if len(bare) > 3 and bare[-1] in "sx" else bare


def same_words(text: str, question: str) -> Iterator[Span]:
    """Where `text` has a word of `question`, whatever its accents and number."""
    wanted = {
        fold(word)
        for word in WORD.findall(question[:LONGEST_QUESTION])
        if len(word) > 1 and word.lower() not in EMPTY_WORDS
    }
    for found in WORD.finditer(text):
        if fold(found[0]) in wanted:
            yield found.span()


finders: list[Finder] = [same_words]


def spans(text: str, question: str) -> list[Span]:
    """The places of `text` to mark for `question`, in order, without overlap."""
    if not question.strip():
        return []
    kept: list[Span] = []
    for start, end in sorted(finders[0](text, question)):
        if end > start and (not kept or start >= kept[-1][1]):
            kept.append((start, end))
    return kept


def forms(text: str, question: str) -> list[str]:
    """The marked words as `text` writes them, in lower case, each once.

    A word with a ligature is there in two pieces as well: the drawn page may have them
    so, where the text that was read in it has been joined (library.reading.ligatures).
    """
    written = {text[start:end].lower() for start, end in spans(text, question)}
    return sorted(written | {LIGATURE.sub(r"\1 ", word) for word in written})


def marked(text: str, question: str) -> SafeString:
    """`text` as HTML, its marked words in `<mark>`."""
    done = 0
    pieces = []
    for start, end in spans(text, question):
        pieces.append((text[done:start], text[start:end]))
        done = end
    html = format_html_join("", "{}<mark>{}</mark>", pieces)
    return mark_safe(html + escape(text[done:]))  # noqa: S308 - both are escaped


def passages(places: Sequence[Span]) -> dict[int, int]:
    """Where each passage begins in a text, and its number, from 1.

    Words that stand together, « chaufferie bois », are one passage.
    """
    begins: dict[int, int] = {}
    end = -TOGETHER - 1
    for first, last in places:
        if first - end > TOGETHER:
            begins[first] = len(begins) + 1
        end = last
    return begins


class Marked:
    """A text whose passages have the names that links ask for: `passage-1` and on.

    `html` gives one piece after the other; numbers follow through all of them.
    """

    def __init__(self, text: str, places: Sequence[Span]) -> None:
        self.text = text
        self.places = places
        self._begins = passages(places)
        self._ends = [end for _, end in places]

    def html(self, start: int, end: int) -> SafeString:
        """A piece of the text; what runs over its end goes on in the next one."""
        done = start
        html = []
        for first, last in self.places[bisect_right(self._ends, start) :]:
            if first >= end:
                break
            begin, done_next = max(first, start), min(last, end)
            before, word = escape(self.text[done:begin]), self.text[begin:done_next]
            number = self._begins.get(first) if first >= start else None
            if number:
                html.append(format_html(NUMBERED, before, number, word))
            else:
                html.append(format_html("{}<mark>{}</mark>", before, word))
            done = done_next
        html.append(escape(self.text[done:end]))
        return mark_safe("".join(html))  # noqa: S308 - all of it is escaped
