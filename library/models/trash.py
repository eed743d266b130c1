"""Things that were withdrawn: gone for everyone, and kept thirty days to be taken back.

`objects` of such a model leaves them out, whatever asks: lists, counts, the admin, the
index. Who means them asks `everything`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from members.models import Member, Space
from members.rights import InSpace, SpacedQuerySet, Thing_co, User

KEPT = timedelta(days=30)


class TrashedSet(SpacedQuerySet[Thing_co]):
    """The one door, narrowed to what is not in the trash.

    `adder` is the name of the field that holds who added the thing.
    """

    adder: ClassVar[str] = ""

    def visible_to(self, user: User) -> Any:
        """What `user` may see. Nothing that is in the trash, for anyone."""
        return super().visible_to(user).filter(trashed_at=None)

    def in_trash_of(self, user: User) -> Any:
        """Withdrawn things that `user` is shown: his own, those of spaces he edits."""
        if not isinstance(user, Member):
            return self.none()
        mine = Q(space__in=Space.objects.edited_by(user)) | Q(**{self.adder: user})
        return self.filter(
            mine,
            space__in=Space.objects.visible_to(user),
            trashed_at__isnull=False,
        )


class OutOfTrash(models.Manager[Any]):
    def get_queryset(self) -> Any:
        return super().get_queryset().filter(trashed_at=None)


class Withdrawable(InSpace):
    """A thing that is withdrawn before it is deleted."""

    trashed_at = models.DateTimeField(
        "à la corbeille depuis", null=True, editable=False, db_index=True
    )
    trashed_by = models.ForeignKey(
        Member,
        models.SET_NULL,
        verbose_name="mis à la corbeille par",
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        abstract = True

    @property
    def purged_on(self) -> Any:
        """When it goes for good."""
        return self.trashed_at + KEPT if self.trashed_at else None
