"""The glossary as pages and search read it: whole, in one query."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.apps import apps

from members.listed import fold
from members.words import asked, kept

WORD = re.compile(r"[^\W_]+")
#: Told by `search`, which stands above: is this folded word one that it leaves out?
too_common: list[Callable[[str], bool]] = []


@dataclass(frozen=True, slots=True)
class Known:
    """A term, as it is shown."""

    short: str
    long: str
    explanation: str
    folded: str

    @property
    def anchor(self) -> str:
        """Where it stands on the page of the glossary."""
        return anchor(self.folded)

    @property
    def initial(self) -> str:
        """The letter under which it stands; « 0-9 » for all numbers."""
        first = self.folded[0]
        return "0-9" if first.isdigit() else first.upper()


def anchor(folded: str) -> str:
    return f"terme-{folded.replace(' ', '-')}"


def folded_form(short: str) -> str:
    """« C.L.S. » and « cls » are one: `cls`."""
    return " ".join(WORD.findall(fold(short).replace(".", "")))[:80]


def why_refused(short: str) -> str:
    """A sentence when a short form cannot be one; nothing when it can."""
    folded = folded_form(short)
    if not folded:
        return "Écrivez au moins une lettre ou un chiffre."
    if len(short) == 1 and short.islower():
        return (
            f"«\u202f{short}\u202f» est une lettre seule\u202f: elle serait soulignée "
            "partout où elle paraît. Écrivez une forme plus longue."
        )
    if any(test(folded) for test in too_common):
        return (
            f"«\u202f{short}\u202f» est aussi un mot courant, que la recherche laisse "
            "de côté\u202f: elle ne saurait pas le trouver. Écrivez une forme plus "
            "longue."
        )
    return ""


def is_as_a_word(short: str) -> bool:
    """Is it written as a word, and not as an acronym: « sang », not « SAU »?"""
    word = short.strip()
    return word.isalpha() and word[1:].islower()


def warning_of(short: str) -> str:
    """What is told of a term that is kept though it is written as a word of every day,
    and so underlined wherever it is; nothing of others."""
    return AS_A_WORD.format(short) if is_as_a_word(short) else ""


AS_A_WORD = (
    "«\u202f{}\u202f» s’écrit comme un mot courant\u202f: il est souligné partout où "
    "il paraît ainsi. Si c’est trop, écrivez une forme plus précise."
)


def load() -> tuple[Known, ...]:
    """Every term, in alphabetical order. One query."""
    rows = apps.get_model("pages", "Term").objects.order_by("folded")
    names = ("short", "long", "explanation", "folded")
    return tuple(Known(*row) for row in rows.values_list(*names))


def answering(terms: Iterable[Known], text: str) -> tuple[Known, ...]:
    """Those that have every word of `text`, whatever its accents and case: in their
    forms, or, when none has, in their explanation."""
    words = asked(text)
    terms = tuple(terms)
    for everything in (forms_of, all_of):
        found = tuple(term for term in terms if has(words, everything(term)))
        if found:
            return found
    return ()


def has(words: list[str], text: str) -> bool:
    return bool(words) and all(f" {word}" in text for word in words)


def forms_of(term: Known) -> str:
    return kept(term.short, term.folded, term.long)


def all_of(term: Known) -> str:
    return kept(term.short, term.folded, term.long, term.explanation)
