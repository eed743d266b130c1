"""Several invitations sent again, or withdrawn, at once: all of them or none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from members import journal
from members.coming_in import invitations
from members.coming_in.guests import ended
from members.coming_in.permissions import invitations_of
from members.models import Invitation, Member


@dataclass(frozen=True)
class Deed:
    """What is done to each, and what the journal says of it."""

    write: Callable[[Invitation, Member, datetime], None]
    fields: tuple[str, ...]
    noted: str
    sends: bool = False


def send_again(invitation: Invitation, by: Member, now: datetime) -> None:
    invitation.write_anew()


def take_back(invitation: Invitation, by: Member, now: datetime) -> None:
    invitation.withdrawn_at, invitation.withdrawn_by = now, by


SENT = (
    "token_hash",
    "expires_at",
    "sent_at",
    "sending_at",
    "problem",
    "asked_again_at",
)
RESEND = Deed(send_again, SENT, "invitation renvoyée", sends=True)
WITHDRAW = Deed(take_back, ("withdrawn_at", "withdrawn_by"), "invitation retirée")


class OutOfDateError(Exception):
    """Some of them cannot be used any more: nothing was done."""


def of(by: Member, keys: list[int]) -> list[Invitation]:
    """Those of these keys that `by` may change, in the order of the list."""
    return list(invitations_of(by).prefetch_related("places").filter(pk__in=keys))


@dataclass(frozen=True)
class Split:
    """Those that still wait, those that were used or withdrawn meanwhile, and those
    that would be sent for spaces whose last day is past.
    """

    waiting: list[Invitation]
    gone: list[Invitation]
    ended: list[Invitation]


def split(deed: Deed, found: list[Invitation]) -> Split:
    done = Split([], [], [])
    for made in found:
        if made.accepted_at or made.withdrawn_at:
            done.gone.append(made)
        elif deed.sends and ended(made):
            done.ended.append(made)
        else:
            done.waiting.append(made)
    return done


def do(by: Member, deed: Deed, keys: list[int]) -> list[Invitation]:
    """Raises OutOfDateError unless all of them wait, and are his to change."""
    with transaction.atomic():
        asked = invitations_of(by).select_for_update().prefetch_related("places")
        held = list(asked.filter(pk__in=keys))
        if len(split(deed, held).waiting) != len(set(keys)):
            raise OutOfDateError
        now = timezone.now()
        for made in held:
            deed.write(made, by, now)
        Invitation.objects.bulk_update(held, deed.fields)
        sentences = [f"{made.email}\u202f: {deed.noted}" for made in held]
        journal.record_many(journal.Kind.INVITATION, sentences, by=by)
        if deed.sends:
            invitations.send_invitations.enqueue(0)
    return held
