"""A computer that several people use keeps nobody signed in."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings as conf
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.models import JournalEntry
from members.signing_in import known
from members.signing_in import shared as shared_computer
from tests.members.signing_in.steps import (
    application_code,
    ask_for_code,
    code_in,
    give_code,
    give_factor,
    give_password,
    is_in,
)
from tests.people import People

SAY = reverse("shared_computer")
LONG = conf.SESSION_COOKIE_AGE


@pytest.fixture
def shared(client: Client, db: None) -> Client:
    answer = client.post(SAY, {"yes": "", "next": "/annuaire/"})
    assert answer["Location"] == "/connexion/?next=%2Fannuaire%2F#ordinateur"
    page = client.get(answer["Location"]).content.decode()
    assert "Ordinateur partagé" in page
    return client


def ends_with_the_browser(client: Client) -> bool:
    return client.cookies[conf.SESSION_COOKIE_NAME]["max-age"] == ""


def test_a_password_keeps_one_signed_in_for_long(
    client: Client, people: People
) -> None:
    give_password(client, people.member)
    assert client.cookies[conf.SESSION_COOKIE_NAME]["max-age"] == LONG


def test_not_on_a_shared_computer(shared: Client, people: People) -> None:
    give_password(shared, people.member)
    assert is_in(shared)
    assert ends_with_the_browser(shared)


def test_nor_with_a_second_factor(shared: Client, people: People) -> None:
    give_password(shared, people.staff)
    give_factor(shared, application_code())
    assert is_in(shared)
    assert ends_with_the_browser(shared)


def test_nor_with_a_code_by_mail(
    shared: Client, people: People, work: Callable[[], None], mailoutbox: list[Any]
) -> None:
    ask_for_code(shared, people.member.email)
    work()
    give_code(shared, code_in(mailoutbox[-1]))
    assert is_in(shared)
    assert ends_with_the_browser(shared)


def test_an_hour_without_a_click_ends_it_there(shared: Client, people: People) -> None:
    give_password(shared, people.member)
    now = timezone.now()
    for minutes in (50, 100):  # he works, a click now and then
        with time_machine.travel(now + timedelta(minutes=minutes)):
            assert is_in(shared)
    with time_machine.travel(now + timedelta(minutes=170)):
        answer = shared.get("/annuaire/", follow=True)
        assert answer.redirect_chain == [("/connexion/?next=/annuaire/", 302)]
        page = answer.content.decode()
        assert "vous avez été déconnecté" in page
        assert "Ordinateur partagé" in page
        assert not is_in(shared)
    (line,) = JournalEntry.objects.filter(kind="sign_out")
    assert "sur un ordinateur partagé" in line.sentence
    assert line.about == people.member


def test_an_hour_without_a_click_ends_nothing_elsewhere(
    client: Client, people: People
) -> None:
    give_password(client, people.member)
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        assert is_in(client)


def test_a_computer_that_is_one_s_own_again(shared: Client, people: People) -> None:
    shared.post(SAY)
    assert "Ordinateur partagé" not in shared.get("/connexion/").content.decode()
    give_password(shared, people.member)
    assert shared.cookies[conf.SESSION_COOKIE_NAME]["max-age"] == LONG


def test_it_leads_nowhere_else(client: Client, db: None) -> None:
    answer = client.post(SAY, {"yes": "", "next": "https://mal.example/"})
    assert answer["Location"] == "/connexion/#ordinateur"


def test_it_is_said_before_one_types(client: Client, db: None) -> None:
    """The button sends its own form: what stands in the other would be lost."""
    page = client.get("/connexion/").content.decode()
    assert page.index("sert à plusieurs personnes") < page.index('name="login"')
    assert 'id="ordinateur"' in page


def test_no_one_is_remembered_on_a_shared_computer(
    client: Client, people: People
) -> None:
    give_password(client, people.member)
    assert client.cookies[known.COOKIE].value
    client.post(reverse("account_logout"))
    client.post(SAY, {"yes": ""})
    assert not client.cookies[known.COOKIE].value
    give_password(client, people.member)
    assert is_in(client)
    assert not client.cookies[known.COOKIE].value


def test_going_back_there_shows_nothing(shared: Client, people: People) -> None:
    give_password(shared, people.member)
    for path in ("/mon-espace/", "/annuaire/", "/connexion/", "/absent/"):
        assert shared.get(path)["Cache-Control"] == "private, no-store", path
    shared.cookies.clear()
    give_password(shared, people.member)
    assert shared.get("/mon-espace/")["Cache-Control"] == "private, no-cache"


def test_each_sign_out_empties_the_cache(client: Client, people: People) -> None:
    give_password(client, people.member)
    assert not client.get("/mon-espace/").has_header("Clear-Site-Data")
    answer = client.post(reverse("account_logout"))
    assert answer["Clear-Site-Data"].startswith('"cache"')


def test_also_the_one_of_the_hour(shared: Client, people: People) -> None:
    give_password(shared, people.member)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        answer = shared.get("/mon-espace/")
    assert answer["Clear-Site-Data"].startswith('"cache"')


def test_the_address_that_was_typed_is_found_once(client: Client, db: None) -> None:
    page = client.get("/connexion/?next=/annuaire/").content.decode()
    assert f'formaction="{SAY}" formnovalidate name="yes"' in page
    given = {"yes": "", "login": "é@x.fr", "password": "secret", "next": "/annuaire/"}
    answer = client.post(SAY, given)
    assert answer["Location"] == "/connexion/?next=%2Fannuaire%2F#ordinateur"
    page = client.get(answer["Location"]).content.decode()
    assert 'value="é@x.fr"' in page
    assert "secret" not in page
    assert 'value="é@x.fr"' not in client.get("/connexion/").content.decode()


@pytest.mark.parametrize("given", ["", "x" * 300])
def test_no_address_or_nonsense_is_not_kept(
    client: Client, db: None, given: str
) -> None:
    client.post(SAY, {"yes": "", "login": given})
    assert shared_computer.TYPED not in client.cookies
    client.cookies[shared_computer.TYPED] = "faux"
    assert client.get("/connexion/").status_code == 200


def test_it_is_forgotten_after_a_minute(client: Client, db: None) -> None:
    client.post(SAY, {"yes": "", "login": "a@x.fr"})
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert "a@x.fr" not in client.get("/connexion/").content.decode()
