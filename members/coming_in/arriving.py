"""Someone uses his invitation: the account is made, the spaces open."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from members import journal, spaces
from members.coming_in import charter, demands, workplaces
from members.coming_in.invitations import NotUsableError, usable
from members.french import of
from members.models import (
    Charter,
    Invitation,
    InvitedTo,
    Member,
    Membership,
    Space,
)
from members.models.coming_in import hashed
from members.refusals import Refused
from members.spaces import letters
from members.spaces.people import place_of


def accept(
    token: str,
    *,
    details: dict[str, Any],
    password: str,
    text: Charter,
    made: Callable[[Member], object] | None = None,
    request: HttpRequest | None = None,
) -> Member:
    """Make the account of an invitation; once only, whoever comes first.

    `details` are fields of `Member` that the person confirmed, with `professions`, and
    `place`, where he works: `structure`, a number, `commune_code`, `commune_name`.
    An empty `password` leaves the sign-in to codes by mail. `made` is called with the
    new member while the invitation still holds. The journal says that the newcomer
    did it, from where, and who had invited him. Raises NotUsableError.
    """
    with transaction.atomic():
        held = Invitation.objects.select_for_update().filter(token_hash=hashed(token))
        held.first()
        invitation = usable(token)
        details = dict(details)
        professions = details.pop("professions", [])
        place = details.pop("place", invitation.details)
        member = Member.objects.filter(email=invitation.email).first()
        if member is not None:
            raise NotUsableError(
                "Un compte existe déjà à cette adresse\u202f: connectez-vous."
            )
        member = Member(
            email=invitation.email,
            role=invitation.role,
            rpps=free_rpps(invitation.rpps),
            confirmed_at=timezone.now(),
            **details,
        )
        if password:
            member.set_password(password)
        else:
            member.set_unusable_password()
        member.save()
        member.professions.set(professions)
        structure = workplaces.structure_of(place)
        workplaces.add(member, workplaces.workplaces(structure, place))
        enter_spaces(invitation, member, request)
        charter.sign(member, text, request)
        if made is not None:
            made(member)
        invitation.accepted_at, invitation.accepted_by = timezone.now(), member
        invitation.save(update_fields=["accepted_at", "accepted_by"])
        demands.settle(member, invitation)
        journal.record(
            journal.Kind.ACCOUNT,
            f"compte ouvert par invitation{of_inviter(invitation)}",
            by=member,
            about=member,
            request=request,
        )
    return member


def free_rpps(rpps: str) -> str:
    """The number that an import gave, unless somebody has taken it since."""
    taken = rpps and Member.objects.filter(rpps=rpps).exists()
    return "" if taken else rpps


def enter_spaces(
    invitation: Invitation, member: Member, request: HttpRequest | None
) -> None:
    """Into each of his spaces; one that is closed since lets him in when it opens."""
    for place in invitation.places.select_related("space"):
        if place.is_over:  # the account opens all the same
            continue
        if not place.space.is_open:
            place.waits = True
            place.save(update_fields=["waits"])
            journal.record(
                journal.Kind.RIGHT,
                f"attend la réouverture de l’espace «\u202f{place.space}\u202f» pour y "
                f"entrer, sur l’invitation{of_inviter(invitation)}",
                by=member,
                about=member,
                request=request,
            )
            continue
        with suppress(Refused):
            enter(place, member, request)


def enter(
    place: InvitedTo,
    member: Member,
    request: HttpRequest | None = None,
    *,
    late: bool = False,
) -> Membership:
    """`late`: when the space opens again, which is no deed of the newcomer."""
    why = "à la réouverture, " if late else ""
    return spaces.enter(
        place.space,
        member,
        place.role,
        place.ends_on,
        by=None if late else member,
        why=f"{why}sur l’invitation{of_inviter(place.invitation)}",
        request=request,
    )


def enter_late(space: Space) -> None:
    """A space is open again: those who came meanwhile enter it, and are told."""
    late = InvitedTo.objects.filter(
        space=space, waits=True, invitation__accepted_by__is_active=True
    )
    for place in late.select_related("invitation__accepted_by", "space"):
        member = place.invitation.accepted_by
        assert member is not None
        place.space = space
        inside = place_of(member, space) is not None
        with suppress(Refused):
            membership = enter(place, member, late=True)
            if not inside:
                letters.let_in(membership)
        place.waits = False
        place.save(update_fields=["waits"])


def waiting_of(member: Member) -> list[Space]:
    """The closed spaces that `member` enters once they open again."""
    late = InvitedTo.objects.filter(waits=True, invitation__accepted_by=member)
    found = Space.objects.filter(pk__in=late.values("space"))
    return list(found.order_by("folded"))


def of_inviter(invitation: Invitation) -> str:
    inviter = invitation.invited_by
    return f" {of(inviter.get_full_name())} <{inviter.email}>" if inviter else ""
