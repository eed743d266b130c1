"""Sessions: neither fixed nor stolen, seen and closed by their owner."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import settings as conf
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from members.models import JournalEntry, Member
from members.signing_in import sessions
from members.signing_in.devices import name_of
from tests.members.signing_in.steps import (
    application_code,
    give_factor,
    give_password,
    is_in,
)
from tests.people import PASSWORD, People

NEW = "chaufferie-bois-1789"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
)


def key(client: Client) -> str:
    return client.cookies[conf.SESSION_COOKIE_NAME].value


@pytest.fixture
def here(people: People) -> Client:
    client = Client(HTTP_USER_AGENT=FIREFOX)
    give_password(client, people.member)
    return client


@pytest.fixture
def phone(people: People) -> Client:
    client = Client(HTTP_USER_AGENT=PHONE)
    give_password(client, people.member)
    return client


def test_a_session_fixed_by_another_is_not_the_one_that_is_signed_in(
    people: People,
) -> None:
    client = Client()
    # The thief has begun a sign-in, and slipped his cookie into this browser.
    client.post(reverse("account_request_login_code"), {"email": "x@test.example"})
    fixed = key(client)
    give_password(client, people.staff)
    between = key(client)
    give_factor(client, application_code())
    assert is_in(client)
    for stolen in (fixed, between):
        assert stolen != key(client)
        thief = Client()
        thief.cookies[conf.SESSION_COOKIE_NAME] = stolen
        assert not is_in(thief)


def test_a_key_that_the_server_did_not_give_is_not_taken(people: People) -> None:
    client = Client()
    client.cookies[conf.SESSION_COOKIE_NAME] = "a" * 32
    give_password(client, people.member)
    assert key(client) != "a" * 32


def test_cookies_are_kept_from_scripts_and_from_other_sites(
    people: People, settings: Settings
) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client = Client(enforce_csrf_checks=False)
    client.get(reverse("account_login"))
    give_password(client, people.member)
    assert {conf.SESSION_COOKIE_NAME, conf.CSRF_COOKIE_NAME, "navigateur"} <= set(
        client.cookies
    )
    for cookie in client.cookies.values():
        assert cookie["httponly"], cookie
        assert cookie["secure"], cookie
        assert cookie["samesite"] == "Lax", cookie


def test_a_stolen_cookie_is_worth_nothing_after_the_sign_out(here: Client) -> None:
    thief = Client()
    thief.cookies[conf.SESSION_COOKIE_NAME] = key(here)
    assert is_in(thief)
    here.post(reverse("account_logout"))
    assert not is_in(thief)


def test_the_list_names_each_device_and_where_it_is(
    here: Client, phone: Client, people: People
) -> None:
    other = Client(HTTP_USER_AGENT="un robot")
    give_password(other, people.colleague)
    page = here.get(reverse("open_sessions")).content.decode()
    for words in ("Firefox sur Linux", "Safari sur iPhone", "127.0.0.1", "Ici"):
        assert words in page
    assert page.count("Ici") == 1
    assert "Appareil inconnu" not in page


def test_a_session_closed_elsewhere_ends_at_its_next_request(
    here: Client, phone: Client, people: People
) -> None:
    session = UserSession.objects.get(session_key=key(phone))
    here.post(reverse("close_session", args=[session.pk]))
    assert not is_in(phone)
    assert is_in(here)
    line = JournalEntry.objects.filter(kind="sign_out").get()
    assert "Safari sur iPhone" in line.sentence
    assert line.by == people.member


def test_nobody_closes_the_session_of_another(here: Client, people: People) -> None:
    other = Client()
    give_password(other, people.colleague)
    session = UserSession.objects.get(session_key=key(other))
    path = reverse("close_session", args=[session.pk])
    assert here.post(path).status_code == 404
    assert is_in(other)


def test_one_does_not_close_the_session_one_is_in(here: Client) -> None:
    session = UserSession.objects.get(session_key=key(here))
    here.post(reverse("close_session", args=[session.pk]))
    assert is_in(here)


def test_all_the_others_are_closed_at_once(here: Client, phone: Client) -> None:
    answer = here.post(reverse("close_other_sessions"), follow=True)
    assert "Vos autres sessions sont fermées" in answer.content.decode()
    assert is_in(here)
    assert not is_in(phone)


def test_a_new_password_closes_the_others_and_keeps_this_one(
    here: Client, phone: Client, people: People
) -> None:
    before = key(here)
    given = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    here.post(reverse("account_change_password"), given)
    assert is_in(here)
    assert key(here) != before
    assert not is_in(phone)
    assert sessions.of(people.member).count() == 1


def test_a_closed_account_is_out_at_once(here: Client, people: People) -> None:
    Member.objects.filter(pk=people.member.pk).update(is_active=False)
    assert not is_in(here)


def test_when_a_session_was_last_seen_is_noted_now_and_then(
    here: Client, people: People
) -> None:
    def seen() -> Any:
        return sessions.of(people.member).get().last_seen_at

    first = seen()
    is_in(here)
    assert seen() == first
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        here.get(reverse("home:dashboard"), REMOTE_ADDR="192.0.2.7")
    assert seen() > first
    assert sessions.of(people.member).get().ip == "192.0.2.7"


@pytest.fixture
def make(people: People) -> Callable[[int], None]:
    def sessions_of(number: int) -> None:
        for n in range(number):
            made = f"{UserSession.objects.count():032}"
            Session.objects.create(
                session_key=made,
                session_data="",
                expire_date=timezone.now() + timedelta(days=1),
            )
            UserSession.objects.create(
                user=people.member, session_key=made, ip="192.0.2.1", user_agent=f"{n}"
            )

    return sessions_of


def test_the_list_costs_the_same_with_few_and_many(
    here: Client, make: Callable[[int], None]
) -> None:
    counts = []
    for more in (3, 60):
        make(more)
        with CaptureQueriesContext(connection) as queries:
            here.get(reverse("open_sessions"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert "page 1 sur 4" in here.get(reverse("open_sessions")).content.decode()


def test_what_is_over_is_swept(here: Client, phone: Client, people: People) -> None:
    Session.objects.filter(session_key=key(phone)).update(
        expire_date=timezone.now() - timedelta(days=1)
    )
    sessions.clear()
    assert UserSession.objects.filter(user=people.member).count() == 1
    assert is_in(here)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox sur Linux"),
        (PHONE, "Safari sur iPhone"),
        (
            "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge sur Windows",
        ),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile", "Chrome sur Android"),
        ("curl/8", "Appareil inconnu"),
        ("", "Appareil inconnu"),
    ],
)
def test_a_browser_has_a_name(agent: str, name: str) -> None:
    assert name_of(agent) == name
