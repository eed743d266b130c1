"""The territory of the group: its communes come first, and win over their namesakes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count

from members import communes
from members.communes import Commune
from members.models import Practice, Structure

#: A department is of the territory when this part of its places is there.
PART = 10


def territory() -> frozenset[str]:
    """The departments of the group: of the settings, else where it mostly works."""
    if settings.DEPARTMENTS:
        return frozenset(settings.DEPARTMENTS)
    there: Counter[str] = Counter()
    for held in (Practice.objects.order_by(), Structure.objects.order_by()):
        by_commune = held.exclude(commune_code="").values_list("commune_code")
        for code, count in by_commune.annotate(Count("pk")):
            there[communes.department_code(code)] += count
    return mostly(there)


def mostly(there: Counter[str]) -> frozenset[str]:
    """The departments that count among these."""
    return frozenset(
        department
        for department, count in there.items()
        if count * PART >= there.total()
    )


def near_first(
    found: list[Commune], near: Collection[str] | None = None
) -> list[Commune]:
    """`found`, those of the territory first."""
    near = territory() if near is None else near
    return sorted(found, key=lambda commune: commune.department_code not in near)


@dataclass(frozen=True)
class Meant:
    """The communes that a text may mean, the nearest first: one, when it is clear.

    `told` says which one was taken, when others have the same name.
    """

    found: list[Commune]
    told: str = ""


def meant(text: str, near: Collection[str] | None = None) -> Meant:
    """What `text` names; of several, the only one of the territory."""
    found = communes.named(text)
    if len(found) < 2:
        return Meant(found)
    near = territory() if near is None else near
    here = [commune for commune in found if commune.department_code in near]
    if len(here) == 1:
        return Meant(here, told_of(text, here[0]))
    return Meant(near_first(found, near))


def told_of(text: str, taken: Commune) -> str:
    return (
        f"Commune «\u202f{text.strip()[:60]}\u202f» lue {taken.label}\u202f: pour une "
        "autre de ce nom, donnez aussi le code postal."
    )
