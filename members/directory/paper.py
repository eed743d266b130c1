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
    """A person on paper. A telephone shown to some only does not go on paper."""

    person: Member

    @property
    def phone(self) -> str:
        shown = self.person.phone_audience == Member.PhoneAudience.MEMBERS
        return self.person.phone if shown else ""


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
            names = [practice.commune_name for practice in person.practices.all()]
        else:
            names = [profession.name for profession in person.professions.all()]
        for name in dict.fromkeys(names or [""]):
            groups[name].append(Line(person))
    ordered = sorted(groups, key=lambda name: (not name, fold(name)))
    return [Group(name or NOWHERE[by], groups[name]) for name in ordered], len(people)
