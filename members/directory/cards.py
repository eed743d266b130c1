"""What people do with a card of the directory: one function for each verb."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from members import journal
from members.accounts import REFUSED, follow_rpps, may_manage, rpps_changed
from members.communes import Commune
from members.directory import photos, refold
from members.directory.structures import add_structure
from members.models import Absence, Member, Practice, Profession, Structure
from members.refusals import Refused
from members.rights import User
from members.signing_in import mails, records

FIELDS = [
    "first_name",
    "last_name",
    "rpps",
    "phone",
    "phone_audience",
    "concerns",
    "working_days",
    "working_hours",
]
GONE = "Cette absence n’est plus annoncée\u202f: elle est finie, ou a été retirée."


@dataclass(frozen=True)
class Place:
    """Where someone practises; a structure without a key is to be added."""

    commune: Commune | None
    structure: Structure | None


def may_change(user: User, member: Member) -> bool:
    """A person changes his own card; staff of the Pays everyone's."""
    return (
        isinstance(user, Member)
        and user.is_active
        and (user.pk == member.pk or user.publishes_everywhere)
    )


def may_write(user: User, member: Member) -> bool:
    """May `user` fill in this card? That of an administrator, only another of them.

    The RPPS number of a card opens an account. A photo and absences open nothing:
    `may_change` is enough for them.
    """
    if not isinstance(user, Member) or not may_change(user, member):
        return False
    return user.pk == member.pk or may_manage(user, member)


def require_to_write(user: Member, member: Member) -> None:
    """Raises PermissionDenied, or Refused with why."""
    require(may_change(user, member))
    if not may_write(user, member):
        raise Refused(REFUSED)


def require(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


@transaction.atomic
def change_card(
    by: Member,
    member: Member,
    *,
    professions: Iterable[Profession],
    places: Sequence[Place],
    request: HttpRequest | None = None,
) -> None:
    """Save what was changed in `member`, his professions and places.

    Who saves his own card says by it that it is right. What another changes of it is
    written in the journal: the names of the fields, not what is in them, but for the
    RPPS number, which opens the account: of it the person is told by mail.
    """
    require_to_write(by, member)
    rpps = Member.objects.get_queryset().values_list("rpps", flat=True)
    before = rpps.get(pk=member.pk)
    professions = list(professions)
    changed = changes(member, professions, places)
    if by.pk == member.pk:
        member.confirmed_at = timezone.now()
    member.save(update_fields=[*FIELDS, "confirmed_at"])
    member.professions.set(professions)
    member.practices.all().delete()
    for position, place in enumerate(places):
        structure = place.structure
        if structure is not None and structure.pk is None:
            structure = add_structure(by, structure)
        Practice.objects.create(
            member=member,
            structure=structure,
            commune_code=place.commune.code if place.commune else "",
            commune_name=place.commune.name if place.commune else "",
            position=position,
        )
    refold(member)
    if changed:
        what = ", ".join(changed)
        told(by, member, f"Fiche de l’annuaire modifiée ({what})", request)
    if member.rpps != before and by.pk != member.pk:
        follow_rpps(member, before, by, request)


def changes(
    member: Member, professions: Sequence[Profession], places: Sequence[Place]
) -> list[str]:
    """The names of what is about to change in a card."""
    before = Member.objects.get_queryset().get(pk=member.pk)
    found = [
        str(Member._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        for name in FIELDS
        if getattr(before, name) != getattr(member, name)
    ]
    if set(before.professions.all()) != set(professions):
        found.append("professions")
    was = list(before.practices.values_list("commune_code", "structure"))
    if was != [keys(place) for place in places]:
        found.append("lieux d’exercice")
    return found


def keys(place: Place) -> tuple[str, int | None]:
    return (
        place.commune.code if place.commune else "",
        place.structure.pk if place.structure else None,
    )


@transaction.atomic
def change_rpps(member: Member, number: str, request: HttpRequest) -> None:
    """A person changes his own: told by mail, as any means to sign in.

    Raises IntegrityError when somebody else has it.
    """
    before = member.rpps
    if number == before and not member.shut_rpps:
        return
    member.rpps, member.shut_rpps = number, ""
    member.save(update_fields=["rpps", "shut_rpps"])
    opens = f"RPPS {number}\u202f: il ouvre de nouveau le compte"
    told = rpps_changed(before, number) if number != before else opens
    records.changed(request, member, told)
    mails.tell_of_change(request, member, "members/rpps_changed", {})


def confirm(member: Member) -> None:
    """The person says that his card is still right."""
    member.confirmed_at = timezone.now()
    member.save(update_fields=["confirmed_at"])


def change_photo(
    by: Member, member: Member, file: Any, request: HttpRequest | None = None
) -> None:
    """Give a card a photo. Raises `photos.PhotoError`, with a sentence."""
    require(may_change(by, member))
    photos.put_photo(member, file)
    told(by, member, "Photo de l’annuaire changée", request)


def remove_photo(
    by: Member, member: Member, request: HttpRequest | None = None
) -> None:
    require(may_change(by, member))
    photos.remove_photo(member)
    told(by, member, "Photo de l’annuaire retirée", request)


def add_absence(
    by: Member, absence: Absence, request: HttpRequest | None = None
) -> None:
    require(may_change(by, absence.member))
    absence.save()
    told(by, absence.member, "Absence ajoutée dans l’annuaire", request)


def change_absence(
    by: Member, absence: Absence, request: HttpRequest | None = None
) -> None:
    """Other days, or another who replaces. Raises Refused when it is gone."""
    require(may_change(by, absence.member))
    written = Absence.objects.filter(pk=absence.pk).update(
        starts_on=absence.starts_on,
        ends_on=absence.ends_on,
        replaced_by=absence.replaced_by,
        replacement=absence.replacement,
    )
    if not written:
        raise Refused(GONE)
    told(by, absence.member, "Absence modifiée dans l’annuaire", request)


def remove_absence(
    by: Member, absence: Absence, request: HttpRequest | None = None
) -> None:
    require(may_change(by, absence.member))
    absence.delete()
    told(by, absence.member, "Absence retirée de l’annuaire", request)


def told(
    by: Member, member: Member, sentence: str, request: HttpRequest | None
) -> None:
    """In the journal, when it is another's card."""
    if by.pk != member.pk:
        journal.record(
            journal.Kind.ACCOUNT,
            f"{sentence}\u202f: {member.get_full_name()}",
            by=by,
            about=member,
            request=request,
        )
