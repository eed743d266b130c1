"""« Votre fiche est-elle encore juste ? »: one mail a year, answered by one click."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from background import mail
from members.directory.week import days_in_words
from members.models import Member

EVERY = timedelta(days=365)
#: How long the link of the mail may be used.
VALID = timedelta(days=30)
SALT = "members.directory.yearly"
#: From this hour on; a group that came in one day is asked over about a month.
HOUR = 9
FEWEST_A_DAY, DAYS_OF_ALL = 20, 30


def due() -> QuerySet[Member]:
    """Whom to ask: a year after he came, or last said that his card is right.

    Who did not answer is asked again a year later. The longest due come first.
    """
    year_ago = timezone.now() - EVERY
    return (
        Member.objects.listed()
        .annotate(since=Coalesce("confirmed_at", "date_joined"))
        .filter(since__lte=year_ago)
        .filter(Q(asked_to_confirm_at=None) | Q(asked_to_confirm_at__lte=year_ago))
        .order_by("since", "pk")
    )


def ask_those_due() -> int:
    """The daily job: ask a few of those whom it is time to ask; return how many."""
    most = max(FEWEST_A_DAY, Member.objects.listed().count() // DAYS_OF_ALL)
    asked = 0
    for member in list(due()[:most]):
        with transaction.atomic():
            # Once only, should two workers do the job: the mail goes with the mark.
            mine = due().filter(pk=member.pk)
            if mine.update(asked_to_confirm_at=timezone.now()):
                ask(member)
                asked += 1
    return asked


def ask(member: Member) -> None:
    """Send him what the directory says of him, with a link that confirms it."""
    site = f"{settings.SITE_ADDRESS}/"
    link = reverse("members:still_right", args=[token_of(member)])
    context = {
        "user": member,
        "link": urljoin(site, link),
        "card_link": urljoin(site, reverse("members:my_card")),
        "days": days_in_words(member.working_days),
        "professions": list(member.professions.all()),
        "practices": list(member.practices.select_related("structure")),
    }
    mail.post("still_right", member.email, context)


def token_of(member: Member) -> str:
    """What the link of the mail holds: who, signed and dated."""
    return signing.dumps(member.pk, salt=SALT)


def member_of(token: str) -> Member | None:
    """Whose link it is; None when it is over, altered, or of a closed account."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=VALID)
    except signing.BadSignature:
        return None
    return Member.objects.listed().filter(pk=pk).first()
