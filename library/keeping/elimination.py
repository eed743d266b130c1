"""What has been of use long enough, and what becomes of it.

A category says for how many years what is filed there is of use, and what comes after
(*tableau de gestion*). The years run from the day on which the document was archived;
for one that never was, from that of the file that people read. What is to be destroyed
goes to the Archives départementales as a list, and is destroyed on their visa only
(code du patrimoine, art. L. 212-2 and R. 212-14).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from library.models import Category, Document, Elimination, EliminationLine
from library.permissions import may_eliminate
from members import journal
from members.models import Member, Space
from members.months import in_months, midnight
from members.refusals import Refused
from members.rights import require
from pages.linking import pages_naming_any

Fate = Category.Fate
State = Elimination.State
UNDER_WAY = (State.PREPARED, State.SIGNED)
OVER = "Ce bordereau n’en est plus là\u202f: relisez-le."


def due(user: Member, fate: str) -> QuerySet[Document]:
    """What `user` sees in open spaces whose time is over, and that ends so.

    Nothing that is in a list under way. Each has `closed_at`.
    """
    today = timezone.localdate()
    over = Q(pk__in=[])
    for category in Category.objects.filter(fate=fate, kept_years__isnull=False):
        assert category.kept_years is not None
        before = midnight(in_months(today, -12 * category.kept_years))
        over |= Q(category=category, closed_at__lt=before)
    under_way = EliminationLine.objects.filter(elimination__state__in=UNDER_WAY)
    seen: QuerySet[Document] = Document.objects.visible_to(user)
    return (
        seen.shared()  # type: ignore[attr-defined,no-any-return]
        .filter(space__state=Space.State.OPEN)
        .exclude(pk__in=under_way.filter(document__isnull=False).values("document"))
        .annotate(closed_at=Coalesce("archived_at", "current__added_at"))
        .filter(over)
        .for_lists()
        .order_by("category__order", "closed_at", "pk")
    )


def kept_until(document: Document) -> date | None:
    """The last day of use of what others read; None without a limit, or once over.

    Put in the trash before, it would be destroyed without the visa.
    """
    years, version = document.category.kept_years, document.current
    if years is None or version is None or document.is_unpublished:
        return None
    closed = timezone.localdate(document.archived_at or version.added_at)
    until = in_months(closed, 12 * years)
    return until if until >= timezone.localdate() else None


@transaction.atomic
def prepare(by: Member, keys: Iterable[int]) -> Elimination:
    """The list, of these documents as far as their time is over."""
    require(may_eliminate(by))
    chosen = list(due(by, Fate.DESTROY).filter(pk__in=set(keys)))
    if not chosen:
        raise Refused("Choisissez au moins un document de la liste.")
    year = timezone.localdate().year
    made = Elimination.objects.create(number=next_number(year), made_by=by)
    files = {
        row["document"]: row
        for row in Document.objects.filter(pk__in=[one.pk for one in chosen])
        .order_by()
        .values("pk")
        .annotate(
            document=Max("pk"),
            files=Count("versions"),
            size=Sum("versions__size", default=0),
            first=Min("versions__added_at"),
            last=Max("versions__added_at"),
        )
    }
    EliminationLine.objects.bulk_create(
        line(made, document, files[document.pk]) for document in chosen
    )
    tell(made, by, "établi")
    return made


def next_number(year: int) -> str:
    """« 2026-3 »: the third list of 2026."""
    numbers = Elimination.objects.filter(number__startswith=f"{year}-")
    taken = [
        int(number.partition("-")[2])
        for number in numbers.values_list("number", flat=True)
    ]
    return f"{year}-{max(taken, default=0) + 1}"


def line(made: Elimination, document: Document, files: Any) -> EliminationLine:
    category = document.category
    assert category.kept_years is not None
    said = document.current.dated if document.current else None
    dated = document.written_on or said
    first = timezone.localdate(files["first"])
    return EliminationLine(
        elimination=made,
        document=document,
        title=document.title,
        space=document.space.name,
        category=category.name,
        kept_years=category.kept_years,
        kept_by=category.kept_by,
        first_on=min(dated, first) if dated else first,
        last_on=timezone.localdate(files["last"]),
        files=files["files"],
        size=files["size"],
    )


@transaction.atomic
def sign(by: Member, elimination: Elimination, visa: str, visa_on: date) -> None:
    """Keep what the Archives answered."""
    require(may_eliminate(by))
    held = taken(elimination, State.PREPARED)
    if visa_on < timezone.localdate(held.made_at):
        raise Refused(
            "Ce visa est plus ancien que le bordereau\u202f: vérifiez sa date."
        )
    held.state, held.visa, held.visa_on = State.SIGNED, visa.strip(), visa_on
    held.save(update_fields=["state", "visa", "visa_on"])
    tell(held, by, f"visé ({held.visa})")


@transaction.atomic
def drop(by: Member, elimination: Elimination) -> None:
    """Give the list up: its documents stay where they are, and it stays on record.

    Its number is never given again: a paper that bears it may be at the Archives.
    """
    require(may_eliminate(by))
    held = taken(elimination, *UNDER_WAY)
    held.state = State.DROPPED
    held.save(update_fields=["state"])
    tell(held, by, "abandonné")


def carry_out(by: Member, elimination: Elimination) -> tuple[int, int]:
    """Destroy what the Archives have signed; how many went, and how many are spared.

    Spared is what was published in another category, in a space that is frozen, or in
    the trash since. Safe to run again after a kill in its middle.
    """
    require(may_eliminate(by))
    with transaction.atomic():
        taken(elimination, State.SIGNED)
    for each in elimination.lines.filter(document__isnull=False):
        assert each.document_id is not None
        with transaction.atomic():
            document = (
                Document.everything.select_for_update(of=("self",))
                .select_related("category", "space", "current")
                .get(pk=each.document_id)
            )
            if why := spared(document):
                EliminationLine.objects.filter(pk=each.pk).update(spared=why)
            else:
                EliminationLine.objects.filter(pk=each.pk).update(spared="")
                document.delete()
    with transaction.atomic():
        held = taken(elimination, State.SIGNED)
        held.state, held.done_at, held.done_by = State.DONE, timezone.now(), by
        held.save(update_fields=["state", "done_at", "done_by"])
        kept = held.lines.exclude(spared="").count()
        gone = held.lines.count() - kept
        tell(held, by, f"exécuté\u202f: {gone} éliminés, {kept} laissés")
    return gone, kept


def still_read(elimination: Elimination, user: Member) -> tuple[int, list[Any]]:
    """How many of its documents are not archived, and the pages that lead to one."""
    held = elimination.lines.filter(document__isnull=False)
    keys = list(held.values_list("document", flat=True))
    published = Document.objects.in_use().filter(pk__in=keys).count()
    return published, list(pages_naming_any(Document, keys, user))


def spared(document: Document) -> str:
    """Why it is not destroyed after all; empty when it is."""
    category = document.category
    if document.trashed_at is not None:
        return "à la corbeille"
    if not document.space.is_open:
        return f"espace {document.space.get_state_display().lower()}"
    if category.fate != Fate.DESTROY or category.kept_years is None:
        return f"reclassé dans «\u202f{category.name}\u202f»"[:120]
    closed = document.archived_at
    if closed is None and document.current is not None:
        closed = document.current.added_at
    over = midnight(in_months(timezone.localdate(), -12 * category.kept_years))
    if closed is None or closed >= over:
        return "modifié depuis"
    return ""


def taken(elimination: Elimination, *states: str) -> Elimination:
    """The list as it is now, held while it changes."""
    held = Elimination.objects.select_for_update().filter(pk=elimination.pk).first()
    if held is None or held.state not in states:
        raise Refused(OVER)
    return held


def tell(elimination: Elimination, by: Member, what: str) -> None:
    sentence = f"bordereau d’élimination {elimination.number} {what}"
    journal.record(journal.Kind.ELIMINATION, sentence, by=by)
