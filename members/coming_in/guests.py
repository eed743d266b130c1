"""Whom one invites, where, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from members.french import of
from members.models import Invitation, Member, Membership, Profession, Space
from members.refusals import Refused
from members.spaces.terms import check_end

#: What (member, space) gives: the role there and its last day.
Belonging = dict[tuple[int, int], tuple[str, date | None]]


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


@dataclass(frozen=True)
class Outcome:
    """What became of an address.

    `inviter` is who else had invited him before; `places` are those that are new to
    him, `asked` tells whether any was asked for. `kept` says that the role of an
    account stayed, when another was asked for; `now` that an invitation which waited
    is for another role than before.
    """

    INVITED, RENEWED, ADDED, MEMBER = "invited", "renewed", "added", "member"

    kind: str
    email: str
    inviter: str = ""
    places: tuple[Place, ...] = ()
    asked: bool = False
    kept: str = ""
    now: str = ""

    @property
    def sends(self) -> bool:
        """Does a mail leave?"""
        return self.kind in (self.INVITED, self.RENEWED)

    @property
    def names(self) -> str:
        return ", ".join(f"«\u202f{place.space}\u202f»" for place in self.places)


def inviter_of(invitation: Invitation, by: Member) -> str:
    """Who else than `by` made an invitation that waits; empty when it is his own."""
    if invitation.invited_by_id == by.pk:
        return ""
    inviter = invitation.invited_by
    return inviter.get_full_name() if inviter else "une personne partie depuis"


def goes_again(by: Member, invitation: Invitation) -> bool:
    """Does an invitation that waits leave again when `by` invites the same person?

    Staff write it anew, its author too; of another's, only one whose time is over.
    """
    return owns(by, invitation) or invitation.is_expired


def owns(by: Member, invitation: Invitation) -> bool:
    """Is what `by` writes stronger than what the invitation says?"""
    return by.publishes_everywhere or invitation.invited_by_id == by.pk


def why_not(member: Member, places: list[Place]) -> str:
    """Why who has an account cannot be put there, in a sentence; empty when he can."""
    if not member.is_active:
        return (
            f"Le compte {of(member.email)} est fermé\u202f: c’est l’équipe du Pays qui "
            "peut le rouvrir."
        )
    for place in places:
        if not place.space.is_open:
            return place.space.why_closed
        try:
            check_end(member, place.ends_on)
        except Refused as refused:
            return refused.sentence
    return ""


def belonging(members: Iterable[Member] | None = None) -> Belonging:
    """Who is where now; of these members, or of all."""
    current = Membership.objects.current()
    if members is not None:
        current = current.filter(member__in=members)
    rows = current.values_list("member_id", "space_id", "role", "ends_on")
    return {(member, space): (role, end) for member, space, role, end in rows}


def new_to(member: Member, places: list[Place], belongs: Belonging) -> list[Place]:
    """The places where `member` is not."""
    return [place for place in places if (member.pk, place.space.pk) not in belongs]


def role_kept(member: Member) -> str:
    """Whoever invites an account again as something else does not change its role."""
    return (
        f"Son rôle reste «\u202f{member.get_role_display()}\u202f»\u202f: il se change "
        "dans l’administration, sous «\u202fComptes\u202f»."
    )


def role_changed(before: str, now: str) -> str:
    """Both as an invitation says them: « membre occasionnel »."""
    if before == now:
        return ""
    return (
        "La personne viendra comme "
        f"«\u202f{now}\u202f», et non plus comme «\u202f{before}\u202f»."
    )


def is_to_come(ends_on: date | None) -> bool:
    return ends_on is None or ends_on >= timezone.localdate()


def ended(made: Invitation) -> bool:
    """Are all the days that it opens a space for over? Whoever comes would see none."""
    places = made.places.all()
    return bool(places) and all(place.is_over for place in places)
