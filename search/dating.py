"""The day of a thing: it sorts it, counts it in a year, and is shown with it."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone

from library.models import Document, Reference
from pages.models import ContentPage


class Day(NamedTuple):
    """`called` stands before it: « ajouté le », « daté du », or nothing."""

    day: date
    called: str


def day_of(thing: Document | Reference | ContentPage) -> Day | None:
    """When it was written as far as is known, in the time zone of the site.

    A document is of the day that somebody says; else of the one that its file says:
    what was typed in 2013 is of 2013, even if it was added yesterday. One that says to
    be of after it was added had a clock that was wrong.
    """
    if isinstance(thing, Document):
        if thing.written_on:
            return Day(thing.written_on, "daté du")
        version = thing.current
        if version and version.dated and version.dated <= local(version.added_at):
            return Day(version.dated, "daté du")
        return Day(local(thing.created_at), "ajouté le")
    if isinstance(thing, Reference):
        return Day(thing.date, "") if thing.date else None
    told: date | None = getattr(thing, "news_day", None)
    if told is not None:
        return Day(told, "du")
    since = thing.last_published_at
    return Day(local(since), "publiée le") if since else None


def local(moment: datetime) -> date:
    return timezone.localtime(moment).date()
