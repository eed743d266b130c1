"""« Votre fiche est-elle encore juste ? »: one mail a year, answered by one click."""

from __future__ import annotations

import logging
from datetime import timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from members.directory.week import days_in_words
from members.models import Member

logger = logging.getLogger("maillage.directory")
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
    for pk in list(due().values_list("pk", flat=True)[:most]):
        with transaction.atomic():
            # Once only, should two workers do the job: the mail goes with the mark.
            asked_now = due().filter(pk=pk).update(asked_to_confirm_at=timezone.now())
            if asked_now:
                ask.enqueue(pk)
                asked += 1
    return asked


@task()
def ask(member_id: int) -> None:
    """Send the mail to one person; when it cannot leave, he is asked another day."""
    member = Member.objects.listed().filter(pk=member_id).first()
    if member is None:
        return
    try:
        mail_to(member).send()
    except OSError:  # smtplib's errors among others
        Member.objects.get_queryset().filter(pk=member_id).update(
            asked_to_confirm_at=None
        )
        raise


def mail_to(member: Member) -> EmailMultiAlternatives:
    site = f"{settings.SITE_ADDRESS}/"
    link = reverse("members:still_right", args=[token_of(member)])
    context = {
        "user": member,
        "site_name": settings.SITE_NAME,
        "site": site,
        "link": urljoin(site, link),
        "card_link": urljoin(site, reverse("members:my_card")),
        "days": days_in_words(member.working_days),
        "professions": list(member.professions.all()),
        "practices": list(member.practices.select_related("structure")),
    }
    name = "emails/still_right"
    mail = EmailMultiAlternatives(
        subject=render_to_string(f"{name}_subject.txt", context).strip(),
        body=render_to_string(f"{name}.txt", context),
        to=[member.email],
    )
    mail.attach_alternative(render_to_string(f"{name}.html", context), "text/html")
    return mail


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
