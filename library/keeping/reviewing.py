"""Documents stay right: who answers for one says so by a click, as for pages.

The monthly mail is that of `pages.publishing.reviewing`: one for both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from library.changes import announce
from library.models import Document
from library.permissions import may_change
from members.models import Member, Space
from members.months import end_of_month, in_months
from members.rights import require, require_open
from pages.publishing.reviewing import Line, read_token, token_of, whom_to_tell

SALT = "library.keeping.reviewing"


def confirm(by: Member, document: Document) -> Document:
    """« Toujours valable »: verified today, to be looked at again in so many months."""
    with transaction.atomic():
        held = Document.everything.select_for_update().get(pk=document.pk)
        require_open(held.space)
        require(may_change(by, held))
        held.verified_on = timezone.localdate()
        held.plan_review(held.review_months)
        same = Document.everything.filter(pk=held.pk)
        same.update(verified_on=held.verified_on, review_on=held.review_on)
        announce([f"document:{held.pk}"])
    return held


def due(until: Any) -> Any:
    """What people read in open spaces and is to be looked at again by that day."""
    return (
        Document.objects.in_use()
        .filter(review_on__lte=until, space__state=Space.State.OPEN)
        .select_related("space", "uploaded_by_user")
        .order_by("review_on", "pk")
    )


def due_for(user: Member, until: Any) -> Any:
    """Those that `user` answers for: his own, and those of the spaces he edits."""
    his = Q(uploaded_by_user=user, space__in=Space.objects.published_by(user))
    mine = his | Q(space__in=Space.objects.edited_by(user))
    return due(until).visible_to(user).filter(mine)


def by_person() -> dict[Member, list[Line]]:
    """What the monthly mail says, by person: `pages.publishing.reviewing.givers`."""
    this_month = due(end_of_month(timezone.localdate()))

    publishes: dict[int, set[int]] = {}

    def author(document: Document) -> Member | None:
        """Who gave it, while it is still his to confirm (`may_change`)."""
        one = document.uploaded_by_user
        if one is None:
            return None
        if one.pk not in publishes:
            spaces = Space.objects.published_by(one).values_list("pk", flat=True)
            publishes[one.pk] = set(spaces)
        return one if document.space_id in publishes[one.pk] else None

    def line(person: Member, document: Document) -> Line:
        link = reverse(
            "library:confirm_by_mail", args=[token_of(person, document, SALT)]
        )
        assert document.review_on is not None
        return Line(
            document.title, document.review_on, document.get_absolute_url(), link
        )

    return {
        person: [line(person, document) for document in documents]
        for person, documents in whom_to_tell(this_month, author).items()
    }


@dataclass(frozen=True)
class Link:
    """The link of a mail: whose, and of which document."""

    person: Member
    document: Document

    @property
    def is_served(self) -> bool:
        """Was it confirmed since, by the link or otherwise?"""
        ends = in_months(timezone.localdate(), 1)
        review_on = self.document.review_on
        return review_on is None or review_on > end_of_month(ends)


def of_token(token: str) -> Link | None:
    """What a link is for; None when it is over, altered, or when its person may not
    confirm that document any more.
    """
    person, key = read_token(token, SALT)
    if person is None:
        return None
    told = Document.objects.in_use().values("pk")
    read = Q(pk__in=told) | Q(status=Document.Status.ARCHIVED)
    seen = Document.objects.visible_to(person).filter(read)
    document = seen.select_related("space", "archived_by").filter(pk=key).first()
    if document is None or not may_change(person, document):
        return None
    return Link(person, document)
