"""Who sees what a space holds, in words: « Vu par … »."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from members.models import Member, Space, SpaceQuerySet
from members.rights import User


@dataclass(frozen=True)
class Audience:
    """`people` is how many members belong to it, or see it when all members do."""

    space: Space
    people: int
    at_once: bool = True

    @property
    def words(self) -> str:
        if self.space.is_public:
            return "tout le monde, sans se connecter"
        people = f"{self.people}\u00a0personne{'s' if self.people > 1 else ''}"
        if self.space.visibility == Space.Visibility.MEMBERS:
            return f"tous les membres permanents, {people}"
        return people

    @property
    def told(self) -> str:
        """What becomes of a thing that is added to the space, in a sentence or two."""
        told = f"«\u202f{self.space.name}\u202f»\u202f: vu par {self.words}."
        if self.at_once:
            return told
        return (
            f"{told} Une personne qui anime l’espace publiera\u202f; d’ici là, seules "
            "elle et vous le voyez."
        )


def audience(space: Space) -> Audience:
    """The audience of one space."""
    return audiences(Space.objects.filter(pk=space.pk))[0]


def audiences(spaces: SpaceQuerySet, user: User | None = None) -> list[Audience]:
    """The audience of each space; with `user`, also whether he publishes at once."""
    edited: set[int] = set()
    if user is not None:
        edited = set(Space.objects.edited_by(user).values_list("pk", flat=True))
    everyone = (
        Member.objects.filter(is_active=True)
        .exclude(role=Member.Role.OCCASIONAL)
        .count()
    )
    shown = []
    for space in spaces.with_people_count().annotate(guests=guests()):
        of_all = space.visibility == Space.Visibility.MEMBERS
        people = everyone + space.guests if of_all else space.people_count
        # The space is one where he adds things: members.rights.publishes_at_once.
        direct = space.contribution == Space.Contribution.PUBLISH
        shown.append(Audience(space, people, space.pk in edited or direct))
    return shown


def guests() -> Count:
    """How many occasional members a space has today."""
    today = timezone.localdate()
    return Count(
        "memberships",
        filter=Q(
            memberships__member__is_active=True,
            memberships__member__role=Member.Role.OCCASIONAL,
        )
        & (Q(memberships__ends_on__isnull=True) | Q(memberships__ends_on__gte=today)),
    )
