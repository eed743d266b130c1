"""The trash: what is withdrawn, taken back, and in the end deleted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from library.changes import announce
from library.models import Document, Reference
from library.models.trash import KEPT
from library.permissions import may_change, may_restore
from members.models import Member, Space
from members.rights import refuse_closed, require


def withdraw(by: Member, thing: Document | Reference) -> None:
    """Take a thing away from everyone at once. It can be taken back for thirty days."""
    require(may_change(by, thing))
    mark(thing, timezone.now(), by)


def restore(by: Member, thing: Document | Reference) -> None:
    """Put a thing back where it was, as it was."""
    require(may_restore(by, thing))
    mark(thing, None, None)


def mark(thing: Document | Reference, at: datetime | None, by: Member | None) -> None:
    """By a query, not by `save`: Wagtail's signals look for what they index among
    `objects`, where it is no more.
    """
    thing.trashed_at, thing.trashed_by = at, by
    with transaction.atomic():
        refuse_closed(thing)
        same = type(thing).everything.filter(pk=thing.pk)
        same.update(trashed_at=at, trashed_by=by)
        announce([f"{thing._meta.model_name}:{thing.pk}"])


def purge() -> None:
    """The daily job: delete what has been there for thirty days, with its files.

    Nothing changes in a space that is frozen or archived: there it waits.
    """
    old = timezone.now() - KEPT
    for model in (Document, Reference):
        due = model.everything.filter(trashed_at__lt=old, space__state=Space.State.OPEN)
        for thing in due.order_by("pk").iterator(100):
            thing.delete()
