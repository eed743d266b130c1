"""Places that end soon: the person is told, and those who can renew."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from background.daily import Job
from members.models import Membership
from members.spaces import letters, over
from members.spaces.terms import REMINDED


def remind() -> int:
    """Tell of each end that comes within two weeks, once; return how many.

    Which end was told is kept with the place, in the transaction that leaves the
    mails: a second run tells nothing twice, a renewed place is told of its new end.
    """
    today = timezone.localdate()
    soon = Membership.objects.current().filter(
        ends_on__lte=today + timedelta(days=REMINDED)
    )
    told = 0
    for pk in list(soon.values_list("pk", flat=True)):
        with transaction.atomic():
            told += remind_of(pk)
    return told


def remind_of(pk: int) -> bool:
    """Tell of one end, unless it was told already."""
    membership = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("space", "member")
        .filter(pk=pk)
        .first()
    )
    if membership is None or membership.reminded_of == membership.ends_on:
        return False
    membership.reminded_of = membership.ends_on
    membership.save(update_fields=["reminded_of"])
    letters.ending(membership)
    return True


def tell() -> int:
    """Of those that come, and of those that have come."""
    return remind() + over.tell()


JOB = Job("fins de séjour dans les espaces", hour=7, work=tell)
