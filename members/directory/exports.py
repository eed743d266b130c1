"""The directory as a spreadsheet or on paper, for staff; each export is journaled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from members import communes, journal
from members.directory.asking import CONTACTS, PEOPLE, Asked
from members.directory.week import days_in_words
from members.exports import csv_of
from members.models import Contact, Member, Membership, Practice
from members.rights import User

PERSON = [
    "Nom",
    "Prénom",
    "Professions",
    "Numéro RPPS",
    "Communes",
    "Départements",
    "Structures",
    "Téléphone",
    "Qui voit le téléphone",
    "Adresse mail",
    "À contacter pour",
    "Jours de travail",
    "Quand le joindre",
    "Espaces",
    "Rôle",
    "Fiche confirmée le",
]
CONTACT = [
    "Nom",
    "Prénom",
    "Fonction",
    "Professions",
    "Commune",
    "Département",
    "Structure",
    "Téléphone",
    "Adresse mail",
    "À contacter pour",
    "Espace",
]
STRUCTURE = [
    "Nom",
    "Genre",
    "Numéro FINESS",
    "Adresse",
    "Commune",
    "Département",
    "Téléphone",
    "Adresse mail",
    "Site",
    "À contacter pour",
]


def may_export(user: User) -> bool:
    return isinstance(user, Member) and user.publishes_everywhere


def csv_text(by: User, asked: Asked, request: HttpRequest) -> str:
    """The rows that answer, as CSV: a byte order mark, semicolons (RFC 4180).

    The journal is written with it. As many queries for any length.
    """
    if not may_export(by):
        raise PermissionDenied
    if asked.kind is PEOPLE:
        head, rows = PERSON, list(people_rows(asked))
    elif asked.kind is CONTACTS:
        head, rows = CONTACT, list(contact_rows(asked))
    else:
        head, rows = STRUCTURE, list(structure_rows(asked))
    tell(asked, len(rows), "tableur", request)
    return csv_of([head, *rows])


def tell(asked: Asked, count: int, form: str, request: HttpRequest) -> None:
    """A line of the journal: what left the site, and by which filters."""
    lines = f"{count} ligne{'s' if count > 1 else ''}"
    narrowed = f" ({asked.in_words})" if asked.in_words else ""
    journal.record(
        journal.Kind.EXPORT,
        f"Annuaire, {asked.kind.label.lower()}, {form}\u202f: {lines}{narrowed}",
        request=request,
    )


def gathered(pairs: Iterable[tuple[Any, str]]) -> dict[int, str]:
    """Texts of each key, each once (a profession has commas in its name)."""
    found: dict[int, list[str]] = defaultdict(list)
    for key, text in pairs:
        if text and text not in found[key]:
            found[key].append(text)
    return {key: " / ".join(texts) for key, texts in found.items()}


def people_rows(asked: Asked) -> Iterator[list[str]]:
    """Four queries and one for the people themselves."""
    keys = asked.rows().order_by().values("pk")
    places = list(
        Practice.objects.filter(member__in=keys).values_list(
            "member", "commune_code", "commune_name", "structure__name"
        )
    )
    towns = gathered(
        (member, communes.shown(code, name)) for member, code, name, _ in places
    )
    departments = gathered(
        (member, communes.department_name(code)) for member, code, _, _ in places
    )
    structures = gathered((member, name or "") for member, _, _, name in places)
    professions = gathered(
        Member.professions.through.objects.filter(member__in=keys)
        .order_by("profession__folded")
        .values_list("member", "profession__name")
    )
    spaces = gathered(
        Membership.objects.current()
        .filter(member__in=keys)
        .order_by("space__folded")
        .values_list("member", "space__name")
    )
    for member in asked.rows().order_by("folded", "pk").defer("folded", "password"):
        confirmed = member.confirmed_at
        yield [
            member.last_name,
            member.first_name,
            professions.get(member.pk, ""),
            member.rpps,
            towns.get(member.pk, ""),
            departments.get(member.pk, ""),
            structures.get(member.pk, ""),
            member.phone,
            member.get_phone_audience_display() if member.phone else "",
            member.email,
            member.concerns,
            days_in_words(member.working_days),
            member.working_hours,
            spaces.get(member.pk, ""),
            member.get_role_display(),
            timezone.localtime(confirmed).strftime("%d/%m/%Y") if confirmed else "",
        ]


def contact_rows(asked: Asked) -> Iterator[list[str]]:
    keys = asked.rows().order_by().values("pk")
    professions = gathered(
        Contact.professions.through.objects.filter(contact__in=keys)
        .order_by("profession__folded")
        .values_list("contact", "profession__name")
    )
    rows = asked.rows().select_related("structure", "space").order_by("folded", "pk")
    for contact in rows:
        yield [
            contact.last_name,
            contact.first_name,
            contact.function,
            professions.get(contact.pk, ""),
            contact.commune_shown,
            communes.department_name(contact.commune_code),
            contact.structure.name if contact.structure else "",
            contact.phone,
            contact.email,
            contact.concerns,
            contact.space.name,
        ]


def structure_rows(asked: Asked) -> Iterator[list[str]]:
    for structure in asked.rows().order_by("folded", "pk"):
        yield [
            structure.name,
            structure.get_kind_display(),
            structure.finess,
            structure.street,
            structure.commune_shown,
            communes.department_name(structure.commune_code),
            structure.phone,
            structure.email,
            structure.website,
            structure.concerns,
        ]
