"""The one door: what lives in a space, and who may see, add and change it.

Design § 1. A model that lives in a space has `InSpace` as its base and
`SpacedQuerySet` as its queries; there are no other rights. In a space that is frozen
or archived nothing changes, whoever asks and by whatever door.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.signals import pre_delete, pre_save

from members.models.people import Member
from members.models.spaces import Space
from members.refusals import SpaceClosed

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
        """Things that `user` may change: those of the open spaces he edits."""
        return self.filter(space__in=Space.objects.changed_by(user))


class InSpace(models.Model):
    """A thing that lives in exactly one space."""

    space = models.ForeignKey(
        Space, models.PROTECT, verbose_name="espace", related_name="%(class)ss"
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Tell a form, any form, that the space is closed: nothing typed is lost."""
        super().clean()
        closed = closed_space_of(self)
        if closed is not None:
            raise ValidationError(closed.why_closed, code="closed")


#: What is worked out of a file when it is shown: not a change.
WORKED_OUT = {"file_size", "file_hash"}


def closed_space_of(thing: InSpace) -> Space | None:
    """The frozen or archived space that `thing` is in, or would be once saved."""
    concerned = Q(pk=thing.space_id)
    if thing.pk:
        before = type(thing)._base_manager.filter(pk=thing.pk)
        concerned |= Q(pk__in=before.values("space"))
    return Space.objects.filter(concerned).exclude(state=Space.State.OPEN).first()


def refuse_closed(thing: InSpace) -> None:
    """Raise SpaceClosed when nothing may change in the space of `thing`."""
    closed = closed_space_of(thing)
    if closed is not None:
        raise SpaceClosed(closed.why_closed)


def require_open(space: Space) -> None:
    """Raise SpaceClosed when nothing may change in `space`, read afresh."""
    now = Space.objects.get(pk=space.pk)
    if not now.is_open:
        raise SpaceClosed(now.why_closed)


def require(allowed: bool, space: Space | None = None) -> None:
    """Raise unless `allowed`: SpaceClosed if that is why, or else PermissionDenied."""
    if allowed:
        return
    if space is not None:
        require_open(space)
    raise PermissionDenied


def keep_closed(
    sender: type[models.Model],
    instance: models.Model,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **kwargs: Any,
) -> None:
    """Before a thing is saved or deleted: refuse when its space is closed.

    The last line, behind the rights and the forms. A signal, because Wagtail's admin
    saves and deletes by many ways that meet nowhere else.
    """
    if raw or not isinstance(instance, InSpace):
        return
    if update_fields is not None and set(update_fields) <= WORKED_OUT:
        return
    refuse_closed(instance)


def connect() -> None:
    pre_save.connect(keep_closed, dispatch_uid="members.keep_closed")
    pre_delete.connect(keep_closed, dispatch_uid="members.keep_closed")


def may_contribute(user: User, space: Space) -> bool:
    """May `user` add things to `space`?"""
    return Space.objects.contributed_by(user).filter(pk=space.pk).exists()


def may_edit(user: User, space: Space) -> bool:
    """May `user` publish and change what others put in `space`, now?"""
    return Space.objects.changed_by(user).filter(pk=space.pk).exists()


def publishes_at_once(user: User, space: Space) -> bool:
    """Is what `user` adds to `space` published without an editor's look?"""
    return may_edit(user, space) or (
        space.contribution == Space.Contribution.PUBLISH and may_contribute(user, space)
    )
