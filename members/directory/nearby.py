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
#: So many of the territory are named beside one that is far.
MOST_HERE = 3


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

    `told` says which one was taken, when another may be meant. `here`: those of the
    territory of which it is the first words, or nearly the name, when it is the name
    of none of them: « Izeure » is in Burgundy, Yzeure is here.
    """

    found: list[Commune]
    told: str = ""
    here: tuple[Commune, ...] = ()


def meant(text: str, near: Collection[str] | None = None) -> Meant:
    """What `text` names; of several, the only one of the territory."""
    found = communes.named(text)
    near = territory() if near is None else near
    here = [commune for commune in found if commune.department_code in near]
    if here:
        told = told_of(text, here[0]) if len(here) == 1 < len(found) else ""
        return Meant(here if len(here) == 1 else near_first(found, near), told)
    begun = tuple(communes.begun(text, near))
    if found and not begun and not communes.split(text)[1]:
        begun = tuple(communes.misspelt(text, near, 1)[:MOST_HERE])
    told = told_of_far(text, found[0], begun) if begun and len(found) == 1 else ""
    return Meant(found, told, begun)


def several(text: str, read: Meant) -> str:
    """What to tell of a text that is the name of several communes."""
    told = communes.several(text, read.found)
    if read.here:
        told += f" Sur le territoire\u202f: {communes.quoted(read.here)}."
    return told


def unknown(text: str, near: Collection[str] | None = None) -> str:
    """What to tell of a text that is the name of none: what may be meant, near first.

    « Commune inconnue : Dompierre. Peut-être « Dompierre-sur-Besbre (03290) »… »
    """
    near = territory() if near is None else near
    meant = communes.proposed(communes.near(text, first=near))
    return f"Commune inconnue\u202f: «\u202f{text.strip()[:60]}\u202f». {meant}"


def told_of_far(text: str, taken: Commune, here: tuple[Commune, ...]) -> str:
    return (
        f"La commune «\u202f{text.strip()[:60]}\u202f» est {taken.label}\u202f: si "
        f"c’est elle, écrivez {communes.quoted([taken])}\u202f; sinon, "
        f"{communes.quoted(here)}."
    )


def told_of(text: str, taken: Commune) -> str:
    return (
        f"Commune «\u202f{text.strip()[:60]}\u202f» lue {taken.label}\u202f: pour une "
        "autre de ce nom, donnez aussi le code postal."
    )
