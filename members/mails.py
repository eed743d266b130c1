"""Mails of the site: written at once, sent by the worker.

A task commits with the change that it tells of; a server that does not answer is tried
again for a day, and no page ever waits for it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone
from django_tasks import task

logger = logging.getLogger("maillage.mail")

#: Seconds before each new try: about a day in all (RFC 5321 § 4.5.4.1 asks for more
#: of a server; ours is the server that takes the mail from us).
WAITS = [60, 300, 1800, 7200, 21600, 54000]


def send(
    template: str,
    to: Iterable[str],
    context: Mapping[str, Any] | None = None,
    *,
    headers: Mapping[str, str] | None = None,
) -> None:
    """Write `emails/TEMPLATE` (`_subject.txt`, `.txt`, `.html`) to each address."""
    subject, text, html = written(template, context or {})
    kept = dict(headers or {})
    for address in to:
        deliver.enqueue(subject, text, html, address, headers=kept, tries=0)


def written(template: str, context: Mapping[str, Any]) -> tuple[str, str, str]:
    """Subject, plain text and HTML of a mail."""
    known = {
        "site_name": settings.SITE_NAME,
        "site_address": settings.SITE_ADDRESS,
        "organisation": settings.ORGANISATION,
        **context,
    }
    subject = render_to_string(f"emails/{template}_subject.txt", known)
    return (
        " ".join(subject.split()),
        render_to_string(f"emails/{template}.txt", known),
        render_to_string(f"emails/{template}.html", known),
    )


def post(
    subject: str, text: str, html: str, to: str, headers: Mapping[str, str]
) -> None:
    """Hand one mail to the server. Raises OSError or SMTPException."""
    mail = EmailMultiAlternatives(subject, text, to=[to], headers=dict(headers))
    mail.attach_alternative(html, "text/html")
    mail.send()


@task()
def deliver(
    subject: str, text: str, html: str, to: str, *, headers: dict[str, str], tries: int
) -> None:
    try:
        post(subject, text, html, to, headers)
    except (OSError, SMTPException) as error:
        if tries >= len(WAITS) or isinstance(error, SMTPRecipientsRefused):
            raise
        logger.warning("mail not taken (%s); it is tried again", type(error).__name__)
        again = later(tries, deliver)
        again.enqueue(subject, text, html, to, headers=headers, tries=tries + 1)


def later(tries: int, work: Any) -> Any:
    """The task `work`, to be run after the wait that follows try number `tries`."""
    return work.using(run_after=timezone.now() + timedelta(seconds=WAITS[tries]))
