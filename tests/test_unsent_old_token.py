"""What a person typed in a page whose token is too old is given back there, to him."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from config.unsent import KEPT, KEPT_FOR
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string

from members.models import Member
from members.signing_in import lately
from pages.models import Proposal
from tests.people import People
from tests.test_unsent import (
    HERE,
    HOSTILE,
    SECRETS,
    TEXT,
    TITLE,
    fields,
    nights,
    path,
    send,
    shown,
)

# What is kept of a form, or closed by address, is so on both profiles.
pytestmark = pytest.mark.looks

__all__ = ["nights", "path"]


def opened(client: Client) -> str:
    """The token of a page that is opened now."""
    page: Any = BeautifulSoup(client.get("/annuaire/").content, "html.parser")
    return str(page.select_one("[name=csrfmiddlewaretoken]")["value"])


def sign_in(client: Client, member: Member) -> None:
    """As by the form: the session is his, and the forms have another secret."""
    client.force_login(member)
    client.cookies["csrftoken"] = get_random_string(32)
    client.get("/annuaire/")


def stale(
    client: Client, path: str, given: Any, *, token: str = "", **headers: str
) -> Any:
    """Send a form of a page that was opened before one signed in again."""
    member = Member.objects.get(pk=client.session["_auth_user_id"])
    token = token or opened(client)
    sign_in(client, member)
    given = {"csrfmiddlewaretoken": token, **given}
    answer = client.post(path, given, headers=headers)
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "restée ouverte trop longtemps" in page
    return BeautifulSoup(page, "html.parser")


@pytest.fixture
def strict(people: People) -> Client:
    client = Client(enforce_csrf_checks=True)
    sign_in(client, people.member)
    return client


def test_a_form_whose_token_is_old_is_given_back(
    strict: Client, people: People, path: str
) -> None:
    given = {"problem": "other", "text": HOSTILE, "a": ["1", "2"]}
    found = stale(strict, f"{path}?de=ici", given, **HERE).select_one(".unsent")
    assert TITLE in found.text
    assert found.button.text == "Envoyer à nouveau"
    assert found.select_one("form")["action"] == f"{path}?de=ici"
    pairs = [("problem", "other"), ("text", HOSTILE), ("a", "1"), ("a", "2")]
    assert fields(found) == pairs
    assert len(found.select("form")) == 1  # nothing is kept, nothing to forget
    assert send(strict, found, headers=HERE).status_code == 302
    assert Proposal.objects.get().text == HOSTILE


def test_also_a_button(strict: Client) -> None:
    found = stale(strict, reverse("home:recent_clear"), {}, **HERE)
    assert "Votre demande n’est pas envoyée" in found.select_one(".unsent").text


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "https://mal.example",
        "https://testserver",
        "http://testserver:81",
        "http://testserver.mal.example",
    ],
)
def test_never_from_another_site(strict: Client, path: str, origin: str | None) -> None:
    headers = {"origin": origin} if origin else {}
    page = stale(strict, path, {"text": TEXT}, **headers)
    assert page.select_one(".unsent") is None
    assert page.select("main button") == []
    assert TEXT not in page.text
    assert "Copiez d’abord votre texte" in page.text


@pytest.mark.parametrize("secret", SECRETS, ids=lambda given: next(iter(given)))
def test_nor_with_a_file_a_password_or_a_code(
    strict: Client, path: str, secret: dict[str, Any]
) -> None:
    for value in secret.values():
        if not isinstance(value, str):
            value.seek(0)
    page = stale(strict, path, {"text": TEXT, **secret}, **HERE)
    assert page.select("main button") == []
    assert "Copiez d’abord votre texte" in page.text


def test_what_is_kept_already_stands_aside(
    strict: Client, people: People, path: str
) -> None:
    session = strict.session
    kept = {"path": "/ailleurs/", "until": timezone.now().timestamp() + KEPT_FOR}
    session[KEPT] = kept | {
        "fields": [["text", [TEXT]]],
        "of": people.member.pk,
    }
    session.save()
    assert len(stale(strict, path, {"text": TEXT}, **HERE).select(".unsent")) == 1
    assert shown(strict)


# ---- whose it is ----


def test_never_to_another_who_signed_in_since(
    strict: Client, people: People, path: str
) -> None:
    token = opened(strict)
    sign_in(strict, people.colleague)
    page = stale(strict, path, {"text": TEXT}, token=token, **HERE)
    assert page.select_one(".unsent") is None
    assert TEXT not in page.text
    assert "ce qui y est écrit n’est rendu qu’à cette personne" in page.text
    sign_in(strict, people.member)
    page = stale(strict, path, {"text": TEXT}, token=token, **HERE)
    assert page.select_one(".unsent-text").text == TEXT


def test_nor_to_a_stranger(strict: Client, people: People, path: str) -> None:
    token = opened(strict)
    strict.session.delete()
    strict.cookies["csrftoken"] = get_random_string(32)
    given = {"text": TEXT, "csrfmiddlewaretoken": token}
    answer = strict.post(path, given, headers=HERE)
    assert answer.status_code == 403
    assert TEXT not in answer.content.decode()


@pytest.mark.parametrize("token", ["y" * 64, "y" * 32, "é" * 64, "-" * 64])
def test_nor_when_nobody_knows_whose_it_is(
    strict: Client, path: str, token: str
) -> None:
    page = stale(strict, path, {"text": TEXT}, token=token, **HERE)
    assert page.select_one(".unsent") is None
    assert TEXT not in page.text
    assert "Copiez d’abord votre texte" in page.text


def test_nor_when_the_cookie_is_forged_or_gone(strict: Client, path: str) -> None:
    for cookie in ("", "faux", strict.cookies[lately.COOKIE].value + "x"):
        token = opened(strict)
        member = strict.session["_auth_user_id"]
        strict.cookies[lately.COOKIE] = cookie
        sign_in(strict, Member.objects.get(pk=member))
        page = stale(strict, path, {"text": TEXT}, token=token, **HERE)
        assert page.select_one(".unsent") is None


def test_nor_once_he_has_signed_out(strict: Client, people: People, path: str) -> None:
    token = opened(strict)
    strict.post(reverse("account_logout"), {"csrfmiddlewaretoken": token})
    sign_in(strict, people.member)
    page = stale(strict, path, {"text": TEXT}, token=token, **HERE)
    assert page.select_one(".unsent") is None


def test_a_secret_that_served_two_people_is_of_nobody(
    strict: Client, people: People, path: str
) -> None:
    token = opened(strict)
    strict.force_login(people.colleague)  # without another secret
    strict.get("/annuaire/")
    sign_in(strict, people.member)
    page = stale(strict, path, {"text": TEXT}, token=token, **HERE)
    assert page.select_one(".unsent") is None


def test_the_cookie_remembers_few_sign_ins_and_is_sent_when_it_changes(
    strict: Client, people: People
) -> None:
    for _ in range(lately.MOST + 3):
        sign_in(strict, people.member)
    assert lately.COOKIE not in strict.get("/annuaire/").cookies
    assert len(strict.cookies[lately.COOKIE].value) < 1000
