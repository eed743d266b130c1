"""Mails leave through the worker, and wait for a mail server that does not answer."""

import smtplib
from collections.abc import Callable
from typing import Any

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from members import mails

LETTER = {
    "name": "Claire",
    "subject": "Un <mot> & l’autre",
    "sentences": ["Bonjour d’« ici »\u202f!"],
    "word": "<b>gras</b>\nsuite",
    "address": "/espaces/",
    "action": "Ouvrir",
}


class Deaf(BaseEmailBackend):
    """A mail server that answers « try again later »."""

    def send_messages(self, email_messages: Any) -> int:
        raise smtplib.SMTPServerDisconnected("try again")


def test_a_mail_is_written_in_text_and_html_and_says_nothing_unescaped(
    db: None, work: Callable[[], None], mailoutbox: list[Any], settings: Settings
) -> None:
    mails.send("space", ["claire@test.example"], LETTER)
    assert mailoutbox == []
    work()
    (mail,) = mailoutbox
    assert mail.subject.startswith("Un <mot> & l’autre · ")
    assert "\n" not in mail.subject
    assert "<b>gras</b>" in mail.body
    html = mail.alternatives[0][0]
    assert "<b>gras</b>" not in html
    assert "&lt;b&gt;gras" in html
    assert f"{settings.SITE_ADDRESS}/espaces/" in mail.body


def test_each_gets_his_own(
    db: None, work: Callable[[], None], mailoutbox: list[Any]
) -> None:
    mails.send("space", ["a@test.example", "b@test.example"], LETTER)
    work()
    assert [mail.to for mail in mailoutbox] == [["a@test.example"], ["b@test.example"]]


def test_a_change_that_is_undone_sends_nothing(
    db: None, work: Callable[[], None], mailoutbox: list[Any]
) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        mails.send("space", ["claire@test.example"], LETTER)
        _ = 1 / 0
    work()
    assert mailoutbox == []


def test_a_server_that_does_not_answer_is_asked_again_then_left(
    db: None, work: Callable[[], None], settings: Settings
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Deaf"
    mails.send("space", ["claire@test.example"], LETTER)
    for attempt in range(len(mails.WAITS)):
        work()
        (later,) = DBTaskResult.objects.filter(status="READY")
        assert later.args_kwargs["kwargs"]["tries"] == attempt + 1
        DBTaskResult.objects.filter(pk=later.pk).update(run_after=later.enqueued_at)
    work()
    assert not DBTaskResult.objects.filter(status="READY").exists()
    assert DBTaskResult.objects.filter(status="FAILED").count() == 1
