"""What narrows the directory: profession, commune, structure, space, kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.formats import number_format

from members import communes
from members.models import (
    Contact,
    Member,
    Membership,
    Practice,
    Profession,
    Space,
    Structure,
)
from members.rights import User

KINDS = {
    value: f"{str(label)[0].upper()}{str(label)[1:]}"
    for value, label in Structure.Kind.choices
}
#: Boxes shown at once, and folded away; beyond, the field of search finds them.
SHOWN, MOST = 6, 30


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int
    checked: bool

    @property
    def shown(self) -> str:
        return number_format(self.count, force_grouping=True).replace(
            "\u00a0", "\u202f"
        )


@dataclass(frozen=True)
class Boxes:
    """A facet as `components/facet.html` shows it; `left_out` boxes are not shown."""

    name: str
    legend: str
    options: list[Option]
    others: list[Option]
    left_out: int = 0


@dataclass(frozen=True)
class Facet:
    """One way to narrow, and its parameter of the address.

    Each row of `table` ties an `owner` (what is listed) to a `value` and its `label`.
    """

    name: str
    legend: str
    table: QuerySet[Any]
    owner: str
    value: str
    label: str
    named: Callable[[list[str]], dict[str, str]] = field(repr=False)
    #: What a label is shown as, when the table holds a code.
    words: dict[str, str] = field(default_factory=dict, repr=False)

    def condition(self, values: list[str]) -> Q:
        tied = self.table.filter(**{f"{self.value}__in": values})
        return Q(pk__in=tied.values(self.owner))

    def counts(self, rows: QuerySet[Any]) -> list[tuple[str, str, int]]:
        """(value, label, how many of `rows`), the most numerous first; one query."""
        found = (
            self.table.filter(**{f"{self.owner}__in": rows.order_by().values("pk")})
            .exclude(**{self.value: None})
            .order_by()
            .values_list(self.value, self.label)
            .annotate(rows=Count(self.owner, distinct=True))
            .order_by("-rows", self.label)
        )
        return [
            (str(value), self.words.get(label, str(label)), count)
            for value, label, count in found
            if value
        ]

    def boxes(self, rows: QuerySet[Any], chosen: dict[str, str]) -> Boxes:
        """What is ticked stays, even when nothing is left of it."""
        counted = self.counts(rows)
        known = {value for value, _, _ in counted}
        gone = [(v, label, 0) for v, label in chosen.items() if v not in known]
        options = [
            Option(value, label, count, value in chosen)
            for value, label, count in [*counted, *gone]
        ]
        options.sort(key=lambda option: not option.checked)
        shown = max(SHOWN, len(chosen))
        if len(options) <= shown + 2:
            shown += 2
        return Boxes(
            self.name,
            self.legend,
            options[:shown],
            options[shown:MOST],
            left_out=max(0, len(options) - MOST),
        )


def numbers(values: list[str]) -> list[int]:
    return [int(value) for value in values if value.isdecimal() and len(value) < 10]


def profession_names(values: list[str]) -> dict[str, str]:
    found = Profession.objects.filter(pk__in=numbers(values)).values_list("pk", "name")
    return {str(pk): name for pk, name in found}


def commune_names(values: list[str]) -> dict[str, str]:
    found = {value: communes.of_code(value) for value in values}
    return {value: place.name for value, place in found.items() if place}


def structure_names(values: list[str]) -> dict[str, str]:
    found = Structure.objects.filter(pk__in=numbers(values)).values_list("pk", "name")
    return {str(pk): name for pk, name in found}


def kind_names(values: list[str]) -> dict[str, str]:
    return {value: KINDS[value] for value in values if value in KINDS}


def of_people(user: User) -> list[Facet]:
    return [
        profession(Member.professions.through.objects.all(), "member"),
        commune(Practice.objects.all(), "member"),
        structure(Practice.objects.all(), "member"),
        space(
            user,
            Membership.objects.current().filter(
                space__in=Space.objects.visible_to(user)
            ),
            "member",
        ),
    ]


def of_contacts(user: User) -> list[Facet]:
    contacts = Contact.objects.visible_to(user)
    return [
        profession(Contact.professions.through.objects.all(), "contact"),
        commune(contacts, "pk"),
        structure(contacts, "pk"),
        space(user, contacts, "pk"),
    ]


def of_structures(user: User) -> list[Facet]:
    structures = Structure.objects.listed_to(user)
    kind = Facet("genre", "Genre", structures, "pk", "kind", "kind", kind_names, KINDS)
    return [kind, commune(structures, "pk")]


def profession(table: QuerySet[Any], owner: str) -> Facet:
    return Facet(
        "profession",
        "Profession",
        table,
        owner,
        "profession",
        "profession__name",
        profession_names,
    )


def commune(table: QuerySet[Any], owner: str) -> Facet:
    return Facet(
        "commune",
        "Commune",
        table,
        owner,
        "commune_code",
        "commune_name",
        commune_names,
    )


def structure(table: QuerySet[Any], owner: str) -> Facet:
    return Facet(
        "structure",
        "Structure",
        table,
        owner,
        "structure",
        "structure__name",
        structure_names,
    )


def space(user: User, table: QuerySet[Any], owner: str) -> Facet:
    def named(values: list[str]) -> dict[str, str]:
        seen = Space.objects.visible_to(user).filter(slug__in=values)
        return dict(seen.values_list("slug", "name"))

    return Facet("espace", "Espace", table, owner, "space__slug", "space__name", named)
