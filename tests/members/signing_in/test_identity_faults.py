"""Providers that answer wrong, late or not at all; what an answer and a session are."""

import socket
import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as conf
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from members.models import JournalEntry, Member
from tests.members.signing_in import provider
from tests.members.signing_in.provider import go, leave, sign_in
from tests.members.signing_in.steps import is_in
from tests.members.signing_in.test_identity import anne, set_up
from tests.people import People

__all__ = ["anne", "set_up"]


@pytest.mark.parametrize(
    ("fault", "status", "says"),
    [
        ("nonce", 502, "n’est pas sûre"),
        ("audience", 502, "n’est pas sûre"),
        ("issuer", 502, "n’est pas sûre"),
        ("signature", 502, "n’est pas sûre"),
        ("none", 502, "n’est pas sûre"),
        ("expired", 502, "horloge"),
        ("subject", 502, "autre personne"),
        ("error", 502, "est en panne"),
    ],
)
def test_a_provider_that_answers_wrong_lets_nobody_in(
    client: Client, anne: Member, fault: str, status: int, says: str
) -> None:
    answer = sign_in(client, "proconnect", f"anne+{fault}")
    assert answer.status_code == status
    page = answer.content.decode()
    assert says in page
    assert "ProConnect" in page
    assert "Traceback" not in page
    assert not is_in(client)
    assert "ProConnect" in JournalEntry.objects.first().sentence


def test_no_email_is_no_matter(client: Client, anne: Member) -> None:
    sign_in(client, "proconnect", "anne+email")
    assert is_in(client)


def test_who_refuses_there_comes_back_to_the_sign_in(
    client: Client, anne: Member
) -> None:
    answer = sign_in(client, "proconnect", "anne+refuse")
    assert answer.headers["Location"] == reverse("account_login")
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Vous n’avez pas continué avec ProConnect" in page


def test_a_provider_that_never_answers_is_given_up_after_ten_seconds(
    client: Client, anne: Member, settings: Settings
) -> None:
    assert conf.SOCIALACCOUNT_REQUESTS_TIMEOUT == 10
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 1
    back = go(leave(client, "proconnect"), "anne+slow")
    began = time.monotonic()
    answer = client.get(back)
    assert time.monotonic() - began < 5
    assert answer.status_code == 504
    assert "ne répond pas" in answer.content.decode()


@pytest.fixture
def silent() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        held: list[socket.socket] = []

        def take() -> None:
            while True:
                try:
                    held.append(door.accept()[0])
                except OSError:
                    return

        threading.Thread(target=take, daemon=True).start()
        yield int(door.getsockname()[1])


def test_a_provider_that_is_silent_or_gone_is_told_of_before_one_leaves(
    client: Client, people: People, settings: Settings, silent: int
) -> None:
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 1
    for port, status in ((silent, 504), (9, 502)):
        given = conf.SOCIALACCOUNT_PROVIDERS["openid_connect"]
        given = given | {"APPS": provider.apps(f"http://127.0.0.1:{port}")}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": given}
        path = reverse("openid_connect_login", args=["psc"])
        answer = client.post(path)
        assert answer.status_code == status
        assert "Pro Santé Connect" in answer.content.decode()


@pytest.mark.parametrize(("seconds", "let_in"), [(-115, True), (115, True)])
def test_clocks_may_differ_by_two_minutes(
    client: Client, anne: Member, seconds: int, let_in: bool
) -> None:
    back = go(leave(client, "proconnect"), "anne")
    with time_machine.travel(timezone.now() + timedelta(seconds=seconds)):
        client.get(back)
        assert is_in(client) is let_in


@pytest.mark.parametrize("seconds", [-130, 130])
def test_clocks_that_differ_by_more_are_refused(
    client: Client, anne: Member, seconds: int
) -> None:
    back = go(leave(client, "proconnect"), "anne")
    with time_machine.travel(timezone.now() + timedelta(seconds=seconds)):
        answer = client.get(back)
        assert answer.status_code == 502
        assert "horloge" in answer.content.decode()
        assert not is_in(client)


def test_an_answer_serves_once_and_only_in_its_own_browser(
    client: Client, anne: Member
) -> None:
    back = go(leave(client, "proconnect"), "anne")
    thief = Client()
    assert thief.get(back).status_code == 400
    assert not is_in(thief)
    client.get(back)
    assert is_in(client)
    client.post(reverse("account_logout"))
    answer = client.get(back)
    assert answer.status_code == 400
    assert "ne sert plus" in answer.content.decode()


def test_an_answer_of_another_provider_is_not_taken(
    client: Client, anne: Member
) -> None:
    back = go(leave(client, "proconnect"), "anne")
    assert "iss=" in back
    head, _, rest = back.partition("iss=")
    other = f"{head}iss=https%3A%2F%2Fother.example&{rest.partition('&')[2]}"
    assert client.get(other).status_code == 502
    swapped = back.replace("/proconnect/", "/psc/")
    assert client.get(swapped).status_code == 400
    assert not is_in(client)


def test_the_sign_out_is_told_to_the_provider(client: Client, anne: Member) -> None:
    sign_in(client, "proconnect", "anne")
    answer = client.post(reverse("account_logout"))
    address = answer.context["address"]
    assert "id_token_hint=ey" in address
    assert "post_logout_redirect_uri=" in address
    assert not is_in(client)
    assert client.post(reverse("account_logout")).status_code == 302


def test_the_session_is_a_new_one(client: Client, anne: Member) -> None:
    back = go(leave(client, "proconnect"), "anne")
    before = client.cookies[conf.SESSION_COOKIE_NAME].value
    client.get(back)
    assert client.cookies[conf.SESSION_COOKIE_NAME].value != before
