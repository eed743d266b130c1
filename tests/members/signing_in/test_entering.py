"""Coming in by a password or a code; the second factor is asked for all the same."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.models import JournalEntry, Member
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
NEW = "chaufferie-bois-1789"
WRONG = "ne vont pas ensemble"


def test_an_address_and_a_password_let_a_member_in(
    client: Client, people: People
) -> None:
    answer = give_password(client, "MEMBER@test.example")
    assert answer.headers["Location"] == reverse("home:dashboard")
    assert is_in(client)


@pytest.mark.parametrize("email", ["member@test.example", "nobody@test.example"])
def test_a_wrong_password_is_refused_alike_with_or_without_an_account(
    client: Client, people: People, email: str
) -> None:
    page = give_password(client, email, "pas-le-bon-du-tout").content.decode()
    assert WRONG in page
    assert not is_in(client)


def test_a_closed_account_is_told_so_only_to_who_has_its_password(
    client: Client, people: People
) -> None:
    Member.objects.filter(pk=people.member.pk).update(is_active=False)
    assert WRONG in give_password(client, people.member, "x" * 12).content.decode()
    answer = give_password(client, people.member)
    assert answer.headers["Location"] == reverse("account_inactive")
    assert not is_in(client)
    line = JournalEntry.objects.filter(about=people.member).latest("pk")
    assert line.kind == "sign_in_failed"
    assert "Compte fermé" in line.sentence


def test_a_code_by_mail_lets_a_member_in_once(
    client: Client, people: People, work: Work, mailoutbox: list[Any]
) -> None:
    answer = ask_for_code(client, people.member.email)
    assert answer.headers["Location"] == reverse("account_confirm_login_code")
    assert mailoutbox == []  # it leaves from the worker
    work()
    (mail,) = mailoutbox
    assert mail.to == [people.member.email]
    code = code_in(mail)
    give_code(client, code.replace("-", " "))
    assert is_in(client)

    client.post(reverse("account_logout"))
    give_code(client, code)
    assert not is_in(client)
    other = Client()
    ask_for_code(other, people.member.email)
    give_code(other, code)
    assert not is_in(other)


def test_a_code_serves_only_where_it_was_asked_for(
    client: Client, people: People, work: Work, mailoutbox: list[Any]
) -> None:
    ask_for_code(client, people.member.email)
    work()
    thief = Client()
    ask_for_code(thief, people.member.email)
    give_code(thief, code_in(mailoutbox[0]))
    assert not is_in(thief)


def test_a_code_is_dead_after_a_quarter_of_an_hour(
    client: Client, people: People, work: Work, mailoutbox: list[Any]
) -> None:
    ask_for_code(client, people.member.email)
    work()
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        give_code(client, code_in(mailoutbox[0]))
        assert not is_in(client)


def test_a_code_dies_after_three_wrong_ones(
    client: Client, people: People, work: Work, mailoutbox: list[Any]
) -> None:
    ask_for_code(client, people.member.email)
    work()
    for _ in range(3):
        give_code(client, "0000-0000")
    give_code(client, code_in(mailoutbox[0]))
    assert not is_in(client)


def test_another_code_can_be_asked_for_and_the_first_is_then_dead(
    client: Client, people: People, work: Work, mailoutbox: list[Any]
) -> None:
    ask_for_code(client, people.member.email)
    client.post(reverse("account_confirm_login_code"), {"action": "resend"})
    work()
    first, second = (code_in(mail) for mail in mailoutbox)
    give_code(client, first)
    assert not is_in(client)
    give_code(client, second)
    assert is_in(client)


def test_who_asked_with_a_wrong_address_can_come_back(
    client: Client, people: People
) -> None:
    ask_for_code(client, "mebmer@test.example")
    for name in ("account_login", "account_request_login_code"):
        assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("who", ["staff", "admin", "editor"])
def test_the_second_factor_is_asked_after_a_password(
    client: Client, people: People, who: str
) -> None:
    answer = give_password(client, people.all()[who])
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)
    give_factor(client, application_code())
    assert is_in(client)


def test_the_second_factor_is_asked_after_a_code_by_mail(
    client: Client, people: People, work: Work, mailoutbox: list[Any]
) -> None:
    ask_for_code(client, people.staff.email)
    work()
    answer = give_code(client, code_in(mailoutbox[0]))
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)
    give_factor(client, application_code())
    assert is_in(client)


def test_the_second_factor_is_asked_after_a_new_password(
    client: Client, people: People, work: Work, mailoutbox: list[Any]
) -> None:
    client.post(reverse("account_reset_password"), {"email": people.staff.email})
    work()
    path = client.get(link_in(mailoutbox[0])).headers["Location"]
    client.post(path, {"password1": NEW, "password2": NEW})
    assert not is_in(client)
    give_password(client, people.staff, NEW)
    assert not is_in(client)
    give_factor(client, application_code())
    assert is_in(client)


def test_wagtails_admin_asks_for_the_second_factor(
    client: Client, people: People
) -> None:
    give_password(client, people.staff)
    answer = client.get("/admin/")
    assert answer.headers["Location"].startswith(reverse("account_login"))
    give_factor(client, application_code())
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("seconds", [-120, -90, 0, 90, 120])
def test_a_clock_that_is_off_by_two_minutes_is_taken(
    client: Client, people: People, seconds: int
) -> None:
    give_password(client, people.staff)
    give_factor(client, application_code(seconds))
    assert is_in(client)


@pytest.mark.parametrize("seconds", [-180, 180])
def test_a_clock_that_is_off_by_more_is_not(
    client: Client, people: People, seconds: int
) -> None:
    give_password(client, people.staff)
    page = give_factor(client, application_code(seconds)).content.decode()
    assert "n’est pas le bon, ou il a déjà servi" in page
    assert not is_in(client)


@pytest.mark.parametrize("later", [1, 45, 100])
def test_a_code_of_the_application_serves_once(
    client: Client, people: People, later: int
) -> None:
    code = application_code()
    give_password(client, people.staff)
    give_factor(client, code)
    assert is_in(client)
    with time_machine.travel(timezone.now() + timedelta(seconds=later)):
        again = Client()
        give_password(again, people.staff)
        give_factor(again, code)
        assert not is_in(again)


def test_the_link_for_a_password_serves_once_and_closes_the_other_sessions(
    client: Client, people: People, work: Work, mailoutbox: list[Any]
) -> None:
    elsewhere = Client()
    give_password(elsewhere, people.member)
    client.post(reverse("account_reset_password"), {"email": people.member.email})
    work()
    link = link_in(mailoutbox[0])
    path = client.get(link).headers["Location"]
    assert link.split("/")[-2] not in path  # no Referer tells it
    client.post(path, {"password1": NEW, "password2": NEW})
    assert not is_in(elsewhere)
    for address in (link, path):
        page = Client().get(address, follow=True).content.decode()
        assert "Ce lien ne sert plus" in page
    work()
    assert "a été changé, par le lien d’un mail" in mailoutbox[-1].body
    assert give_password(Client(), people.member, PASSWORD).status_code == 200
    give_password(client, people.member, NEW)
    assert is_in(client)


def test_a_weak_password_is_refused_in_french(
    client: Client, people: People, work: Work, mailoutbox: list[Any]
) -> None:
    client.post(reverse("account_reset_password"), {"email": people.member.email})
    work()
    path = client.get(link_in(mailoutbox[0])).headers["Location"]
    for password, says in {
        "court-2026": "12 caractères",
        "telechargement": "trop courant",
        "Motdepasse-2026": "un mot connu, et des chiffres",
        "123456789012": "entièrement numérique",
        "member@test-example": "trop semblable",
    }.items():
        page = client.post(path, {"password1": password, "password2": password})
        assert page.status_code == 200
        assert says in page.content.decode(), password
    page = client.post(path, {"password1": NEW, "password2": PASSWORD})
    assert "ne correspondent pas" in page.content.decode()
