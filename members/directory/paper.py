"""The directory on paper: everyone who answers, by commune or by profession."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch

from members.directory.asking import Asked
from members.listed import fold
from members.models import Member, Practice

GROUPS = {"commune": "commune", "profession": "profession"}
NOWHERE = {"commune": "Sans commune", "profession": "Sans profession"}


@dataclass(frozen=True)
class Line:
    """A person on paper, in words: thousands of them make one page."""

    name: str
    phone: str
    about: str
    places: str


def line(person: Member, by: str) -> Line:
    """A telephone shown to some only does not go on paper."""
    practices = list(person.practices.all())
    communes = dict.fromkeys(p.commune_shown for p in practices if p.commune_name)
    professions = [profession.name for profession in person.professions.all()]
    structures = [p.structure.name for p in practices if p.structure]
    shown = person.phone_audience == Member.PhoneAudience.MEMBERS
    return Line(
        name=f"{person.last_name} {person.first_name}",
        phone=person.phone if shown else "",
        about=" · ".join(professions if by == "commune" else communes),
        places=" · ".join([*structures, person.email]),
    )


@dataclass(frozen=True)
class Group:
    name: str
    lines: list[Line]


def grouped(asked: Asked, by: str) -> tuple[list[Group], int]:
    """The groups in order, and how many people there are; three queries."""
    people = list(
        asked.rows()
        .order_by("folded", "pk")
        .prefetch_related(
            "professions",
            Prefetch("practices", Practice.objects.select_related("structure")),
        )
    )
    groups: dict[str, list[Line]] = defaultdict(list)
    for person in people:
        if by == "commune":
            names = [practice.commune_shown for practice in person.practices.all()]
        else:
            names = [profession.name for profession in person.professions.all()]
        made = line(person, by)
        for name in dict.fromkeys(names or [""]):
            groups[name].append(made)
    ordered = sorted(groups, key=lambda name: (not name, fold(name)))
    return [Group(name or NOWHERE[by], groups[name]) for name in ordered], len(people)
