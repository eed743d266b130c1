"""What narrows the directory: profession, commune, structure, space, kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.formats import number_format

from members import communes
from members.listed import fold
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
#: Boxes shown at once: the most numerous. The others are folded away, by their names;
#: when they are more than `FOLDED`, they are on the page only once asked for.
SHOWN = 6
FOLDED = 24
MOST_UNLISTED = 400
#: The most numerous keys, whose names are asked for: every commune of a département
#: is among them. Beyond, the field of search finds them.
MOST = 400
SPACE = ("pk", "slug", "name")


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
    """A facet as `components/facet.html` shows it.

    `unasked` boxes are folded away and not on the page until asked for; `left_out`
    have no box. `unfolded`: they were asked for.
    """

    name: str
    legend: str
    options: list[Option]
    others: list[Option]
    unasked: int = 0
    left_out: int = 0
    unfolded: bool = False


Names = Callable[[list[Any]], dict[Any, tuple[str, str]]]


@dataclass(frozen=True)
class Facet:
    """One way to narrow, and its parameter of the address.

    Each row of `table` ties an `owner` (what is listed) to a `key`. `value` is the
    column of what the address holds; `named` gives labels of such values, `shown` the
    value and the label of keys. Names are asked for once rows are counted: a database
    groups by numbers much faster than by words.
    """

    name: str
    legend: str
    table: QuerySet[Any]
    owner: str
    key: str
    value: str
    named: Callable[[list[str]], dict[str, str]] = field(repr=False)
    shown: Names = field(repr=False)
    #: Rows of `table` of all that the reader sees, when there is a way to say it
    #: without going through each: counting the whole directory then costs little.
    whole: QuerySet[Any] | None = None
    #: Does `table` tie each owner to each key once only?
    once: bool = True

    def condition(self, values: list[str]) -> Q:
        tied = self.table.filter(**{f"{self.value}__in": values})
        return Q(pk__in=tied.values(self.owner))

    def counts(self, rows: QuerySet[Any] | None) -> list[tuple[Any, int]]:
        """(key, how many of `rows`), the most numerous first; one query.

        Without `rows`: of all that the reader sees.
        """
        if rows is None and self.whole is not None:
            tied = self.whole
        else:
            assert rows is not None
            keys = rows.order_by().values("pk")
            tied = self.table.filter(**{f"{self.owner}__in": keys})
        count = Count("pk") if self.once else Count(self.owner, distinct=True)
        found = (
            tied.order_by()
            .values_list(self.key)
            .annotate(rows=count)
            .order_by("-rows", self.key)
        )
        return [(key, count) for key, count in found if key]

    def boxes(
        self, rows: QuerySet[Any] | None, chosen: dict[str, str], unfolded: bool
    ) -> Boxes:
        """What is ticked stays, even when nothing is left of it."""
        counted = self.counts(rows)
        names = self.shown([key for key, _ in counted[:MOST]])
        found = [
            Option(*names[key], count, names[key][0] in chosen)
            for key, count in counted
            if key in names
        ]
        known = {option.value for option in found}
        found += [
            Option(value, label, 0, True)
            for value, label in chosen.items()
            if value not in known
        ]
        found.sort(key=lambda box: (not box.checked, -box.count, fold(box.label)))
        shown = max(SHOWN, len(chosen))
        if len(found) <= shown + 2:
            shown += 2
        first, others = found[:shown], found[shown:]
        left_out = max(0, len(counted) - MOST)
        if len(others) > FOLDED and not unfolded:
            return Boxes(self.name, self.legend, first, [], len(others), left_out)
        others.sort(key=lambda box: fold(box.label))
        unfolded = len(others) > FOLDED
        return Boxes(self.name, self.legend, first, others, 0, left_out, unfolded)


def numbers(values: list[str]) -> list[int]:
    return [int(value) for value in values if value.isdecimal() and len(value) < 10]


def profession_names(values: list[str]) -> dict[str, str]:
    return dict(professions_shown(numbers(values)).values())


def professions_shown(keys: list[Any]) -> dict[Any, tuple[str, str]]:
    found = Profession.objects.filter(pk__in=keys).values_list("pk", "name")
    return {pk: (str(pk), name) for pk, name in found}


def commune_names(values: list[str]) -> dict[str, str]:
    return dict(communes_shown(values).values())


def communes_shown(keys: list[Any]) -> dict[Any, tuple[str, str]]:
    found = {key: communes.of_code(key) for key in keys}
    return {
        key: (key, communes.shown(key, place.name))
        for key, place in found.items()
        if place
    }


def structure_names(values: list[str]) -> dict[str, str]:
    return dict(structures_shown(numbers(values)).values())


def structures_shown(keys: list[Any]) -> dict[Any, tuple[str, str]]:
    """By their name; those of one name, each with its commune."""
    others = Structure.objects.filter(name=OuterRef("name")).exclude(pk=OuterRef("pk"))
    found: Any = (
        Structure.objects.filter(pk__in=keys)
        .only("name", "commune_code", "commune_name")
        .annotate(shares=Exists(others))
    )
    return {
        structure.pk: (
            str(structure.pk),
            str(structure) if structure.shares else structure.name,
        )
        for structure in found
    }


def kind_names(values: list[str]) -> dict[str, str]:
    return {value: KINDS[value] for value in values if value in KINDS}


def kinds_shown(keys: list[Any]) -> dict[Any, tuple[str, str]]:
    return {key: (key, label) for key, label in kind_names(keys).items()}


def of_people(user: User) -> list[Facet]:
    through = Member.professions.through.objects.all()
    practices = Practice.objects.all()
    memberships = Membership.objects.current_days()
    unlisted = unlisted_to(user)

    def whole(table: QuerySet[Any]) -> QuerySet[Any] | None:
        if unlisted is None:
            return None
        return table.exclude(member__in=unlisted) if unlisted else table

    return [
        profession(through, "member", whole(through)),
        commune(practices, "member", whole(practices), once=False),
        structure(practices, "member", whole(practices), once=False),
        space(user, memberships, "member", whole(memberships)),
    ]


def unlisted_to(user: User) -> list[int] | None:
    """The few whom a reader who knows everyone does not find: closed accounts.

    None when they are many, or when the reader knows only some people.
    """
    if not isinstance(user, Member) or user.knows_some_only:
        return None
    found = Member.objects.unlisted().values_list("pk", flat=True)[: MOST_UNLISTED + 1]
    return list(found) if len(found) <= MOST_UNLISTED else None


def of_contacts(user: User) -> list[Facet]:
    contacts = Contact.objects.visible_to(user)
    through = Contact.professions.through.objects.all()
    return [
        profession(through, "contact"),
        commune(contacts, "pk", contacts),
        structure(contacts, "pk", contacts),
        space(user, contacts, "pk", contacts),
    ]


def of_structures(user: User) -> list[Facet]:
    structures = Structure.objects.listed_to(user)
    kind = Facet(
        "genre",
        "Genre",
        structures,
        "pk",
        "kind",
        "kind",
        kind_names,
        kinds_shown,
        structures,
    )
    return [kind, commune(structures, "pk", structures)]


def profession(
    table: QuerySet[Any], owner: str, whole: QuerySet[Any] | None = None
) -> Facet:
    return Facet(
        "profession",
        "Profession",
        table,
        owner,
        "profession",
        "profession",
        profession_names,
        professions_shown,
        whole,
    )


def commune(
    table: QuerySet[Any], owner: str, whole: QuerySet[Any] | None, once: bool = True
) -> Facet:
    return Facet(
        "commune",
        "Commune",
        table,
        owner,
        "commune_code",
        "commune_code",
        commune_names,
        communes_shown,
        whole,
        once,
    )


def structure(
    table: QuerySet[Any], owner: str, whole: QuerySet[Any] | None, once: bool = True
) -> Facet:
    return Facet(
        "structure",
        "Structure",
        table,
        owner,
        "structure",
        "structure",
        structure_names,
        structures_shown,
        whole,
        once,
    )


def space(
    user: User, table: QuerySet[Any], owner: str, whole: QuerySet[Any] | None
) -> Facet:
    """Only spaces that the reader sees have a name."""

    def shown(keys: list[Any]) -> dict[Any, tuple[str, str]]:
        seen = Space.objects.visible_to(user).filter(pk__in=keys)
        return {pk: (slug, name) for pk, slug, name in seen.values_list(*SPACE)}

    def named(values: list[str]) -> dict[str, str]:
        seen = Space.objects.visible_to(user).filter(slug__in=values)
        return dict(seen.values_list("slug", "name"))

    return Facet(
        "espace", "Espace", table, owner, "space", "space__slug", named, shown, whole
    )
