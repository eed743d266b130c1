"""« Lu et compris »: who is asked to read a protocol, who has, who has not.

Asked are the people of the professions concerned who see the space, but for those who
wrote or approved the protocol. A new version asks again, unless who gave it said that
nothing is to be read again. Nobody is asked in a space that is frozen or archived.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from library.models import Document, Protocol, ReadingAsked, Understood
from library.protocols.needed import with_needed
from members.models import Member, Membership, Space
from members.refusals import Refused
from members.rights import require, require_open

FOR_ALL = [Space.Visibility.PUBLIC, Space.Visibility.MEMBERS]


def asking() -> QuerySet[Protocol]:
    """Protocols in use that ask to be read, in open spaces, with `needed`."""
    asked = Protocol.objects.filter(
        asked_at__isnull=False,
        document__in=Document.objects.in_use(),
        document__space__state=Space.State.OPEN,
    )
    return with_needed(asked).select_related("document__space", "document__current")


def people_of(protocol: Protocol) -> QuerySet[Member]:
    """Those who are asked to read it."""
    space = protocol.document.space
    inside = Membership.objects.current().filter(space=space).values("member")
    seen = Q(pk__in=inside)
    if space.visibility in FOR_ALL:
        seen |= ~Q(role=Member.Role.OCCASIONAL)
    concerned = Member.objects.filter(professions__in=protocol.professions.all())
    signed = protocol.signatories.filter(member__isnull=False).values("member")
    return (
        Member.objects.listed()
        .filter(seen, pk__in=concerned.values("pk"))
        .exclude(pk__in=signed)
    )


def asked_of(member: Member) -> QuerySet[Protocol]:
    """Protocols that `member` is asked to read, read or not."""
    inside = Membership.objects.current().filter(member=member).values("space")
    spaces = Q(document__space__in=inside)
    if member.role != Member.Role.OCCASIONAL:
        spaces |= Q(document__space__visibility__in=FOR_ALL)
    concerned = Protocol.objects.filter(professions__in=member.professions.all())
    signed = Protocol.objects.filter(signatories__member=member)
    return (
        asking()
        .filter(spaces, pk__in=concerned.values("pk"))
        .exclude(pk__in=signed.values("pk"))
        .order_by("asked_at", "pk")
    )


def read_by(member: Member) -> Exists:
    """Has he read what is needed of a protocol of `with_needed`?"""
    return Exists(
        Understood.objects.filter(
            document=OuterRef("document"),
            member=member,
            number__gte=OuterRef("needed"),
        )
    )


def pending_of(member: Member) -> QuerySet[Protocol]:
    """Protocols that he has still to read, the oldest asked first."""
    return asked_of(member).exclude(read_by(member))


def readers(protocol: Protocol) -> QuerySet[Any]:
    """Those who are asked, each with `read`: the last version that he has read, of
    those that count; None when he has still to read. `protocol` is of `with_needed`.
    """
    counts = Q(understood__document=protocol.document_id) & Q(
        understood__number__gte=protocol.needed
    )
    people = people_of(protocol)
    last = Max("understood__number", filter=counts)
    return people.annotate(read=last).order_by("folded", "pk")


@dataclass(frozen=True)
class Reader:
    """`read` is the version that he has read, at `at`, of those that count; `before`
    what he had read before; `told` is how he was asked.
    """

    person: Member
    read: int | None
    at: datetime | None
    told: ReadingAsked | None
    before: Understood | None = None


def dated(protocol: Protocol, people: Iterable[Any]) -> list[Reader]:
    """What is known of each of `readers`, in two queries for all."""
    rows = list(people)
    mine = {"document": protocol.document_id, "member__in": rows}
    said = list(Understood.objects.filter(**mine).order_by("number"))
    at = {(each.member_id, each.number): each.at for each in said}
    before = {each.member_id: each for each in said if each.number < protocol.needed}
    told = {
        each.member_id: each
        for each in ReadingAsked.objects.filter(**mine, number=protocol.needed)
    }
    return [
        Reader(
            row,
            row.read,
            at.get((row.pk, row.read)),
            told.get(row.pk),
            before.get(row.pk),
        )
        for row in rows
    ]


def understand(by: Member, document: Document, number: int) -> None:
    """« J’ai lu et compris » version `number`. Safe to say twice.

    Raises Refused when another version is read meanwhile, or nobody asks it of him.
    """
    with transaction.atomic():
        held: Document = Document.objects.select_for_update().get(pk=document.pk)
        require_open(held.space)
        require(Document.objects.visible_to(by).filter(pk=held.pk).exists())
        if not asked_of(by).filter(document=held).exists():
            raise Refused("Personne ne vous demande de lire ce document.")
        now = held.current.number if held.current else 0
        if number != now:
            raise Refused(
                f"La version {now} a remplacé celle que vous aviez sous les yeux"
                "\u202f: lisez-la, puis confirmez."
            )
        Understood.objects.get_or_create(document=held, member=by, number=now)
