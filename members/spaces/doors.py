"""A space as a person meets it: is he in it, may he enter, does he wait?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from members.listed import fold
from members.models import (
    Member,
    Membership,
    Space,
    SpaceQuerySet,
    SpaceRequest,
)
from members.spaces import closed


@dataclass(frozen=True)
class Door:
    """`seen` tells whether the person sees what is inside, or only what it is for.

    `request` waits for its answer; `refused` is his last one, to which it was no.
    """

    space: Space
    seen: bool
    membership: Membership | None = None
    request: SpaceRequest | None = None
    refused: SpaceRequest | None = None

    @property
    def may(self) -> str:
        """`join`, `ask`, or nothing."""
        if self.membership or self.request or not self.space.is_open:
            return ""
        return {Space.Joining.OPEN: "join", Space.Joining.REQUEST: "ask"}.get(
            Space.Joining(self.space.joining), ""
        )

    @property
    def url(self) -> str:
        if self.seen:
            return self.space.get_absolute_url()
        return reverse("members:space_join", args=[self.space.slug])


def doors(user: Member, spaces: Iterable[Space]) -> list[Door]:
    """Each space with what it is for `user`: four queries, however many."""
    spaces = list(spaces)
    closed.look_up(spaces)
    keys = [space.pk for space in spaces]
    seen = set(
        Space.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True)
    )
    places = Membership.objects.current().filter(member=user, space__in=keys)
    mine = {membership.space_id: membership for membership in places}
    requests = SpaceRequest.objects.filter(member=user, space__in=keys).order_by("pk")
    last = {request.space_id: request for request in requests}

    def asked(space: Space, state: str) -> SpaceRequest | None:
        request = last.get(space.pk)
        return request if request is not None and request.state == state else None

    return [
        Door(
            space,
            space.pk in seen,
            mine.get(space.pk),
            asked(space, SpaceRequest.State.WAITING),
            None if space.pk in mine else asked(space, SpaceRequest.State.REFUSED),
        )
        for space in spaces
    ]


def door(user: Member, space: Space) -> Door:
    return doors(user, [space])[0]


def search(spaces: SpaceQuerySet, text: str) -> SpaceQuerySet:
    """Those whose name or purpose has every word of `text`, accents aside."""
    words = fold(text).split()
    if not words:
        return spaces
    found = [
        pk
        for pk, name, purpose in spaces.values_list("pk", "name", "purpose")
        if all(word in fold(f"{name} {purpose}") for word in words)
    ]
    return spaces.filter(pk__in=found)
