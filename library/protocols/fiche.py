"""What the page of a protocol shows of it, and what it asks of the person."""

from __future__ import annotations

from dataclasses import dataclass, field

from library.models import Document, Protocol, Reference, Signatory, Understood
from library.official.changes import Changed, unseen_by_protocol
from library.protocols import reading
from library.protocols.needed import with_needed
from members.models import Member
from members.rights import User

Groups = list[tuple[str, list[Signatory]]]


@dataclass
class Fiche:
    """`must_read`: is it asked of him, and not yet done? `read`: his last word on it.

    `asked` and `have_read` count people, for who may know; else None.
    """

    protocol: Protocol
    professions: list[str]
    authors: Groups
    validators: Groups
    missing: list[str] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    must_read: bool = False
    read: Understood | None = None
    asked: int | None = None
    have_read: int = 0


def by_profession(people: list[Signatory]) -> Groups:
    """In the order in which professions come first."""
    found: dict[str, list[Signatory]] = {}
    for each in people:
        name = each.profession.name if each.profession else ""
        found.setdefault(name, []).append(each)
    return list(found.items())


def fiche_of(document: Document, user: User, *, counts: bool) -> Fiche | None:
    """None for a document that is no protocol."""
    if not document.is_protocol:
        return None
    found = Protocol.objects.filter(document=document)
    protocol = (
        with_needed(found)
        .select_related("document__space", "document__current")
        .first()
    )
    if protocol is None:
        return None
    people = list(protocol.signatories.select_related("profession", "member"))
    parts = {
        part: [each for each in people if each.part == part] for part in Signatory.Part
    }
    professions = [each.name for each in protocol.professions.all()]
    signed = {
        e.profession.name for e in parts[Signatory.Part.VALIDATOR] if e.profession
    }
    fiche = Fiche(
        protocol,
        professions,
        by_profession(parts[Signatory.Part.AUTHOR]),
        by_profession(parts[Signatory.Part.VALIDATOR]),
        missing=[name for name in professions if name not in signed],
    )
    seen = Reference.objects.visible_to(user).filter(protocols=protocol)
    fiche.references = list(seen.for_lists().order_by("title", "pk"))
    if fiche.references:
        fiche.changed = unseen_by_protocol(protocol, user)
    if isinstance(user, Member):
        asked = reading.pending_of(user)
        fiche.must_read = asked.filter(document=document).exists()
        mine = Understood.objects.filter(document=document, member=user)
        fiche.read = mine.order_by("-number").first()
    if counts and protocol.asks_reading:
        all_of_them = reading.readers(protocol)
        fiche.asked = all_of_them.count()
        fiche.have_read = all_of_them.filter(read__isnull=False).count()
    return fiche
