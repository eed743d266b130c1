"""What is asked of the directory by an address, and what answers.

What an address holds that is not understood is left out, so that an old link still
answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse

from members import communes
from members.coming_in.professions import APART, LETTERS, SPOKEN, USUAL, said
from members.directory import facets
from members.directory.facets import Boxes, Facet
from members.listed import fold
from members.models import Contact, Member, Practice, Structure
from members.rights import User
from members.words import asked

#: By the words of a question: « kiné », « infirmière libérale », and the official name.
CALLED = {
    tuple(asked(usual)): name
    for usual, name in USUAL.items()
    if usual.upper() not in APART
}
LONGEST = max(map(len, CALLED))
#: By a word of the official name, what people say for it.
SHORTENED = {
    word: {fold(short) for short, meant in SPOKEN if asked(meant) == [word]}
    for _, full in SPOKEN
    for word in asked(full)
}
#: By letters that are no name of a profession, the words they stand for.
IN_FULL = {
    fold(short): [asked(full) for letters, full in LETTERS if letters == short]
    for short in APART
}
#: Values of one filter beyond these are left out.
MOST_VALUES = 20
#: More than so many keys are not worth sending back to the database.
MOST_KEYS = 500


@dataclass(frozen=True)
class Kind:
    """A side of the directory: what it lists, and what narrows it."""

    name: str
    label: str
    rows: Callable[[User], QuerySet[Any]]
    facets: Callable[[User], list[Facet]]

    @property
    def url(self) -> str:
        return reverse(f"members:{self.name}")


PEOPLE = Kind("directory", "Membres", Member.objects.listed_to, facets.of_people)
CONTACTS = Kind(
    "contacts",
    "Contacts",
    Contact.objects.visible_to,
    facets.of_contacts,
)
STRUCTURES = Kind(
    "structures",
    "Structures",
    Structure.objects.listed_to,
    facets.of_structures,
)
KINDS = (PEOPLE, CONTACTS, STRUCTURES)


class Asked:
    """One side of the directory as `user` asks for it."""

    def __init__(self, kind: Kind, user: User, given: QueryDict) -> None:
        self.kind = kind
        self.user = user
        self.given = given
        self.text = " ".join(given.get("q", "").split())[:200]
        #: « Saint-Prix (03) », as the cards write it: the words, and where they lie.
        name, place = communes.split(self.text)
        self.department = communes.department_of(place) if place and name else ""
        self.words = said(name if self.department else self.text)
        self.facets = kind.facets(user)
        #: The facets whose boxes are all wanted, however many.
        self.unfolded = set(given.getlist("tout"))

    @cached_property
    def chosen(self) -> dict[str, dict[str, str]]:
        """Filters in use: by the name of the facet, values and their labels."""
        found = {}
        for facet in self.facets:
            values = list(dict.fromkeys(self.given.getlist(facet.name)))[:MOST_VALUES]
            values = [v[:60] for v in values if v and "\x00" not in v]
            if values and (named := facet.named(values)):
                found[facet.name] = named
        return found

    @cached_property
    def found(self) -> QuerySet[Any]:
        """What has every word; when that is few, by their keys: words are read once."""
        found = self.kind.rows(self.user)
        if not self.words:
            return found
        seen = found.filter(self.condition())
        keys = list(seen.order_by().values_list("pk", flat=True)[: MOST_KEYS + 1])
        return found.filter(pk__in=keys) if len(keys) <= MOST_KEYS else seen

    def condition(self) -> Q:
        """Every word; or, of members, an address, begun or whole, or a postcode."""
        if self.kind is PEOPLE and re.fullmatch(r"\d{5}", self.text):
            codes = [commune.code for commune in communes.named(self.text)]
            there = Practice.objects.filter(commune_code__in=codes)
            return Q(pk__in=there.values("member"))
        condition = Q()
        rest = self.words
        while rest:
            run = next(
                (n for n in range(LONGEST, 1, -1) if tuple(rest[:n]) in CALLED), 1
            )
            these, rest = rest[:run], rest[run:]
            written = Q()
            for word in these:
                written &= self.written(word)
            condition &= written | self.called(tuple(these))
        if self.department:
            condition &= self.lying()
        if self.kind is PEOPLE and re.fullmatch(r"\S+[@._-]\S*", self.text):
            condition |= Q(email__istartswith=self.text)
        return condition

    def lying(self) -> Q:
        """Those who work, or stand, in the department that the question names."""
        there = Q(commune_code__startswith=self.department)
        if self.kind is not PEOPLE:
            return there
        beside = Q(structure__commune_code__startswith=self.department)
        places = Practice.objects.filter(there | beside)
        return Q(pk__in=places.values("member"))

    @staticmethod
    def written(word: str) -> Q:
        """What has the word; or what people say for it: « kiné », whole."""
        found = Q(folded__contains=f" {word}")
        for full in IN_FULL.get(word, ()):
            whole = Q()
            for each in full:
                whole &= Q(folded__contains=f" {each}")
            found |= whole
        for short in SHORTENED.get(word, ()):
            found |= Q(folded__contains=f" {short} ") | Q(
                folded__contains=f" {short}s "
            )
        return found

    def called(self, said: tuple[str, ...]) -> Q:
        """Those whose profession people call so: « IDE », « infirmière libérale »."""
        name = CALLED.get(said)
        if name is None or self.kind is STRUCTURES:
            return Q()
        kind = Member if self.kind is PEOPLE else Contact
        through: Any = kind.professions.through
        named = through.objects.filter(profession__name=name)
        return Q(pk__in=named.values(kind._meta.model_name))

    def rows(self, but: str = "") -> QuerySet[Any]:
        """What answers; `but` leaves one facet out."""
        found = self.found
        for facet in self.facets:
            if facet.name != but and facet.name in self.chosen:
                values = list(self.chosen[facet.name])
                found = found.filter(facet.condition(values))
        return found

    def is_whole(self, but: str) -> bool:
        """Does nothing narrow the list, one facet apart?"""
        return not self.words and not set(self.chosen) - {but}

    def boxes(self) -> list[Boxes]:
        """The facets with their counts: each counts what the others leave."""
        found = []
        for facet in self.facets:
            whole = facet.whole is not None and self.is_whole(facet.name)
            rows = None if whole else self.rows(but=facet.name)
            chosen = self.chosen.get(facet.name, {})
            found.append(facet.boxes(rows, chosen, facet.name in self.unfolded))
        return [boxes for boxes in found if boxes.options]

    def address(self, **changed: list[str]) -> str:
        """The same question, some of its parameters replaced; from page 1 on.

        Boxes that were unfolded are folded again.
        """
        kept = self.given.copy()
        for name, values in {"page": [], "tout": [], **changed}.items():
            kept.setlist(name, values)
        return f"?{kept.urlencode()}" if kept.urlencode() else "?"

    def active(self) -> list[dict[str, str]]:
        """Each choice with its words, and the address of the list without it."""
        shown = []
        for name, values in self.chosen.items():
            for value, label in values.items():
                rest = [other for other in values if other != value]
                url = self.address(**{name: rest})
                shown.append({"label": label, "remove_url": url})
        return shown

    @property
    def in_words(self) -> str:
        """The question as a person would say it, for the journal and for paper."""
        said = [f"«\u202f{self.text}\u202f»"] if self.text else []
        said += [label for values in self.chosen.values() for label in values.values()]
        return "\u202f; ".join(said)
