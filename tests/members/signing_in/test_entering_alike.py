"""What the door never does: lead elsewhere, make accounts, tell who has one."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, get_resolver, reverse
from pytest_django import Settings

from members.models import JournalEntry, Member
from members.signing_in.adapters import Accounts
from tests.members.signing_in.steps import (
    application_code,
    ask_for_code,
    code_in,
    give_code,
    give_factor,
    give_password,
    is_in,
)
from tests.members.signing_in.test_entering import NEW, WRONG, Work
from tests.people import People


def test_mails_bear_the_address_of_the_settings_whatever_host_is_named(
    client: Client,
    people: People,
    settings: Settings,
    work: Work,
    mailoutbox: list[Any],
) -> None:
    path, given = reverse("account_reset_password"), {"email": people.member.email}
    assert client.post(path, given, HTTP_HOST="piege.example").status_code == 400
    settings.ALLOWED_HOSTS = ["localhost", "testserver", "autre.example"]
    client.post(path, given, HTTP_HOST="autre.example")
    work()
    (mail,) = mailoutbox
    assert settings.SITE_ADDRESS in mail.body
    assert "autre.example" not in mail.body + str(mail.alternatives)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://piege.example/",
        "//piege.example/",
        "/\\piege.example",
        "javascript:alert(1)",
        "https://localhost:9/",  # a name of the settings, yet not this site
        "ftp://testserver/",
    ],
)
def test_nobody_is_sent_elsewhere_after_signing_in(
    client: Client, people: People, work: Work, mailoutbox: list[Any], elsewhere: str
) -> None:
    home = reverse("home:dashboard")
    assert give_password(client, people.member, next=elsewhere)["Location"] == home
    path = reverse("account_login") + "?next=" + elsewhere
    assert client.get(path)["Location"] == home
    out = client.post(reverse("account_logout"), {"next": elsewhere})
    assert out["Location"] == reverse("account_login")
    ask_for_code(client, people.member.email, next=elsewhere)
    work()
    given = {"code": code_in(mailoutbox[0]), "next": elsewhere}
    answer = client.post(reverse("account_confirm_login_code"), given)
    assert answer.headers["Location"] == home


def test_one_comes_where_one_was_going(client: Client, people: People) -> None:
    asked = client.get("/espaces/sorties/").headers["Location"]
    assert "next=/espaces/sorties/" in asked
    page = client.get(asked).content.decode()
    assert 'name="next" value="/espaces/sorties/"' in page
    give_password(client, people.editor, next="/espaces/sorties/")
    answer = give_factor(client, application_code())
    assert answer.headers["Location"] == "/espaces/sorties/"


def test_nobody_makes_an_account_by_a_door_of_allauth(
    client: Client, people: People
) -> None:
    before = Member.objects.count()
    for name in ("account_signup", "account_signup_by_passkey", "socialaccount_signup"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    routes = [str(p.pattern) for p in get_resolver().url_patterns]
    assert not any("signup" in route for route in routes)
    given = {"email": "x@test.example", "password1": NEW, "login": "x@test.example"}
    for path in ("/accounts/signup/", "/inscription/", "/connexion/", "/signup/"):
        client.post(path, given)
    request = RequestFactory().get("/")
    assert not Accounts(request).is_open_for_signup(request)
    with pytest.raises(PermissionDenied):
        Accounts(request).save_user(request, Member(), None)
    assert Member.objects.count() == before


def test_allauth_keeps_no_address_of_its_own(
    client: Client, people: People, work: Work, mailoutbox: list[Any]
) -> None:
    """An address that staff changed must not open the account any more."""
    ask_for_code(client, people.member.email)
    client.post(reverse("account_reset_password"), {"email": people.member.email})
    work()
    give_code(client, next(code_in(m) for m in mailoutbox if "code" in m.subject))
    assert is_in(client)
    assert not EmailAddress.objects.exists()
    old = people.member.email
    people.member.email = "nouvelle@test.example"
    people.member.save()
    assert WRONG in give_password(Client(), old).content.decode()


@pytest.mark.parametrize(
    "name", ["account_reset_password", "account_request_login_code"]
)
def test_what_is_asked_for_by_mail_is_answered_alike_with_or_without_an_account(
    people: People, work: Work, mailoutbox: list[Any], name: str
) -> None:
    answers, queries = [], []
    for email in (people.member.email, "nobody@test.example"):
        client = Client()
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(reverse(name), {"email": email})
        page = client.get(answer.headers["Location"]).content.decode()
        page = re.sub(r'value="\w{64}"', "", page).replace(email, "")
        answers.append((answer.status_code, answer.headers["Location"], page))
        queries.append([q["sql"].split()[0] for q in asked])
    assert answers[0] == answers[1]
    assert queries[0] == queries[1]
    work()
    assert [mail.to for mail in mailoutbox] == [[people.member.email]]


def test_a_wrong_code_is_answered_alike_with_or_without_an_account(
    people: People,
) -> None:
    pages = []
    for email in (people.member.email, "nobody@test.example"):
        client = Client()
        ask_for_code(client, email)
        page = give_code(client, "0000-0000").content.decode()
        pages.append(re.sub(r'value="\w{64}"', "", page).replace(email, ""))
    assert pages[0] == pages[1]
    assert "demandez-en un autre" in pages[0]  # no other comes by itself


def test_the_journal_tells_how_each_came_and_left(
    client: Client, people: People, work: Work, mailoutbox: list[Any]
) -> None:
    give_password(client, people.staff, "pas-le-bon-du-tout")
    give_password(client, people.staff)
    give_factor(client, "000000")
    give_factor(client, application_code())
    client.post(reverse("account_logout"))
    ask_for_code(client, people.member.email)
    work()
    give_code(client, "0000-0000")
    give_code(client, code_in(mailoutbox[0]))
    give_password(Client(), "nobody@test.example")
    lines = [
        (line.kind, line.about and line.about.email, line.sentence)
        for line in JournalEntry.objects.order_by("pk")
    ]
    staff, member = people.staff.email, people.member.email
    assert lines == [
        ("sign_in_failed", staff, f"Mot de passe refusé pour «\u202f{staff}\u202f»."),
        ("sign_in_failed", staff, "Second facteur refusé."),
        ("sign_in", staff, "Connexion par mot de passe, puis application."),
        ("sign_out", staff, "Déconnexion."),
        (
            "sign_in_failed",
            member,
            f"Code reçu par mail refusé pour «\u202f{member}\u202f».",
        ),
        ("sign_in", member, "Connexion par code reçu par mail."),
        (
            "sign_in_failed",
            None,
            "Mot de passe refusé pour «\u202fnobody@test.example\u202f».",
        ),
    ]
    assert {line.address for line in JournalEntry.objects.all()} == {"127.0.0.1"}
