"""Who tries too often waits; the owner of an account is not locked out by others."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from members.addresses import address_of
from members.models import JournalEntry
from members.signing_in.limits import in_words
from tests.members.signing_in.steps import (
    application_code,
    ask_for_code,
    code_in,
    give_code,
    give_factor,
    give_password,
    is_in,
    link_in,
)
from tests.people import PASSWORD, People

Work = Callable[[], None]
WRONG = "pas-le-bon-du-tout"
NEW = "chaufferie-bois-1789"
#: Of RFC 5737, for examples.
ELSEWHERE = "198.51.100."


def guess(email: str, times: int, *, origin: str = "") -> list[int]:
    """Statuses of so many wrong passwords, each from another network if `origin`."""
    client = Client()
    return [
        give_from(client, email, f"{origin}{n}" if origin else "127.0.0.1")
        for n in range(1, times + 1)
    ]


def give_from(client: Client, email: str, address: str) -> int:
    given = {"login": email, "password": WRONG}
    path = reverse("account_login")
    return client.post(path, given, REMOTE_ADDR=address).status_code


@pytest.mark.parametrize("email", ["member@test.example", "nobody@test.example"])
def test_the_sixth_wrong_password_waits_with_or_without_an_account(
    people: People, email: str
) -> None:
    assert guess(email, 7, origin=ELSEWHERE) == [200] * 5 + [429] * 2


def test_a_network_that_tries_many_accounts_waits_too(people: People) -> None:
    client = Client()
    statuses = [
        give_from(client, f"person{n}@test.example", "127.0.0.1") for n in range(25)
    ]
    assert statuses == [200] * 20 + [429] * 5


def test_it_is_told_how_long_to_wait_and_what_to_do_meanwhile(
    client: Client, people: People
) -> None:
    guess(people.member.email, 5, origin=ELSEWHERE)
    answer = give_password(client, people.member)
    assert answer.status_code == 429
    assert "Recommencez dans 15\xa0minutes." in answer.content.decode()
    assert 880 < int(answer.headers["Retry-After"]) <= 900
    assert reverse("account_reset_password") in answer.content.decode()
    with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=1)):
        give_password(client, people.member)
        assert is_in(client)


def test_a_script_is_told_in_json(client: Client, people: People) -> None:
    guess(people.member.email, 5, origin=ELSEWHERE)
    given = {"login": people.member.email, "password": PASSWORD}
    answer = client.post(
        reverse("account_login"), given, HTTP_ACCEPT="application/json"
    )
    assert answer.status_code == 429
    assert "recommencez dans" in answer.json()["error"]


def test_right_passwords_are_not_counted(people: People) -> None:
    for _ in range(8):
        client = Client()
        give_password(client, people.member)
        assert is_in(client)


def test_the_owner_is_not_locked_out_of_a_browser_that_knows_him(
    client: Client, people: People
) -> None:
    give_password(client, people.member)
    client.post(reverse("account_logout"))
    guess(people.member.email, 6, origin=ELSEWHERE)
    give_password(client, people.member)
    assert is_in(client)


def test_a_known_browser_may_not_guess_without_end_either(
    client: Client, people: People
) -> None:
    give_password(client, people.member)
    client.post(reverse("account_logout"))
    statuses = [
        give_password(client, people.member, WRONG).status_code for _ in "1" * 7
    ]
    assert statuses == [200] * 5 + [429] * 2


def test_a_browser_known_to_one_is_nothing_to_another(
    client: Client, people: People
) -> None:
    give_password(client, people.member)
    client.post(reverse("account_logout"))
    statuses = [
        give_password(client, people.colleague, WRONG).status_code for _ in "1" * 6
    ]
    assert statuses[-1] == 429
    assert give_password(Client(), people.colleague).status_code == 429
    client.cookies["navigateur"] = client.cookies["navigateur"].value[:-2] + "xx"
    guess(people.member.email, 5, origin=ELSEWHERE)
    assert give_password(client, people.member).status_code == 429


def test_the_owner_comes_in_by_mail_while_another_guesses(
    client: Client, people: People, work: Work, mailoutbox: list[Any]
) -> None:
    guess(people.member.email, 6, origin=ELSEWHERE)
    ask_for_code(client, people.member.email)
    work()
    give_code(client, code_in(mailoutbox[0]))
    assert is_in(client)


def test_a_link_asked_for_by_another_opens_the_door_to_its_owner_all_the_same(
    client: Client, people: People, work: Work, mailoutbox: list[Any]
) -> None:
    """Who asks for links and codes in his place cannot keep him out."""
    other = Client()
    guess(people.member.email, 6, origin=ELSEWHERE)
    for _ in range(6):
        ask_for_code(other, people.member.email)
        path = reverse("account_reset_password")
        last = other.post(path, {"email": people.member.email})
    assert last.status_code == 429
    assert ask_for_code(client, people.member.email).status_code == 429
    work()
    link = next(link_in(m) for m in mailoutbox if "nouveau" in m.body)
    path = client.get(link).headers["Location"]
    client.post(path, {"password1": NEW, "password2": NEW})
    give_password(client, people.member, NEW)
    assert is_in(client)


def test_codes_by_mail_are_sent_so_often_and_no_more(
    client: Client, people: People, work: Work, mailoutbox: list[Any]
) -> None:
    statuses = [
        ask_for_code(Client(), people.member.email).status_code for _ in "1" * 7
    ]
    assert statuses == [302] * 5 + [429] * 2
    work()
    assert len(mailoutbox) == 5


def test_codes_of_the_application_are_not_guessed(
    client: Client, people: People
) -> None:
    give_password(client, people.staff)
    statuses = [give_factor(client, f"{n:06}").status_code for n in range(7)]
    assert statuses == [200] * 5 + [429] * 2
    give_factor(client, application_code())
    assert not is_in(client)


def test_a_good_code_starts_the_count_again(client: Client, people: People) -> None:
    give_password(client, people.staff)
    for n in range(4):
        give_factor(client, f"{n:06}")
    give_factor(client, application_code())
    assert is_in(client)
    other = Client()
    give_password(other, people.staff)
    assert give_factor(other, "000000").status_code == 200


def test_the_journal_tells_of_a_run_once(people: People) -> None:
    guess(people.member.email, 12, origin=ELSEWHERE)
    lines = JournalEntry.objects.filter(kind="sign_in_failed")
    assert lines.count() == 6
    assert "Trop d’essais" in lines.first().sentence


@pytest.mark.parametrize(
    ("proxies", "forwarded", "found"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.7, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "unknown", None),
        (1, "2001:db8::7", "2001:db8::7"),
    ],
)
def test_the_address_is_the_one_that_our_proxies_saw(
    rf: Any, settings: Settings, proxies: int, forwarded: str, found: str | None
) -> None:
    settings.PROXIES = proxies
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert address_of(rf.get("/", REMOTE_ADDR="192.0.2.1", **headers)) == found


def test_a_guesser_does_not_change_his_address_by_a_header(
    people: People, settings: Settings
) -> None:
    settings.PROXIES = 1
    client, path = Client(), reverse("account_login")
    statuses = [
        client.post(
            path,
            {"login": f"person{n}@test.example", "password": WRONG},
            HTTP_X_FORWARDED_FOR=f"198.51.100.{n}, 203.0.113.9",
        ).status_code
        for n in range(25)
    ]
    assert statuses == [200] * 20 + [429] * 5


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "une minute"),
        (60, "une minute"),
        (61, "2\xa0minutes"),
        (900, "15\xa0minutes"),
        (7200, "2\xa0heures"),
        (86000, "24\xa0heures"),
    ],
)
def test_a_time_is_told_in_words(seconds: int, words: str) -> None:
    assert in_words(seconds) == words
