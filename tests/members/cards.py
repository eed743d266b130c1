"""Cards, structures and contacts for the tests of the directory."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from members.communes import named
from members.models import (
    Absence,
    Contact,
    Member,
    Practice,
    Profession,
    Space,
    Structure,
)

NURSE, DOCTOR, DENTIST = (
    "Infirmier, infirmière",
    "Médecin généraliste",
    "Chirurgien-dentiste, chirurgienne-dentiste",
)


def give(
    member: Member, *, profession: str = "", commune: str = "", **fields: Any
) -> Member:
    """Fill a card in."""
    structure = fields.pop("structure", None)
    for name, value in fields.items():
        setattr(member, name, value)
    member.save()
    if profession:
        member.professions.add(Profession.objects.get(name=profession))
    if commune or structure:
        practise(member, commune, structure)
    return Member.objects.get(pk=member.pk)


def practise(member: Member, commune: str, structure: Structure | None) -> Practice:
    (place,) = named(commune) if commune else (None,)
    return Practice.objects.create(
        member=member,
        structure=structure,
        commune_code=place.code if place else "",
        commune_name=place.name if place else "",
    )


def structure(name: str = "MSP de la Besbre", commune: str = "Lapalisse") -> Structure:
    (place,) = named(commune) if commune else (None,)
    return Structure.objects.create(
        name=name,
        kind="msp",
        commune_code=place.code if place else "",
        commune_name=place.name if place else "",
    )


def contact(space: Space, **fields: Any) -> Contact:
    return Contact.objects.create(
        **{"first_name": "Véronique", "last_name": "Sabatier", "space": space} | fields
    )


def many(count: int) -> None:
    """Members with all that a list shows: professions, places, an absence."""
    professions = list(Profession.objects.all()[:4])
    place = Structure.objects.first() or structure()
    today = timezone.localdate()
    start = Member.objects.get_queryset().count()
    people = Member.objects.get_queryset().bulk_create(
        Member(
            email=f"m{number}@many.example",
            first_name="Zoé",
            last_name=f"Durand {number}",
            folded=f" durand {number} zoe ",
            phone="04 65 71 00 01",
            phone_audience=Member.PhoneAudience.SPACES,
        )
        for number in range(start, start + count)
    )
    for number, person in enumerate(people):
        person.professions.add(professions[number % 4])
    Practice.objects.bulk_create(
        Practice(
            member=person,
            structure=place,
            commune_code=place.commune_code,
            commune_name=place.commune_name,
        )
        for person in people
    )
    Absence.objects.bulk_create(
        Absence(member=person, starts_on=today, ends_on=today + timedelta(3))
        for person in people
    )
