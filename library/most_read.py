"""Which documents are read most, these weeks: a number for each, and nobody's name.

Readers who are signed in are counted, once in a while for each document; who added it
is not one of its readers. What was read long ago weighs less each day.
"""

from __future__ import annotations

from django.core.cache import cache
from django.db.models import F, Model
from django.http import HttpRequest

from library.models import Document
from members.models import Member

#: Seconds within which somebody who opens a document again counts once.
ONCE_IN = 6 * 3600
#: What is left of a reading after a day: half of it after five weeks.
A_DAY_LATER = 0.98
NOTHING = 0.01


def note(request: HttpRequest, thing: Model) -> None:
    """The person opened `thing` (`members.opened`)."""
    member = request.user
    if not isinstance(thing, Document) or not isinstance(member, Member):
        return
    if request.method != "GET" or "prefetch" in request.headers.get("Sec-Purpose", ""):
        return
    if member.pk == thing.uploaded_by_user_id:
        return
    if cache.add(f"document-read:{thing.pk}:{member.pk}", 1, ONCE_IN):
        readings = F("readings") + 1
        Document.everything.filter(pk=thing.pk).update(readings=readings)


def fade() -> int:
    """Once a day; how many documents had readings."""
    read = Document.everything.filter(readings__gt=0)
    read.filter(readings__lt=NOTHING).update(readings=0)
    return read.update(readings=F("readings") * A_DAY_LATER)
