"""One invitation waits for an address: what a second one makes of it.

| who invites again | what becomes of it |
|---|---|
| staff, or its author | what he fills in wins, spaces are added, it is sent again |
| another editor | his spaces are added; it is sent again only if its time was over |

Nothing that is known is emptied: a name, a word or professions left out stay.
"""

from __future__ import annotations

from members.coming_in.guests import Guest, Place, is_to_come, owns
from members.models import Invitation, InvitedTo, Member, Profession
from members.searched import follow
from members.spaces.terms import last_day

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
    "asked_again_at",
    "folded",
]


class Draft:
    """An invitation, new or waiting, as it will be once it is saved."""

    def __init__(self, email: str, waiting: Invitation | None = None) -> None:
        self.invitation = waiting or Invitation(email=email)
        self.is_new = waiting is None
        self.professions: list[Profession] = []
        #: By the number of the space.
        self.places: dict[int, Place] = {}
        if waiting is not None:
            self.professions = list(waiting.professions.all())
            self.places = {
                place.space_id: Place(place.space, place.role, place.ends_on)
                for place in waiting.places.all()
            }

    def write(self, by: Member, guest: Guest, places: list[Place], word: str) -> None:
        """What `by` writes wins where he fills something in."""
        made = self.invitation
        made.first_name = guest.first_name or made.first_name
        made.last_name = guest.last_name or made.last_name
        was_occasional = made.role == Member.Role.OCCASIONAL and not self.is_new
        if self.is_new or by.publishes_everywhere:
            made.role = guest.role
        made.rpps = guest.rpps or made.rpps
        made.details = made.details | guest.details
        made.word = word or made.word
        made.invited_by = by
        self.professions = list(guest.professions) or self.professions
        if was_occasional and made.role != Member.Role.OCCASIONAL:
            self.end_none()
        self.places |= {place.space.pk: place for place in places}
        if made.role == Member.Role.OCCASIONAL:
            self.end_all(places)

    def end_none(self) -> None:
        """The ends were those of an occasional member, which he is no longer."""
        self.places = {
            pk: Place(place.space, place.role) for pk, place in self.places.items()
        }

    def end_all(self, places: list[Place]) -> None:
        """Who becomes an occasional member has an end everywhere."""
        ends = [place.ends_on for place in places if place.ends_on]
        end = max(ends) if ends else last_day()
        self.places = {
            pk: place if place.ends_on else Place(place.space, place.role, end)
            for pk, place in self.places.items()
        }

    def add(self, places: list[Place]) -> list[Place]:
        """Add the spaces where he is not invited yet; return these."""
        new = [place for place in places if not self.holds(place)]
        self.places |= {place.space.pk: place for place in new}
        return new

    def holds(self, place: Place) -> bool:
        """Does it open this space already, and for days to come?"""
        held = self.places.get(place.space.pk)
        return held is not None and is_to_come(held.ends_on)


def merged(
    draft: Draft, by: Member, guest: Guest, places: list[Place], word: str
) -> list[Place]:
    """Bring into `draft` what `by` gives; return the places that are new."""
    if draft.is_new or owns(by, draft.invitation):
        new = [place for place in places if not draft.holds(place)]
        draft.write(by, guest, places, word)
        return new
    return draft.add(places)


def save(drafts: list[Draft]) -> None:
    """Save invitations, with their professions and their places, in few queries."""
    new = [draft.invitation for draft in drafts if draft.is_new]
    changed = [draft.invitation for draft in drafts if not draft.is_new]
    for made in changed:
        follow(made)
    Invitation.objects.bulk_create(new, 500)
    Invitation.objects.bulk_update(changed, WRITTEN, 200)
    held = Invitation.professions.through
    InvitedTo.objects.filter(invitation__in=changed).delete()
    held.objects.filter(invitation__in=changed).delete()
    InvitedTo.objects.bulk_create(
        [
            InvitedTo(
                invitation=draft.invitation,
                space=place.space,
                role=place.role,
                ends_on=place.ends_on,
            )
            for draft in drafts
            for place in draft.places.values()
        ],
        500,
    )
    held.objects.bulk_create(
        [
            held(invitation_id=draft.invitation.pk, profession_id=profession.pk)
            for draft in drafts
            for profession in draft.professions
        ],
        500,
    )
