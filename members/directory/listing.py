"""The lists of the directory: a page of cards, letters, tabs and pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Prefetch
from django.db.models.functions import Substr
from django.utils import timezone

from members.directory.asking import CONTACTS, KINDS, PEOPLE, STRUCTURES, Asked
from members.directory.phones import phones_seen
from members.directory.spelled import proposed
from members.models import Absence, Contact, Member, Practice, Structure
from members.rights import User

PER_PAGE = 24
ALPHABET = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Card:
    """A member, contact or structure of a list, as the reader may see it.

    `back_on` is the day of return of who is away today, and `replaced` who replaces;
    `anchor` is the letter at which a jump of the alphabet lands.
    """

    thing: Any
    phone: str = ""
    back_on: date | None = None
    replaced: Replaced | None = None
    anchor: str = ""


@dataclass(frozen=True)
class Replaced:
    """Who replaces: a member whom the reader may find, else what was written.

    `away_too`: that member is away today as well.
    """

    by: Member | None
    words: str = ""
    away_too: bool = False


@dataclass(frozen=True)
class Letter:
    name: str
    url: str


@dataclass(frozen=True)
class Tab:
    label: str
    count: int
    url: str
    current: bool


@dataclass(frozen=True)
class Pager:
    number: int
    last: int
    previous_url: str
    next_url: str


def show(asked: Asked) -> dict[str, Any]:
    """The context of `members/directory/list.html`; as many queries for any length."""
    firsts = first_letters(asked)
    total = sum(firsts.values())
    last = max(1, -(-total // PER_PAGE))
    number = min(max(1, page_number(asked)), last)
    start = (number - 1) * PER_PAGE
    keys = list(
        asked.rows()
        .order_by("folded", "pk")
        .values_list("pk", flat=True)[start : start + PER_PAGE]
    )
    return {
        "asked": asked,
        "cards": anchored(LOADERS[asked.kind.name](asked.user, keys)),
        "total": total,
        "facets": asked.boxes(),
        "active_filters": asked.active(),
        "bare_url": "?",
        "spelled": [
            (text, asked.address(q=[text]))
            for text in ([] if total else proposed(asked))
        ],
        "tabs": tabs(asked, total),
        "letters": letters(asked, firsts) if total > PER_PAGE else [],
        "pager": Pager(
            number,
            last,
            page_url(asked, number - 1) if number > 1 else "",
            page_url(asked, number + 1) if number < last else "",
        ),
        "as_list": asked.given.get("vue") == "liste",
        "cards_url": asked.address(vue=[]),
        "list_url": asked.address(vue=["liste"]),
    }


def page_number(asked: Asked) -> int:
    text = asked.given.get("page", "1")
    return int(text) if text.isdecimal() and len(text) < 7 else 1


def page_url(asked: Asked, number: int) -> str:
    return asked.address(page=[str(number)] if number > 1 else [])


def first_letters(asked: Asked) -> dict[str, int]:
    """How many there are of each first letter, in the order of the list."""
    found = (
        asked.rows()
        .annotate(letter=Substr("folded", 2, 1))
        .order_by()
        .values_list("letter")
        .annotate(rows=Count("pk"))
        .order_by("letter")
    )
    return dict(found)


def letters(asked: Asked, firsts: dict[str, int]) -> list[Letter]:
    """The alphabet: a letter that begins a name leads to the page where it starts."""
    starts, before = {}, 0
    for letter, count in firsts.items():
        starts[letter] = before // PER_PAGE + 1
        before += count
    return [
        Letter(
            letter.upper(),
            f"{page_url(asked, starts[letter])}#lettre-{letter}"
            if letter in starts
            else "",
        )
        for letter in ALPHABET
    ]


def anchored(cards: Sequence[Card]) -> list[Card]:
    """The first card of each letter carries it."""
    found, before = [], ""
    for card in cards:
        letter = card.thing.folded[1:2]
        anchor = letter if letter != before and letter.isalnum() else ""
        found.append(replace(card, anchor=anchor))
        before = letter
    return found


def tabs(asked: Asked, total: int) -> list[Tab]:
    """The sides of the directory, each with what the same question finds there."""
    kept = asked.given.copy()
    kept.pop("page", None)
    query = f"?{kept.urlencode()}" if kept else ""
    found = []
    for kind in KINDS:
        current = kind is asked.kind
        count = (
            total if current else Asked(kind, asked.user, asked.given).rows().count()
        )
        found.append(Tab(kind.label, count, f"{kind.url}{query}", current))
    return found


def in_order(found: dict[int, Any], keys: Sequence[int]) -> list[Any]:
    return [found[key] for key in keys if key in found]


def with_card(people: Any) -> Any:
    """Adds what a card shows; three queries, however many people there are."""
    coming = Absence.objects.not_over(timezone.localdate())
    return people.prefetch_related(
        "professions",
        Prefetch("practices", Practice.objects.select_related("structure")),
        Prefetch(
            "absences",
            coming.select_related("replaced_by").order_by("starts_on"),
            to_attr="coming_absences",
        ),
    )


def people(user: User, keys: Sequence[int]) -> list[Card]:
    found = in_order(with_card(Member.objects.listed_to(user)).in_bulk(keys), keys)
    return cards_of(user, found)


def cards_of(user: User, people: Sequence[Any]) -> list[Card]:
    """The cards of people that `with_card` gave, as `user` may see them."""
    phones, replaced = phones_seen(user, people), replacements(user, people)
    return [
        Card(
            person,
            phones.get(person.pk, ""),
            back_on(person.coming_absences),
            replaced.get(person.pk),
        )
        for person in people
    ]


def replacements(user: User, people: Sequence[Any]) -> dict[int, Replaced]:
    """Who replaces each of those who are away today. Two queries, however many are."""
    day = timezone.localdate()
    away = [
        absence
        for person in people
        for absence in person.coming_absences
        if absence.starts_on <= day and (absence.replaced_by_id or absence.replacement)
    ]
    keys = [absence.replaced_by_id for absence in away if absence.replaced_by_id]
    known = Member.objects.listed_to(user).in_bulk(keys)
    today = Absence.objects.current(day).filter(member__in=known)
    too = set(today.values_list("member", flat=True))
    found = {}
    for absence in away:
        by = known.get(absence.replaced_by_id or 0)
        if by or absence.replacement:
            away_too = by is not None and by.pk in too
            found[absence.member_id] = Replaced(by, absence.replacement, away_too)
    return found


def back_on(coming: Sequence[Absence]) -> date | None:
    """The first day without an absence, of who is away today; adjoining ones are one.

    `coming` are those that are not over, in the order of their days.
    """
    today = timezone.localdate()
    day = today
    for absence in coming:
        if absence.starts_on <= day:
            day = max(day, absence.ends_on + timedelta(1))
    return day if day > today else None


def contacts(user: User, keys: Sequence[int]) -> list[Card]:
    seen = Contact.objects.visible_to(user).select_related("structure", "space")
    found = in_order(seen.prefetch_related("professions").in_bulk(keys), keys)
    return [Card(contact, contact.phone) for contact in found]


def structures(user: User, keys: Sequence[int]) -> list[Card]:
    seen = Structure.objects.listed_to(user).in_bulk(keys)
    return [Card(place, place.phone) for place in in_order(seen, keys)]


LOADERS: dict[str, Callable[[User, Sequence[int]], list[Card]]] = {
    PEOPLE.name: people,
    CONTACTS.name: contacts,
    STRUCTURES.name: structures,
}
