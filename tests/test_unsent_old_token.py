"""What a person typed in a page whose token is too old is given back there."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from config.unsent import KEPT, KEPT_FOR
from django.test import Client
from django.urls import reverse
from django.utils import timezone

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

__all__ = ["nights", "path"]


def stale(client: Client, path: str, given: Any, **headers: str) -> Any:
    answer = client.post(path, given, headers=headers)
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "restée ouverte trop longtemps" in page
    return BeautifulSoup(page, "html.parser")


@pytest.fixture
def strict(people: People) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.member)
    client.get("/annuaire/")
    return client


def test_a_form_whose_token_is_old_is_given_back(
    strict: Client, people: People, path: str
) -> None:
    given = {"problem": "other", "text": HOSTILE, "a": ["1", "2"]}
    given["csrfmiddlewaretoken"] = "y" * 64
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
