"""Mails leave through the worker, and wait for a mail server that does not answer."""

import smtplib
from collections.abc import Callable
from typing import Any

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from background import mail

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
    mail.post("space", "claire@test.example", LETTER)
    assert mailoutbox == []
    work()
    (letter,) = mailoutbox
    assert letter.subject.startswith("Un <mot> & l’autre · ")
    assert "\n" not in letter.subject
    assert "<b>gras</b>" in letter.body
    html = letter.alternatives[0][0]
    assert "<b>gras</b>" not in html
    assert "&lt;b&gt;gras" in html
    assert f"{settings.SITE_ADDRESS}/espaces/" in letter.body


def test_each_gets_his_own(
    db: None, work: Callable[[], None], mailoutbox: list[Any]
) -> None:
    mail.post("space", "a@test.example", LETTER)
    mail.post("space", "b@test.example", LETTER)
    work()
    to = [letter.to for letter in mailoutbox]
    assert to == [["a@test.example"], ["b@test.example"]]


def test_a_change_that_is_undone_sends_nothing(
    db: None, work: Callable[[], None], mailoutbox: list[Any]
) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        mail.post("space", "claire@test.example", LETTER)
        _ = 1 / 0
    work()
    assert mailoutbox == []


def test_a_server_that_does_not_answer_is_asked_again_then_left(
    db: None,
    work: Callable[[], None],
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Deaf"
    mail.post("space", "claire@test.example", LETTER)
    for attempt in range(len(mail.WAITS)):
        work()
        (later,) = DBTaskResult.objects.filter(status="READY")
        assert later.args_kwargs["args"][-1] == attempt + 1
        DBTaskResult.objects.filter(pk=later.pk).update(run_after=later.enqueued_at)
    work()
    assert not DBTaskResult.objects.filter(status="READY").exists()
    assert "given up" in caplog.text
