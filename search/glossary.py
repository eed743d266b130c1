"""What people say in one word or in several: looked up both ways."""

from __future__ import annotations

from collections.abc import Iterable

from members.coming_in.professions import said_otherwise
from pages.glossary import Known
from search.engine.french import STOP_WORDS, clean, telling

#: How this site speaks: no acronym, nothing to explain.
OURS = (("rejoindre", "devenir membre"), *said_otherwise())
LONGEST = 200  # characters of a question that may be a term


def is_left_out(word: str) -> bool:
    """Does a question for this folded word look for nothing?"""
    return word in STOP_WORDS


def pairs(terms: Iterable[Known]) -> tuple[tuple[str, str], ...]:
    """The glossary as the engine takes it: (short form, long form)."""
    return (*OURS, *((term.short, term.long) for term in terms))


def defined(terms: Iterable[Known], text: str) -> Known | None:
    """The term that a question asks for, by either form and nothing more.

    « qu’est-ce que l’ARS ? » asks for ARS: small words do not count.
    """
    asked = telling(clean(text[:LONGEST]))
    if not asked:
        return None
    for term in terms:
        if asked in (telling(term.short), telling(term.folded), telling(term.long)):
            return term
    return None
