"""Spaces that somebody ran, and that nobody runs any more: the staff are told."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from members import journal
from members.models import JournalEntry, Member, Membership, Space, SpaceQuerySet
from members.spaces import letters

#: How the line of the journal begins. With it, such a space is found again though the
#: last place of somebody who ran it is deleted.
SAID = "Plus personne n’anime"


def run_by(space: Space) -> bool:
    """Does somebody run it today?"""
    return Membership.objects.current().editors().filter(space=space).exists()


def alone(member: Member) -> list[Space]:
    """The spaces that `member` alone runs, or ran until his account was closed."""
    places = Membership.objects.current_days().editors().filter(member=member)
    others = Membership.objects.current().editors().exclude(member=member)
    found = Space.objects.filter(pk__in=places.values("space"))
    return list(found.exclude(pk__in=others.values("space")).order_by("folded"))


def tell(spaces: Iterable[Space], member: Member) -> None:
    """`member` was the last who ran them: the staff read it in the journal, by mail
    and in *Mon espace*.
    """
    for space in spaces:
        journal.record(
            journal.Kind.SPACE,
            f"{SAID} «\u202f{space.name}\u202f»",
            about=member,
            space=space,
        )
        letters.nobody_runs(space, member)


def unrun() -> SpaceQuerySet:
    """Those that were run and are not: one query. Never those that the staff run."""
    editors = Membership.objects.editors().filter(space=OuterRef("pk"))
    current = Membership.objects.current().editors().filter(space=OuterRef("pk"))
    said = JournalEntry.objects.filter(
        space=OuterRef("pk"), kind=journal.Kind.SPACE, sentence__startswith=SAID
    )
    found: SpaceQuerySet = (
        Space.objects.exclude(state=Space.State.ARCHIVED)
        .filter(Q(Exists(editors)) | Q(Exists(said)))
        .exclude(Exists(current))
        .order_by("folded")
    )
    return found
