"""« Votre fiche est-elle encore juste ? », once a year."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail, signing
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from background import daily
from members.directory import yearly
from members.models import Member
from tests.members import cards
from tests.people import People

SignIn = Callable[[Member | None], Client]
LINK = re.compile(r"https?://[^/\s]+(/annuaire/encore-juste/\S+?/)")


@pytest.fixture(autouse=True)
def everyone_is_new(people: People) -> None:
    Member.objects.get_queryset().update(date_joined=timezone.now())


def ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def due() -> set[str]:
    return {member.email.partition("@")[0] for member in yearly.due()}


def came(member: Member, **fields: object) -> None:
    Member.objects.get_queryset().filter(pk=member.pk).update(**fields)


def test_people_are_asked_a_year_after_they_came_or_confirmed(people: People) -> None:
    came(people.member, date_joined=ago(366))
    came(people.colleague, date_joined=ago(900), confirmed_at=ago(370))
    came(people.editor, date_joined=ago(900), confirmed_at=ago(300))
    came(people.staff, date_joined=ago(900), asked_to_confirm_at=ago(100))
    came(people.admin, date_joined=ago(900), asked_to_confirm_at=ago(370))
    came(people.outsider, date_joined=ago(900), is_active=False)
    assert due() == {"member", "colleague", "admin"}


def test_one_mail_a_year_however_often_the_job_runs(
    people: People, work: Callable[[], None]
) -> None:
    came(people.member, date_joined=ago(400))
    cards.give(
        Member.objects.get(pk=people.member.pk),
        profession=cards.NURSE,
        commune="Vichy",
        phone="04 65 71 00 01",
    )
    assert yearly.ask_those_due() == 1
    assert yearly.ask_those_due() == 0
    work()
    (sent,) = mail.outbox
    assert sent.to == ["member@test.example"]
    assert str(sent.subject).startswith("Votre fiche est-elle encore juste\u202f?")
    body, html = str(sent.body), str(sent.alternatives[0][0])
    for words in ("Vichy", "04 65 71 00 01", cards.NURSE):
        assert words in body
        assert words in html
    assert LINK.search(body)


def test_a_whole_group_is_asked_over_days(people: People) -> None:
    cards.many(50)
    Member.objects.get_queryset().update(date_joined=ago(400))
    total = Member.objects.listed().count()
    days = []
    while asked := yearly.ask_those_due():
        days.append(asked)
    assert max(days) == yearly.FEWEST_A_DAY
    assert sum(days) == total


def test_the_link_is_a_page_and_only_its_button_confirms(
    people: People, sign_in: SignIn
) -> None:
    address = f"/annuaire/encore-juste/{yearly.token_of(people.member)}/"
    stranger = Client(enforce_csrf_checks=True)
    for _ in range(2):
        asked = stranger.get(address)
        assert asked.status_code == 200
    assert Member.objects.get(pk=people.member.pk).confirmed_at is None
    assert stranger.post(address).status_code == 403
    token = asked.context["csrf_token"]
    done = stranger.post(address, {"csrfmiddlewaretoken": str(token)})
    assert "Merci, Claire" in done.content.decode()
    assert Member.objects.get(pk=people.member.pk).confirmed_at is not None
    # Nobody is signed in by it.
    assert stranger.get("/annuaire/ma-fiche/").status_code == 302


@pytest.mark.parametrize("kind", ["late", "altered", "other salt", "closed"])
def test_a_link_that_is_over_says_so(people: People, kind: str) -> None:
    token = yearly.token_of(people.member)
    if kind == "late":
        past = timezone.now() - yearly.VALID - timedelta(hours=1)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("time.time", past.timestamp)
            token = yearly.token_of(people.member)
    elif kind == "altered":
        token = f"{token[:-2]}xx"
    elif kind == "other salt":
        token = signing.dumps(people.member.pk, salt="autre")
    else:
        came(people.member, is_active=False)
    answer = Client().post(f"/annuaire/encore-juste/{token}/")
    assert answer.status_code == 410
    assert "n’est plus valable" in answer.content.decode()
    assert Member.objects.get(pk=people.member.pk).confirmed_at is None


def test_a_mail_that_cannot_leave_is_tried_again(
    people: People, work: Callable[[], None], settings: Settings
) -> None:
    came(people.member, date_joined=ago(400))
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    yearly.ask_those_due()
    work()
    settings.EMAIL_BACKEND = backend
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        work()
    assert [sent.to for sent in mail.outbox] == [["member@test.example"]]


def test_the_job_is_among_the_daily_ones() -> None:
    assert yearly.ask_those_due in [job.work for job in daily.jobs]
