"""The short history of a page: what readers may know of it, and nothing of drafts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.fields.json import KeyTextTransform
from wagtail.models import PageLogEntry

from members.models import Member
from members.rights import User

if TYPE_CHECKING:
    from pages.models import ContentPage

#: Lines beside the page; the others have a page of their own.
SHORT = 10
SAID = {
    "wagtail.publish": "publiée",
    "wagtail.publish.scheduled": "publiée, à la date prévue",
    "wagtail.unpublish": "retirée de la publication",
    "wagtail.unpublish.scheduled": "retirée, à la date prévue",
    "wagtail.move": "déplacée",
    "pages.verify": "vérifiée, toujours valable",
    "pages.correct": "corrigée",
}
#: A correction is written and published in one go.
AT_ONCE = timedelta(seconds=10)
PUBLISHED = {"wagtail.publish", "wagtail.publish.scheduled"}


@dataclass(frozen=True)
class Line:
    """`by` and `thanks` are names, which only who is signed in reads."""

    at: datetime
    what: str
    by: str = ""
    thanks: str = ""
    word: str = ""


def entries(page: ContentPage) -> QuerySet[Any]:
    """What happened to the page since readers see it, the newest first."""
    found = PageLogEntry.objects.filter(page_id=page.pk, action__in=SAID)
    if page.first_published_at is not None:
        # A draft that moved or was verified before is no affair of readers.
        found = found.filter(timestamp__gte=page.first_published_at)
    return (
        found.select_related("user")
        .annotate(
            word=KeyTextTransform("change_note", "revision__content"),
            is_again=Exists(
                PageLogEntry.objects.filter(
                    page_id=page.pk,
                    action__in=PUBLISHED,
                    timestamp__lt=OuterRef("timestamp"),
                )
            ),
        )
        .order_by("-timestamp", "-pk")
    )


def lines(found: Any, user: User) -> list[Line]:
    """Of entries: two queries, however many they are."""
    rows = list(found)
    rows = [row for n, row in enumerate(rows) if not is_told(row, rows[n - 1 : n])]
    keys = {row.data.get("author") for row in rows if row.action == "pages.correct"}
    named = isinstance(user, Member)
    authors = Member.objects.get_queryset().in_bulk(keys - {None}) if named else {}
    return [line(row, authors, named) for row in rows]


def is_told(row: Any, after: list[Any]) -> bool:
    """Is a publication told already by the line `after` it, « corrigée »?"""
    return (
        row.action in PUBLISHED
        and bool(after)
        and after[0].action == "pages.correct"
        and after[0].user_id == row.user_id
        and after[0].timestamp - row.timestamp < AT_ONCE
    )


def line(row: Any, authors: dict[Any, Member], named: bool) -> Line:
    what, word = SAID[row.action], ""
    if row.action in PUBLISHED:
        word = row.word or ""
        if row.is_again:
            what = what.replace("publiée", "mise à jour")
    author = authors.get(row.data.get("author"))
    return Line(
        at=row.timestamp,
        what=what,
        by=row.user.get_full_name() if named and row.user else "",
        thanks=author.get_full_name() if author else "",
        word=word,
    )


def newest(page: ContentPage, user: User) -> tuple[list[Line], bool]:
    """The last lines, and whether there are more."""
    rows = list(entries(page)[: SHORT + 1])
    return lines(rows[:SHORT], user), len(rows) > SHORT
