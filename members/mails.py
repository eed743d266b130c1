"""Mails leave through the worker: a mail server that is slow keeps no page waiting."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone
from django_tasks import task

logger = logging.getLogger("maillage.mails")
#: Minutes between two attempts, when the mail server does not take a mail.
AGAIN_AFTER = (1, 10, 60, 6 * 60)


def send(template: str, to: Iterable[str], context: Mapping[str, object]) -> None:
    """Write a mail to each address and leave it to the worker.

    `emails/{template}.txt` and `.html` are its two bodies, `{template}_subject.txt`
    its subject. The mail is a row of the database: written in a transaction, it leaves
    if the transaction holds, and only then.
    """
    said = {
        "site_name": settings.SITE_NAME,
        "site_address": settings.SITE_ADDRESS.rstrip("/"),
        **context,
    }
    subject = render_to_string(f"emails/{template}_subject.txt", said)
    text = render_to_string(f"emails/{template}.txt", said)
    html = render_to_string(f"emails/{template}.html", said)
    for address in to:
        deliver.enqueue(subject.strip().replace("\n", " "), text, html, address)


@task()
def deliver(subject: str, text: str, html: str, to: str, attempt: int = 0) -> None:
    """Hand a mail to the mail server; try again later when it does not take it."""
    mail = EmailMultiAlternatives(subject, text, to=[to])
    mail.attach_alternative(html, "text/html")
    try:
        mail.send()
    except OSError as error:  # smtplib's errors are among them
        if attempt >= len(AGAIN_AFTER):
            raise
        logger.warning("a mail to %s waits: %s", to, error)
        later = timezone.now() + timedelta(minutes=AGAIN_AFTER[attempt])
        deliver.using(run_after=later).enqueue(subject, text, html, to, attempt + 1)
