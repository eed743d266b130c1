"""Words of a question, marked in a text.

`search` knows more of French than this: when it starts, it registers its own finder
(`finders.insert(0, find)`), and the pages that a hit opens are marked as the hit is.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from django.utils.html import escape, format_html_join
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
