"""Inviting: one function for each verb."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from background import mail
from members import journal, spaces
from members.coming_in.permissions import roles_to_give, spaces_to_invite_to
from members.models import (
    Charter,
    Invitation,
    InvitedTo,
    Member,
    Membership,
    Practice,
    Profession,
    Signature,
    Space,
)
from members.models.coming_in import hashed
from members.refusals import Refused

logger = logging.getLogger("maillage.invitations")


#: Mails sent by one task: others get their turn in between.
AT_ONCE = 20
#: What an invitation written anew may change.
WRITTEN = [
    "first_name",
    "last_name",
    "role",
    "rpps",
    "details",
    "word",
    "invited_by",
    "token_hash",
    "expires_at",
    "sent_at",
    "sending_at",
    "problem",
]


class NotUsableError(Exception):
    """An invitation that cannot be used: `str()` is what to tell the person."""


@dataclass(frozen=True)
class Place:
    """A space, the role there and its last day."""

    space: Space
    role: str = Membership.Role.CONTRIBUTOR
    ends_on: date | None = None


@dataclass(frozen=True)
class Guest:
    """Whom to invite, and what is known of him."""

    email: str
    first_name: str = ""
    last_name: str = ""
    role: str = Member.Role.PERMANENT
    rpps: str = ""
    professions: tuple[Profession, ...] = ()
    details: dict[str, Any] = field(default_factory=dict)


class Outcome:
    """What became of an address."""

    INVITED = "invited"
    RENEWED = "renewed"
    MEMBER = "member"


def invite(
    by: Member, guests: Iterable[tuple[Guest, list[Place]]], word: str = ""
) -> dict[str, str]:
    """Invite people; return what became of each address, an `Outcome`.

    Who has an account is put in the spaces at once; an invitation that waits is
    written anew and sent again. All or nothing: raises PermissionDenied for a role
    or a space that `by` may not give. The number of queries does not grow with the
    number of people, but for those who have an account.
    """
    wanted = {guest.email.lower(): (guest, places) for guest, places in guests}
    require_allowed(by, wanted.values())
    with transaction.atomic():
        members = {m.email: m for m in Member.objects.filter(email__in=list(wanted))}
        waiting = {
            invitation.email: invitation
            for invitation in Invitation.objects.unanswered()
            .select_for_update()
            .filter(email__in=list(wanted))
        }
        new: list[Invitation] = []
        renewed: list[Invitation] = []
        outcomes = {}
        for email, (guest, places) in wanted.items():
            if email in members:
                for place in places:
                    put_in(by, members[email], place)
                outcomes[email] = Outcome.MEMBER
                continue
            invitation = waiting.get(email)
            outcomes[email] = Outcome.RENEWED if invitation else Outcome.INVITED
            kept = renewed if invitation else new
            invitation = invitation or Invitation(email=email)
            invitation.first_name = guest.first_name
            invitation.last_name = guest.last_name
            invitation.role, invitation.rpps = guest.role, guest.rpps
            invitation.details, invitation.word = guest.details, word
            invitation.invited_by = by
            invitation.write_anew()
            kept.append(invitation)
        write(new, renewed, wanted)
        journal.record_many(
            journal.Kind.INVITATION,
            [f"{invitation.email}\u202f: invitation" for invitation in new + renewed],
            by=by,
        )
        if new or renewed:
            send_invitations.enqueue(0)
    return outcomes


def require_allowed(by: Member, wanted: Iterable[tuple[Guest, list[Place]]]) -> None:
    """Raise PermissionDenied unless `by` may give all these roles and spaces."""
    spaces = set(spaces_to_invite_to(by).values_list("pk", flat=True))
    roles = roles_to_give(by)
    for guest, places in wanted:
        if guest.role not in roles or any(p.space.pk not in spaces for p in places):
            raise PermissionDenied


def write(
    new: list[Invitation],
    renewed: list[Invitation],
    wanted: dict[str, tuple[Guest, list[Place]]],
) -> None:
    """Save invitations, with their professions and their places."""
    Invitation.objects.bulk_create(new, 500)
    Invitation.objects.bulk_update(renewed, WRITTEN, 200)
    InvitedTo.objects.filter(invitation__in=renewed).delete()
    held = Invitation.professions.through
    held.objects.filter(invitation__in=renewed).delete()
    places, professions = [], []
    for invitation in new + renewed:
        guest, given = wanted[invitation.email]
        places += [
            InvitedTo(
                invitation=invitation,
                space=place.space,
                role=place.role,
                ends_on=place.ends_on,
            )
            for place in given
        ]
        professions += [
            held(invitation_id=invitation.pk, profession_id=profession.pk)
            for profession in guest.professions
        ]
    InvitedTo.objects.bulk_create(places, 500)
    held.objects.bulk_create(professions, 500)


def put_in(by: Member, member: Member, place: Place) -> bool:
    """Put who has an account in a space, unless he is there; is it new?"""
    current = Membership.objects.current().filter(space=place.space, member=member)
    if current.exists():
        return False
    spaces.add_person(by, place.space, member, place.role, place.ends_on)
    return True


@task(queue_name=mail.QUEUE)
def send_invitations(tried: int) -> None:
    """Send the mails that wait, a few at a time; those sent before a kill stay sent.

    A server that does not answer is tried again later; an address that it refuses is
    told on the page of invitations.
    """
    for pk in Invitation.objects.to_send().values_list("pk", flat=True)[:AT_ONCE]:
        taken = Invitation.objects.to_send().filter(pk=pk)
        if not taken.update(sending_at=timezone.now()):
            continue
        invitation = Invitation.objects.select_related("invited_by").get(pk=pk)
        try:
            letter_of(invitation).send()
        except (OSError, SMTPException) as error:
            if mail.is_final(error):
                problem = "Le serveur de mail refuse cette adresse\u202f: vérifiez-la."
                Invitation.objects.filter(pk=pk).update(problem=problem)
                continue
            logger.warning("invitation not taken (%s)", type(error).__name__)
            Invitation.objects.filter(pk=pk).update(sending_at=None)
            if when := mail.next_try(tried):
                send_invitations.using(run_after=when).enqueue(tried + 1)
            return
        Invitation.objects.filter(pk=pk).update(sent_at=timezone.now())
    if Invitation.objects.to_send().exists():
        send_invitations.enqueue(0)


def letter_of(invitation: Invitation) -> EmailMultiAlternatives:
    """The mail of one. Its token is made here: the database never holds it."""
    token = invitation.renew()
    Invitation.objects.filter(pk=invitation.pk).update(
        token_hash=invitation.token_hash, expires_at=invitation.expires_at
    )
    link = settings.SITE_ADDRESS + reverse("members:invitation", args=[token])
    context = {"invitation": invitation, "link": link}
    return mail.compose("invitation", invitation.email, context)


def resend(by: Member, invitation: Invitation) -> None:
    """Send it again with a new link; the one sent before is no longer good."""
    refuse_used(invitation)
    with transaction.atomic():
        invitation.write_anew()
        invitation.save()
        journal.record(
            journal.Kind.INVITATION,
            f"{invitation.email}\u202f: invitation renvoyée",
            by=by,
        )
        send_invitations.enqueue(0)


def withdraw(by: Member, invitation: Invitation) -> None:
    """Take it back: its link opens nothing any more."""
    refuse_used(invitation)
    with transaction.atomic():
        invitation.withdrawn_at = timezone.now()
        invitation.save(update_fields=["withdrawn_at"])
        journal.record(
            journal.Kind.INVITATION,
            f"{invitation.email}\u202f: invitation retirée",
            by=by,
        )


def refuse_used(invitation: Invitation) -> None:
    if invitation.accepted_at is not None:
        raise NotUsableError("Cette invitation a déjà servi\u202f: le compte existe.")
    if invitation.withdrawn_at is not None:
        raise NotUsableError("Cette invitation a déjà été retirée.")


def usable(token: str) -> Invitation:
    """The invitation of a link. Raises NotUsableError with what to tell."""
    invitation = Invitation.objects.of_token(token)
    if invitation is None or invitation.withdrawn_at is not None:
        raise NotUsableError(
            "Ce lien d’invitation n’est pas, ou n’est plus, le bon. Servez-vous du "
            "dernier mail reçu, ou demandez une nouvelle invitation."
        )
    if invitation.accepted_at is not None:
        raise NotUsableError(
            "Cette invitation a déjà servi\u202f: votre compte existe. Connectez-vous."
        )
    if invitation.is_expired:
        raise NotUsableError(
            "Cette invitation a dépassé sa date. Demandez à la personne qui vous a "
            "invité de la renvoyer\u202f: un bouton suffit."
        )
    return invitation


def accept(
    token: str,
    *,
    details: dict[str, Any],
    password: str,
    charter: Charter,
    made: Callable[[Member], object] | None = None,
) -> Member:
    """Make the account of an invitation; once only, whoever comes first.

    `details` are fields of `Member` that the person confirmed, with `professions`.
    An empty `password` leaves the sign-in to codes by mail. `made` is called with the
    new member while the invitation still holds. Raises NotUsableError.
    """
    with transaction.atomic():
        held = Invitation.objects.select_for_update().filter(token_hash=hashed(token))
        held.first()
        invitation = usable(token)
        details = dict(details)
        professions = details.pop("professions", [])
        member = Member.objects.filter(email=invitation.email).first()
        if member is not None:
            raise NotUsableError(
                "Un compte existe déjà à cette adresse\u202f: connectez-vous."
            )
        member = Member(
            email=invitation.email,
            role=invitation.role,
            rpps=invitation.rpps,
            confirmed_at=timezone.now(),
            **details,
        )
        if password:
            member.set_password(password)
        else:
            member.set_unusable_password()
        member.save()
        member.professions.set(professions)
        place_of_practice(member, invitation.details)
        for place in invitation.places.select_related("space"):
            # Closed since, or its end is over: the account opens all the same.
            with suppress(Refused):
                spaces.enter(
                    place.space,
                    member,
                    place.role,
                    place.ends_on,
                    by=invitation.invited_by,
                )
        Signature.objects.create(charter=charter, member=member)
        if made is not None:
            made(member)
        invitation.accepted_at, invitation.accepted_by = timezone.now(), member
        invitation.save(update_fields=["accepted_at", "accepted_by"])
        journal.record(
            journal.Kind.ACCOUNT,
            "compte ouvert par invitation",
            by=invitation.invited_by,
            about=member,
        )
    return member


def place_of_practice(member: Member, details: dict[str, Any]) -> None:
    """The commune or the structure that the import knew."""
    if details.get("commune_name") or details.get("structure"):
        Practice.objects.create(
            member=member,
            structure_id=details.get("structure"),
            commune_code=details.get("commune_code", ""),
            commune_name=details.get("commune_name", ""),
        )
