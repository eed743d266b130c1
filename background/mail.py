"""Mail leaves from the worker, and is tried again while the server does not take it.

A page that asks for a mail does the same work, and answers as fast, whether one will
leave or not. The queue has a thread of its own in the worker (`background.worker`): a
code to sign in does not wait behind the reading of a long file.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from smtplib import (
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
)
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone
from django_tasks import task

logger = logging.getLogger("maillage.mail")

QUEUE = "mail"
#: Minutes before each new try: a day in all, as a server may be down for a night.
WAITS = [1, 2, 5, 15, 60, 180, 360, 840]


def compose(name: str, to: str, context: Mapping[str, Any]) -> EmailMultiAlternatives:
    """The mail of `templates/emails/<name>`: its subject, its text, its HTML."""
    whole = {
        "site_name": settings.SITE_NAME,
        "site_address": settings.SITE_ADDRESS,
        "organisation": settings.ORGANISATION,
        **context,
    }
    line = render_to_string(f"emails/{name}_subject.txt", whole)
    subject = re.sub(r"[ \t\r\n]+", " ", line).strip()  # one line (RFC 5322 § 2.2)
    mail = EmailMultiAlternatives(
        subject,
        render_to_string(f"emails/{name}.txt", whole).strip() + "\n",
        to=[to],
    )
    mail.attach_alternative(render_to_string(f"emails/{name}.html", whole), "text/html")
    return mail


def post(
    name: str,
    to: str,
    context: Mapping[str, Any],
    *,
    headers: Mapping[str, str] | None = None,
) -> None:
    """Hand the mail of `templates/emails/<name>` to the worker.

    It is a row of the database: written in a transaction, the mail leaves if the
    transaction holds, and only then.
    """
    mail = compose(name, to, context)
    (html, _) = mail.alternatives[0]
    deliver.enqueue(
        str(mail.subject), str(mail.body), str(html), to, headers=dict(headers or {})
    )


@task(queue_name=QUEUE, priority=10)
def deliver(
    subject: str,
    text: str,
    html: str,
    to: str,
    tried: int = 0,
    *,
    headers: dict[str, str] | None = None,
) -> None:
    mail = EmailMultiAlternatives(subject, text, to=[to], headers=headers)
    mail.attach_alternative(html, "text/html")
    if not send(mail) and (when := next_try(tried)):
        again = deliver.using(run_after=when)
        again.enqueue(subject, text, html, to, tried + 1, headers=headers)


def send(mail: EmailMultiAlternatives) -> bool:
    """Give a mail to the server; False when it should be tried again later."""
    try:
        mail.send()
    except (SMTPException, OSError) as error:
        if is_final(error):
            logger.error("a mail is refused for good: %s", type(error).__name__)
            return True
        logger.warning("a mail must wait: %s: %s", type(error).__name__, error)
        return False
    return True


def is_final(error: Exception) -> bool:
    """Would trying again change nothing (RFC 5321 § 4.2.1: 5yz replies)?"""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return (
        isinstance(error, SMTPSenderRefused | SMTPDataError) and error.smtp_code >= 500
    )


def next_try(tried: int) -> datetime | None:
    """When to try for the next time, after `tried` tries again; None: no more."""
    if tried >= len(WAITS):
        logger.error("a mail is given up after %s tries", tried + 1)
        return None
    return timezone.now() + timedelta(minutes=WAITS[tried])
