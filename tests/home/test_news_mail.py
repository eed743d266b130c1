"""What is new in one's spaces, by mail: to each his own, once, and easily stopped."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from home import news_mail
from members.models import Member
from tests.conftest import AddFile
from tests.people import People, Spaces

Work = Callable[[], None]
MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture(autouse=True)
def nobody_else(people: People) -> None:
    Member.objects.update(news_mail="never")


def wants(member: Member, how: str) -> None:
    Member.objects.filter(pk=member.pk).update(news_mail=how)


def to_whom() -> list[str]:
    return sorted(message.to[0] for message in mail.outbox)


def test_each_receives_what_others_added_to_his_spaces(
    people: People, spaces: Spaces, add_file: AddFile, work: Work
) -> None:
    for member in (people.member, people.colleague, people.outsider):
        wants(member, "daily")
    add_file("un", by=people.member, title="Protocole de Claire")
    add_file("deux", by=people.colleague, space=spaces.group, title="Proposé par Lise")
    news_mail.ask_for_all()
    work()
    # What she added herself, and a proposal, are not news.
    assert to_whom() == [people.colleague.email]
    message = mail.outbox[0]
    assert "Protocole de Claire" in message.body
    assert "Proposé par Lise" not in message.body
    assert message.extra_headers["List-Unsubscribe-Post"]


def test_nobody_receives_twice_what_is_new(
    people: People, add_file: AddFile, work: Work
) -> None:
    wants(people.colleague, "daily")
    add_file(by=people.member)
    for _ in range(2):
        news_mail.ask_for_all()
        news_mail.send_news.enqueue(people.colleague.pk)
        work()
    assert len(mail.outbox) == 1
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        news_mail.ask_for_all()
        work()
    assert len(mail.outbox) == 1  # nothing new: no mail


def test_weekly_is_on_mondays(people: People) -> None:
    wants(people.colleague, "weekly")
    for days, count in [(0, 1), (1, 0), (6, 0), (7, 1)]:
        with time_machine.travel(MONDAY + timedelta(days=days)):
            wanted = [Member.NewsMail.WEEKLY] if days % 7 == 0 else []
            assert len(list(news_mail.due(wanted))) == count


def test_one_click_stops_it_and_looking_does_not(
    people: People, add_file: AddFile, work: Work, client: Client
) -> None:
    wants(people.colleague, "daily")
    add_file(by=people.member)
    news_mail.ask_for_all()
    work()
    found = re.search(r"/nouveautes/arreter/\S+/", str(mail.outbox[0].body))
    assert found
    client.get(found[0])
    people.colleague.refresh_from_db()
    assert people.colleague.news_mail == "daily"
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(found[0], {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    people.colleague.refresh_from_db()
    assert people.colleague.news_mail == "never"


def test_a_forged_link_stops_nobody(people: People, client: Client) -> None:
    wants(people.colleague, "daily")
    answer = client.post("/nouveautes/arreter/abc:def/")
    assert answer.status_code == 404
    people.colleague.refresh_from_db()
    assert people.colleague.news_mail == "daily"


def test_each_chooses_on_his_page(people: People) -> None:
    browser = Client()
    browser.force_login(people.member)
    browser.post("/mes-donnees/nouveautes/", {"news_mail": "daily"})
    people.member.refresh_from_db()
    assert people.member.news_mail == "daily"
    browser.post("/mes-donnees/nouveautes/", {"news_mail": "souvent"})
    people.member.refresh_from_db()
    assert people.member.news_mail == "daily"
