"""What is no longer followed is archived: still read, and said to be so everywhere."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from library.changes import announce
from library.models import Document
from library.permissions import may_publish
from members.french import quoted
from members.models import Member
from members.refusals import Refused
from members.rights import require, require_open

Status = Document.Status
FIELDS = ("status", "archived_at", "archived_by", "archive_word", "superseded_by")


def archive(
    by: Member,
    document: Document,
    word: str = "",
    superseded_by: Document | None = None,
) -> None:
    """Say that a published document is not to be followed any more, and what is.

    Raises Refused when it is not published (any more), or when what replaces it is
    itself, is archived, or is replaced by it.
    """
    with transaction.atomic():
        held = taken(by, document)
        if held.status != Status.PUBLISHED or held.at_door:
            raise Refused(
                "Seul un document publié s’archive\u202f: celui-ci ne l’est pas, ou ne "
                "l’est plus. Relisez sa page."
            )
        if superseded_by is not None:
            if superseded_by.pk == held.pk:
                raise Refused("Un document ne se remplace pas lui-même.")
            if superseded_by.status != Status.PUBLISHED or superseded_by.at_door:
                raise Refused(
                    f"{quoted(superseded_by.title)} n’est pas publié\u202f: il ne peut "
                    "rien remplacer pour l’instant."
                )
        held.status = Status.ARCHIVED
        held.archived_at, held.archived_by = timezone.now(), by
        held.archive_word, held.superseded_by = word.strip(), superseded_by
        write(held)


def take_out(by: Member, document: Document) -> None:
    """Publish again what was archived. Raises Refused when it is not (any more)."""
    with transaction.atomic():
        held = taken(by, document)
        if held.status != Status.ARCHIVED:
            raise Refused("Ce document n’est pas archivé.")
        held.status = Status.PUBLISHED
        held.archived_at = held.archived_by = held.superseded_by = None
        held.archive_word = ""
        write(held)


def taken(by: Member, document: Document) -> Document:
    """The document as it is now, held while it changes; for its editors."""
    held: Document = Document.objects.select_for_update().get(pk=document.pk)
    require_open(held.space)
    require(may_publish(by, held))
    return held


def write(document: Document) -> None:
    same = Document.everything.filter(pk=document.pk)
    same.update(
        **{name: getattr(document, name) for name in FIELDS}, changed_at=timezone.now()
    )
    announce([f"document:{document.pk}"])
