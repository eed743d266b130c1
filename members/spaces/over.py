"""Places whose last day has passed: the person reads so, and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from members.french import in_words
from members.models import Member, Membership, Space
from members.spaces import letters

#: Days that an end is shown and told: past those it is an old story.
SHOWN, TOLD = 180, 7
#: Places shown at once, and people named for each.
MOST, NAMED = 3, 2


@dataclass(frozen=True)
class Over:
    """The place of a person in a space, which has ended."""

    space: Space
    on: date
    answer: tuple[Member, ...]

    @property
    def sentence(self) -> str:
        """« Votre accès à « GES » s’est arrêté le 3 mars 2026. Pour le prolonger… »"""
        names = [f"{one.get_full_name()} ({one.email})" for one in self.answer]
        ask = f" Pour le prolonger, écrivez à {' ou à '.join(names)}." if names else ""
        return (
            f"Votre accès à {letters.named(self.space)} s’est arrêté le "
            f"{in_words(self.on)}.{ask}"
        )


def over(member: Member, space: Space | None = None) -> list[Over]:
    """What ended for him lately, the latest first; of one space only, if given."""
    today = timezone.localdate()
    ended = Membership.objects.filter(
        member=member, ends_on__lt=today, ends_on__gte=today - timedelta(days=SHOWN)
    )
    if space is not None:
        ended = ended.filter(space=space)
    found = ended.select_related("space").order_by("-ends_on")[:MOST]
    return [
        Over(place.space, place.ends_on, tuple(letters.keepers(place.space)[:NAMED]))
        for place in found
        if place.ends_on is not None
    ]


def tell() -> int:
    """Tell each person, once, the morning after his last day; return how many.

    A worker that slept tells within the week.
    """
    today = timezone.localdate()
    ended = Membership.objects.filter(
        ends_on__lt=today,
        ends_on__gte=today - timedelta(days=TOLD),
        member__is_active=True,
    )
    told = 0
    for pk in list(ended.values_list("pk", flat=True)):
        with transaction.atomic():
            told += tell_of(pk)
    return told


def tell_of(pk: int) -> bool:
    """Tell of one end, unless it was told already."""
    place = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("space", "member")
        .filter(pk=pk, ends_on__lt=timezone.localdate())
        .first()
    )
    if place is None or place.ends_on is None or place.told_over == place.ends_on:
        return False
    place.told_over = place.ends_on
    place.save(update_fields=["told_over"])
    answer = tuple(letters.keepers(place.space)[:NAMED])
    letters.over(place, Over(place.space, place.ends_on, answer).sentence)
    return True
