"""One mail to each person, for the protocols that he has still to read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from background import mail
from library.models import Document, Protocol, ReadingAsked
from library.permissions import may_publish
from library.protocols import reading
from members.models import Member
from members.refusals import Refused
from members.rights import require, require_open

HOUR = 8
#: Days between a mail and the next: after the first, then after each other.
WAITS = (14, 30)


def due_on(asked: ReadingAsked | None) -> date:
    """The day of the next mail."""
    if asked is None or asked.last_on is None:
        return date.min
    return asked.last_on + timedelta(WAITS[min(asked.times, len(WAITS)) - 1])


def pending() -> dict[Member, list[Protocol]]:
    """What each person has still to read."""
    found: dict[Member, list[Protocol]] = defaultdict(list)
    for protocol in reading.asking().order_by("asked_at", "pk"):
        people = reading.readers(protocol)
        for person in people.filter(read=None):
            found[person].append(protocol)
    return found


def remind() -> int:
    """The daily job; returns how many mails left."""
    return sum(tell(person, protocols) for person, protocols in pending().items())


def remind_now(by: Member, document: Document) -> int:
    """An editor asks again, today, those who have not read; how many mails left.

    Raises Refused when there is nobody left to ask.
    """
    require_open(document.space)
    require(may_publish(by, document))
    protocol = reading.asking().filter(document=document).first()
    if protocol is None:
        raise Refused("La lecture de ce document n’est plus demandée.")
    people = reading.readers(protocol)
    waiting = list(people.filter(read=None))
    if not waiting:
        raise Refused("Tout le monde l’a lu\u202f: personne à relancer.")
    told = sum(tell(person, [protocol], now=True) for person in waiting)
    if not told:
        raise Refused(
            "Un mail est déjà parti aujourd’hui à chacun. Relancez un autre jour."
        )
    return told


def tell(person: Member, protocols: Iterable[Protocol], *, now: bool = False) -> bool:
    """Write to him if it is time for one of `protocols` at least, or `now`.

    Never twice on a day for one, whoever asks. Two workers at once send one mail.
    """
    today = timezone.localdate()
    wanted = {(each.document_id, each.needed): each for each in protocols}
    with transaction.atomic():
        Member.objects.select_for_update().get(pk=person.pk)
        rows = ReadingAsked.objects.filter(member=person)
        before = {(row.document_id, row.number): row for row in rows}
        asked = {key: before.get(key) for key in wanted}
        fresh = [k for k, row in asked.items() if row is None or row.last_on != today]
        if not fresh or not (now or any(due_on(asked[k]) <= today for k in fresh)):
            return False
        for document, number in fresh:
            row, _ = ReadingAsked.objects.get_or_create(
                document_id=document, member=person, number=number
            )
            row.times, row.last_on = row.times + 1, today
            row.save()
        write(person, [wanted[key].document for key in fresh])
    return True


def write(person: Member, documents: list[Document]) -> None:
    lines = [
        {
            "document": document,
            "url": urljoin(f"{settings.SITE_ADDRESS}/", document.get_absolute_url()),
        }
        for document in documents
    ]
    context = {"member": person, "lines": lines, "count": len(lines)}
    mail.post("protocols_to_read", person.email, context)
