"""Whom one invites, where, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from members.french import of
from members.models import Invitation, Member, Membership, Profession, Space
from members.refusals import Refused
from members.spaces.terms import check_end


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
    him, `asked` tells whether any was asked for.
    """

    INVITED, RENEWED, ADDED, MEMBER = "invited", "renewed", "added", "member"

    kind: str
    email: str
    inviter: str = ""
    places: tuple[Place, ...] = ()
    asked: bool = False

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
            f"Le compte {of(member.email)} est fermé\u202f: seule l’équipe du Pays "
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


def new_to(
    member: Member, places: list[Place], belongs: set[tuple[int, int]]
) -> list[Place]:
    """The places where `member` is not; `belongs` holds (member, space)."""
    return [place for place in places if (member.pk, place.space.pk) not in belongs]


def is_to_come(ends_on: date | None) -> bool:
    return ends_on is None or ends_on >= timezone.localdate()
