"""The weekly round: each link once, one at a time, a few seconds of work at once."""

from __future__ import annotations

import time
from datetime import timedelta
from urllib.parse import urlsplit

from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from library.models.links import LinkRound, OutsideLink
from library.outside.asking import ask
from library.outside.gathering import gather

State = OutsideLink.State
WEEK = timedelta(days=7)
#: A round of one day is not the next day's: the clock of the job moves a little.
A_LITTLE = timedelta(hours=6)
#: Seconds of one piece: a file that waits to be read waits no longer.
PIECE = 5.0
#: Seconds between two questions to one site.
PAUSE = 1.0
#: After everything that people wait for.
PRIORITY = -20
FAILING = [
    State.GONE,
    State.BROKEN,
    State.SLOW,
    State.INSECURE,
    State.UNREACHABLE,
    State.FORBIDDEN,
]
ANSWERING = [State.FINE, State.MOVED]
UNREACHED = [State.UNREACHABLE, State.SLOW]


def look() -> None:
    """The daily job: where links stand today; a round when the last is a week old."""
    gather()
    latest = LinkRound.objects.order_by("-started_at").first()
    now = timezone.now()
    done = latest is not None and latest.ended_at and not latest.is_offline
    if latest and done and latest.started_at > now - WEEK + A_LITTLE:
        return
    begin()


def begin() -> None:
    """Begin a round, in place of one that did not end."""
    LinkRound.objects.all().delete()
    OutsideLink.objects.update(found="")
    LinkRound.objects.create(started_at=timezone.now())
    check_some.using(priority=PRIORITY).enqueue()


@task()
def check_some() -> None:
    """Check for a few seconds, then ask for the rest; the last piece concludes."""
    latest = LinkRound.objects.filter(ended_at=None).first()
    if latest is None:
        return
    until, asked = time.monotonic() + PIECE, ""
    while time.monotonic() < until:
        link = OutsideLink.objects.filter(found="").order_by("pk").first()
        if link is None:
            conclude(latest)
            return
        host = urlsplit(link.address).netloc
        if host == asked:
            time.sleep(PAUSE)
        asked = host
        answer = ask(link.address)
        OutsideLink.objects.filter(pk=link.pk).update(
            found=answer.state, moved_to=answer.moved_to
        )
    check_some.using(priority=PRIORITY).enqueue()


def conclude(latest: LinkRound) -> None:
    """Believe what was found, unless nothing at all was reached: then it is us."""
    now = timezone.now()
    found = OutsideLink.objects.exclude(found="")
    unreached = found.filter(found__in=UNREACHED).exists()
    reached = found.exclude(found__in=[*UNREACHED, State.FORBIDDEN]).exists()
    latest.ended_at, latest.is_offline = now, unreached and not reached
    latest.save()
    if latest.is_offline:
        return
    # Since the first round that found it so; mended, no longer.
    fails = Q(found__in=FAILING)
    found.filter(fails).exclude(state__in=FAILING).update(since=now)
    found.exclude(fails).update(since=None)
    found.filter(found__in=ANSWERING).update(answered_at=now)
    found.update(state=F("found"), checked_at=now)
