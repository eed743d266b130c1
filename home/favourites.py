"""What a person keeps at hand."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest

from home import kinds
from home.kinds import Named
from home.models import Favourite, Opened
from members.models import Member
from members.refusals import Refused

#: Favourites of one person: more would be found no better than by a search.
MOST = 300


def keep(member: Member, kind: str, thing_id: int) -> Any:
    """Keep a thing that he sees; kept twice is kept once. Returns the thing.

    Raises Http404 for what he does not see, Refused when he keeps too many.
    """
    thing = thing_or_404(member, kind, thing_id)
    kept = Favourite.objects.filter(member=member)
    with transaction.atomic():
        if kept.count() >= MOST and not is_kept(member, thing):
            raise Refused(
                f"Vous avez déjà {MOST}\u00a0favoris. Retirez-en un, puis recommencez."
            )
        Favourite.objects.get_or_create(member=member, kind=kind, thing_id=thing_id)
    return thing


def drop(member: Member, kind: str, thing_id: int) -> None:
    """Keep it no longer; what is not kept stays so."""
    Favourite.objects.filter(member=member, kind=kind, thing_id=thing_id).delete()


def thing_or_404(member: Member, kind: str, thing_id: int) -> Any:
    if kind not in kinds.MODELS:
        raise Http404
    thing = kinds.seen(kind, member).filter(pk=thing_id).first()
    if thing is None:
        raise Http404
    return thing


def is_kept(member: Member, thing: Any) -> bool:
    """Is it a favourite of his?"""
    mine = Favourite.objects.filter(member=member, kind=kinds.kind_of(thing))
    return mine.filter(thing_id=thing.pk).exists()


def of(member: Member, request: HttpRequest | None = None) -> list[Named]:
    """Those that he sees today, the last kept first.

    One that he sees no more is not told of; it comes back with the right.
    """
    return kinds.named(Favourite.objects.filter(member=member), member, request)


def forget(member: Member) -> None:
    """He has left (`members.leaving.forgetters`)."""
    Favourite.objects.filter(member=member).delete()


def sweep() -> None:
    """Once a day: remove what names a thing that is no more. Trash is not the end."""
    for kind, model in kinds.MODELS.items():
        whole = getattr(model, "everything", model.objects)
        for rows in (Favourite, Opened):
            gone = rows.objects.filter(kind=kind)
            gone.exclude(thing_id__in=whole.values("pk")).delete()


def part(member: Member) -> list[dict[str, Any]]:
    """For the copy of his data (GDPR, article 15)."""
    return [
        {"nature": each.kind, "titre": each.title, "gardé le": each.at}
        for each in of(member)
    ]
