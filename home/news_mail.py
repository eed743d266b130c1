"""The mail of what is new in a person's spaces: each morning, or on Mondays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from background import mail
from library.models import Document
from members.models import Member, Membership
from pages.models import ContentPage

MONDAY = 0
#: How far back a first mail looks.
FIRST_LOOK = {
    Member.NewsMail.DAILY: timedelta(days=1),
    Member.NewsMail.WEEKLY: timedelta(days=7),
}
#: Lines of each kind in a mail; the site has the rest.
MOST = 20
SALT = "home.news_mail"


@dataclass(frozen=True)
class News:
    documents: list[Document]
    pages: list[ContentPage]

    def __bool__(self) -> bool:
        return bool(self.documents or self.pages)


def news_for(member: Member, since: datetime) -> News:
    """What others added to the spaces of `member` since then, and he may see."""
    mine = Membership.objects.current().filter(member=member).values("space")
    documents = (
        Document.objects.visible_to(member)
        .in_use()
        .filter(space__in=mine, created_at__gt=since)
        .exclude(uploaded_by_user=member)
        .for_lists()
        .order_by("-created_at")
    )
    pages = (
        ContentPage.objects.live()
        .visible_to(member)
        .filter(space__in=mine, first_published_at__gt=since)
        .exclude(owner=member)
        .select_related("space")
        .order_by("-first_published_at")
    )
    return News(list(documents[:MOST]), list(pages[:MOST]))


def ask_for_all() -> None:
    """The daily job: a task for each person whose mail is due today."""
    wanted = [Member.NewsMail.DAILY]
    if timezone.localdate().weekday() == MONDAY:
        wanted.append(Member.NewsMail.WEEKLY)
    for pk in due(wanted):
        send_news.enqueue(pk)


def due(wanted: Iterable[str]) -> Iterable[int]:
    return (
        Member.objects.filter(is_active=True, news_mail__in=list(wanted))
        .filter(not_sent_today())
        .values_list("pk", flat=True)
    )


def not_sent_today() -> Q:
    morning = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return Q(news_sent_at__isnull=True) | Q(news_sent_at__lt=morning)


@task()
def send_news(member_id: int) -> None:
    """Write the mail of one person, if there is news. Run twice, it writes one."""
    member = Member.objects.filter(pk=member_id, is_active=True).first()
    if member is None or member.news_mail == Member.NewsMail.NEVER:
        return
    now = timezone.now()
    since = member.news_sent_at or now - FIRST_LOOK[Member.NewsMail(member.news_mail)]
    with transaction.atomic():
        taken = Member.objects.filter(not_sent_today(), pk=member.pk)
        if not taken.update(news_sent_at=now):
            return
        news = news_for(member, since)
        if news:
            path = reverse("home:news_stop", args=[sign(member)])
            stop = settings.SITE_ADDRESS + path
            mail.post(
                "news",
                member.email,
                {"member": member, "news": news, "stop": stop},
                headers={
                    # One click, as mail programs offer it (RFC 2369, RFC 8058).
                    "List-Unsubscribe": f"<{stop}>",
                    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                    "Auto-Submitted": "auto-generated",  # RFC 3834
                },
            )


def sign(member: Member) -> str:
    """What stops the mails of `member` without a sign-in; it opens nothing else."""
    return signing.dumps(member.pk, salt=SALT)


def stop(token: str) -> Member | None:
    """Stop the mails of whom `token` names; None when it is not one of ours."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    member = Member.objects.filter(pk=pk).first()
    if member is not None:
        Member.objects.filter(pk=pk).update(news_mail=Member.NewsMail.NEVER)
    return member


def known(token: str) -> bool:
    try:
        signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return False
    return True
