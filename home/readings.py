"""How often each page is opened: a number a month, and nobody's name.

Readers who are signed in are counted, for a program is not told from a stranger; the
owner of a page is not one of its readers.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F, Model
from django.utils import timezone

from home.models import Reading
from members.models import Member
from pages.models import ContentPage

#: A year, and the same months of the year before to compare with.
KEPT = timedelta(days=2 * 366)


def this_month() -> date:
    return timezone.localdate().replace(day=1)


def count(member: Member, thing: Model) -> None:
    """One more reading of a page; nothing for what is no page."""
    if not isinstance(thing, ContentPage) or thing.owner_id == member.pk:
        return
    row = {"page_id": thing.pk, "month": this_month()}
    if not Reading.objects.filter(**row).update(count=F("count") + 1):
        made, is_new = Reading.objects.get_or_create(**row, defaults={"count": 1})
        if not is_new:  # another reader came between
            Reading.objects.filter(pk=made.pk).update(count=F("count") + 1)


def purge() -> None:
    """Once a day: remove what is too old."""
    Reading.objects.filter(month__lt=timezone.localdate() - KEPT).delete()
