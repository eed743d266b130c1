"""The one door: what lives in a space, and who may see, add and change it.

Design § 1. A model that lives in a space has `InSpace` as its base and
`SpacedQuerySet` as its queries; there are no other rights.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from members.models.people import Member
from members.models.spaces import Space

User = Member | AnonymousUser
Thing_co = TypeVar("Thing_co", bound=models.Model, covariant=True)

if TYPE_CHECKING:

    class Queries(models.QuerySet[Thing_co], Generic[Thing_co]):
        pass
else:

    class Queries(models.QuerySet, Generic[Thing_co]):
        pass


class SpacedQuerySet(Queries[Thing_co]):
    """Queries of things that live in a space.

    A model whose things may be drafts gives `published`, the condition under which
    everyone who sees the space sees the thing, and `author`, the name of the field
    that holds its author (who sees it all the same).
    """

    published: ClassVar[Q] = Q()
    author: ClassVar[str] = ""

    def visible_to(self, user: User) -> Any:
        """Things that `user` may see; without a session, those of public spaces."""
        seen = self.filter(space__in=Space.objects.visible_to(user))
        if not self.published:
            return seen
        if not isinstance(user, Member):
            return seen.filter(self.published)
        mine = Q(space__in=Space.objects.edited_by(user)) | Q(**{self.author: user})
        return seen.filter(self.published | mine)

    def editable_by(self, user: User) -> Any:
        """Things that `user` may change: those of the spaces he edits."""
        return self.filter(space__in=Space.objects.edited_by(user))


class InSpace(models.Model):
    """A thing that lives in exactly one space."""

    space = models.ForeignKey(
        Space, models.PROTECT, verbose_name="espace", related_name="%(class)ss"
    )

    class Meta:
        abstract = True


def may_contribute(user: User, space: Space) -> bool:
    """May `user` add things to `space`?"""
    return Space.objects.contributed_by(user).filter(pk=space.pk).exists()


def may_edit(user: User, space: Space) -> bool:
    """May `user` publish and change what others put in `space`?"""
    return Space.objects.edited_by(user).filter(pk=space.pk).exists()


def publishes_at_once(user: User, space: Space) -> bool:
    """Is what `user` adds to `space` published without an editor's look?"""
    return may_edit(user, space) or (
        space.contribution == Space.Contribution.PUBLISH and may_contribute(user, space)
    )
