"""What of the directory answers a question put to the search of the whole site."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.db.models import Case, Q, QuerySet, Value, When, prefetch_related_objects
from django.http import QueryDict

from members.coming_in import professions
from members.directory.asking import PEOPLE, Asked
from members.models import Contact, Member, Structure
from members.rights import User
from members.words import LITTLE, asked, telling_words, words

#: More words than that are a question, not a name.
MOST_WORDS = 6
#: Of those who have the words somewhere on their card, how many names are read.
MOST_READ = 200
#: One word that is in the names of more structures than that tells none of them.
FEW = 6
SHORTEST = 3  # letters of a commune


def bearing(user: User, text: str, most: int) -> list[Member]:
    """Those whom `user` may find and whose name has every word of `text`.

    Each word is to begin one of the name: « morand » and « claire mor » find Claire
    Morand, « morand lapalisse » does not. One query, and one for the professions of
    those who are found.
    """
    asked = [word for word in telling_words(words(text[:200])) if word not in LITTLE]
    if not asked or len(asked) > MOST_WORDS:
        return []
    last_name = Q()
    for word in asked:
        last_name |= Q(folded__startswith=f" {word}")
    # What is folded has professions and places too: those with the name go first.
    first = Case(When(last_name, then=Value(0)), default=Value(1))
    found = having(Member.objects.listed_to(user), asked)
    likely = found.order_by(first, "folded")[:MOST_READ]
    people = [one for one in likely if have(asked, words(one.get_full_name()))][:most]
    prefetch_related_objects(people, "professions")
    return people


@dataclass(frozen=True)
class Trade:
    """The professions that a question names, and how many answer the whole of it."""

    name: str
    count: int


def trade(user: User, text: str) -> Trade | None:
    """« psy », « IDEL », « médecin traitant Lapalisse »: those whom the directory has.

    None when it names no profession, or nobody answers it. Two queries.
    """
    wanted = tuple(telling(text))
    if not wanted:
        return None
    known = professions.by_name()
    called: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for way, one in known.items():
        called[tuple(asked(way))].append(one.name)
    for short, full in professions.SPOKEN:
        called[tuple(asked(short))] += called.get(tuple(asked(full)), [])
    found = dict.fromkeys(next(filter(None, map(called.get, runs(wanted))), []))
    if not found:
        return None
    count = Asked(PEOPLE, user, QueryDict(f"q={quote(text)}")).found.count()
    return Trade(" · ".join(found), count) if count else None


def runs(wanted: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Words that follow each other, the longest first: beside others, no two letters
    name a profession."""
    for length in range(len(wanted), 0, -1):
        for start in range(len(wanted) - length + 1):
            run = wanted[start : start + length]
            if run == wanted or len("".join(run)) >= SHORTEST:
                yield run


def contacts(user: User, text: str, most: int) -> list[Contact]:
    """Those without an account, found by their name; by what they do and where, too,
    if a word is of their name. One query, and one for the professions."""
    wanted = telling(text)
    if not wanted:
        return []
    seen = Contact.objects.visible_to(user).select_related("structure", "space")
    likely = having(seen, wanted).order_by("folded")[:MOST_READ]
    found = [one for one in likely if any_of(wanted, words(one.get_full_name()))][:most]
    prefetch_related_objects(found, "professions")
    return found


def structures(user: User, text: str, most: int) -> list[Structure]:
    """Those whose name, kind or commune has every word of `text`; by name, first.

    « MSP », « pharmacie Lapalisse », « Lapalisse » and « la Besbre » find some; a word
    that many names have and no kind begins with (« santé ») does not. One query.
    """
    wanted = telling(text)
    if not wanted:
        return []
    seen = having(Structure.objects.listed_to(user), wanted)
    likely = [
        one for one in seen.order_by("folded")[:MOST_READ] if have(wanted, of(one))
    ]
    named = [one for one in likely if have(wanted, words(one.name))]
    if len(wanted) == 1 and len(named) > FEW:
        named = [one for one in named if is_told(one, wanted)]
    others = [one for one in likely if one not in named and is_told(one, wanted)]
    return [*named, *others][:most]


def telling(text: str) -> list[str]:
    """The words of a question, singular; none when they are too many to be a name."""
    found = [word for word in professions.said(text[:200]) if word not in LITTLE]
    return found if len(found) <= MOST_WORDS else []


def having(rows: QuerySet[Any], wanted: Iterable[str]) -> QuerySet[Any]:
    """The rows that have each word somewhere in what they are found by."""
    for word in wanted:
        rows = rows.filter(folded__contains=f" {word}")
    return rows


def of(structure: Structure) -> list[str]:
    kind = structure.get_kind_display()
    return words(f"{structure.name} {kind} {structure.commune_name}")


def is_told(structure: Structure, wanted: list[str]) -> bool:
    """Does a word name its commune, or what kind of structure it is?"""
    communes = words(structure.commune_name)
    kinds: list[str] = []
    if structure.kind != Structure.Kind.OTHER:
        parts = re.split("[,(]", structure.get_kind_display())
        kinds = [name for part in parts for name in words(part)[:1]]
    long_enough = [word for word in wanted if len(word) >= SHORTEST]
    return any_of(wanted, kinds) or any_of(long_enough, communes)


def have(wanted: Iterable[str], there: list[str]) -> bool:
    """Does each word begin one of those there?"""
    return all(any_of([word], there) for word in wanted)


def any_of(wanted: Iterable[str], there: list[str]) -> bool:
    return any(part.startswith(word) for part in there for word in wanted)
