"""Where someone works, as an invitation or a file says it: a structure, a commune.

A structure stands in a commune of its own: another one that is given with it is another
place of practice.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from members import communes
from members.listed import fold
from members.models import Member, Practice, Structure


def known_commune(details: dict[str, Any]) -> str:
    """The commune where an import says that he works: « Lapalisse (03120, Allier) »."""
    commune = communes.of_code(details.get("commune_code", ""))
    return str(commune) if commune else str(details.get("commune_name", ""))


def structure_of(details: dict[str, Any]) -> Structure | None:
    """The structure that an import knew, unless it was deleted since."""
    number = details.get("structure")
    return Structure.objects.filter(pk=number).first() if number else None


def workplaces(structure: Structure | None, details: dict[str, Any]) -> list[Practice]:
    """The places of practice, not saved: none, one, or the structure and the commune.

    `details` has `commune_code` and `commune_name`.
    """
    town = {
        "commune_code": details.get("commune_code", ""),
        "commune_name": details.get("commune_name", ""),
    }
    alone = [Practice(**town)] if town["commune_name"] else []
    if structure is None:
        return alone
    if not structure.commune_code or not alone:
        return [Practice(structure=structure, **town)]
    where = {
        "commune_code": structure.commune_code,
        "commune_name": structure.commune_name,
    }
    here = Practice(structure=structure, **where)
    return [here] if same_commune(here, alone[0]) else [here, *alone]


def same_commune(one: Practice, other: Practice) -> bool:
    if one.commune_code and other.commune_code:
        return one.commune_code == other.commune_code
    return fold(one.commune_name) == fold(other.commune_name)


def new_among(held: Iterable[Practice], given: list[Practice]) -> list[Practice]:
    """Of the places given, those that are not held: by structure, else by commune."""
    held = list(held)
    return [
        place
        for place in given
        if not any(
            one.structure_id == place.structure_id
            if place.structure_id
            else same_commune(one, place)
            for one in held
        )
    ]


def add(member: Member, places: list[Practice]) -> None:
    """Add these places after those that he has."""
    last = member.practices.order_by("position").last()
    start = last.position + 1 if last else 0
    for position, place in enumerate(places, start):
        place.pk, place.member, place.position = None, member, position
        place.save()


def in_words(places: list[Practice]) -> str:
    """« Maison de santé, Lapalisse ; Moulins »."""
    return "\u202f; ".join(map(str, places))
