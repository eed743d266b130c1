"""What a person opened lately: for him alone, the last twenty, thirty days at most."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone

from home import kinds, readings
from home.kinds import Named
from home.models import Opened
from members.models import Member

MOST = 20
KEPT = timedelta(days=30)
#: Opened again within this time is not written again.
SAME_READING = timedelta(minutes=5)


def note(request: HttpRequest, thing: models.Model) -> None:
    """Remember that the person opened `thing` (`members.opened`)."""
    member = request.user
    if not isinstance(member, Member) or request.method != "GET":
        return
    if "prefetch" in request.headers.get("Sec-Purpose", ""):  # nobody reads it yet
        return
    mine = Opened.objects.filter(member=member)
    named = {"kind": kinds.kind_of(thing), "thing_id": thing.pk}
    now = timezone.now()
    last = mine.first()
    is_last = last and (last.kind, last.thing_id) == tuple(named.values())
    if last and is_last and last.at > now - SAME_READING:
        return
    with transaction.atomic():
        Opened.objects.update_or_create(member=member, **named, defaults={"at": now})
        kept = list(mine.values_list("pk", flat=True)[:MOST])
        mine.exclude(pk__in=kept).delete()
        readings.count(member, thing)


def of(member: Member, request: HttpRequest | None = None) -> list[Named]:
    """What he sees of it today, the last opened first."""
    since = timezone.now() - KEPT
    mine = Opened.objects.filter(member=member, at__gt=since)
    return kinds.named(mine, member, request)


def clear(member: Member) -> None:
    """At his word, or once he has left: nothing of it remains."""
    Opened.objects.filter(member=member).delete()


def purge() -> None:
    """Once a day: remove what is too old."""
    Opened.objects.filter(at__lt=timezone.now() - KEPT).delete()


def part(member: Member) -> list[dict[str, Any]]:
    """For the copy of his data (GDPR, article 15)."""
    return [
        {"nature": each.kind, "titre": each.title, "ouvert le": each.at}
        for each in of(member)
    ]
