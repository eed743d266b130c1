"""When a person last came to *Mon espace*: what is new there is new since then."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from home.models import Visit
from members.models import Member

#: *Mon espace* opened again within this time is the same visit: what was new stays so.
SAME_VISIT = timedelta(hours=1)
#: Between two notes of a visit that lasts.
NOTED_EVERY = timedelta(minutes=5)


def note(member: Member) -> datetime | None:
    """Note that `member` is here; return when he was last here before this visit.

    None at his first visit.
    """
    now = timezone.now()
    visit, is_first = Visit.objects.get_or_create(member=member, defaults={"at": now})
    if is_first:
        return None
    gone_for = now - visit.at
    if gone_for > SAME_VISIT:
        visit.before = visit.at
    if gone_for > NOTED_EVERY:
        visit.at = now
        visit.save(update_fields=["at", "before"])
    return visit.before


def forget(member: Member) -> None:
    """When he came is nobody's once he has left (`members.leaving.forgetters`)."""
    Visit.objects.filter(member=member).delete()


def part(member: Member) -> dict[str, Any]:
    """What is held of it, for the copy of his data (GDPR, article 15)."""
    visit = Visit.objects.filter(member=member).first()
    return {
        "dernière visite": visit.at if visit else None,
        "visite d’avant": visit.before if visit else None,
    }
