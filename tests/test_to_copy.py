"""What was typed in a form that is refused for good is given back to be copied."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from members.models import Member, Membership, Space
from pages.models import ContentPage, Proposal
from tests.people import People, Spaces
from tests.test_unsent import HOSTILE, TEXT, nights

__all__ = ["nights"]

SignIn = Callable[[Member | None], Client]
FORMS = {
    "corriger": {"passage": "Neuf heures", "text": HOSTILE, "reason": TEXT},
    "signaler": {"problem": "other", "text": TEXT},
    "nouvelle-page": {"title": "Trois mots ici", "summary": TEXT, "text": HOSTILE},
}


def given_back(answer: Any) -> list[str]:
    page = BeautifulSoup(answer.content, "html.parser")
    return [text.get_text() for text in page.select(".unsent-text")]


@pytest.fixture
def addresses(nights: ContentPage) -> dict[str, str]:
    section = nights.get_parent()
    return {
        "corriger": reverse("pages:correction", args=[nights.pk]),
        "signaler": reverse("pages:problem", args=[nights.pk]),
        "nouvelle-page": reverse("pages:new_page", args=[section.pk]),
    }


@pytest.mark.parametrize("name", FORMS)
def test_a_space_that_is_frozen_meanwhile_says_so(
    people: People,
    spaces: Spaces,
    sign_in: SignIn,
    addresses: dict[str, str],
    name: str,
) -> None:
    client = sign_in(people.member)
    Space.objects.filter(pk=spaces.group.pk).update(state=Space.State.FROZEN)
    answer = client.post(addresses[name], FORMS[name])
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "est figé" in page
    assert "peut la faire pour vous" not in page
    assert "<script>alert" not in page
    assert given_back(answer) == [text for text in FORMS[name].values() if " " in text]
    assert not Proposal.objects.exists()
    assert given_back(client.get(addresses[name])) == []


@pytest.mark.parametrize("name", FORMS)
def test_also_after_one_s_place_is_taken_away(
    people: People,
    spaces: Spaces,
    sign_in: SignIn,
    addresses: dict[str, str],
    name: str,
) -> None:
    client = sign_in(people.member)
    Membership.objects.filter(member=people.member, space=spaces.group).delete()
    answer = client.post(addresses[name], FORMS[name])
    assert answer.status_code == 404
    assert given_back(answer) == [text for text in FORMS[name].values() if " " in text]


def test_never_what_proves_who_one_is_nor_to_a_stranger(
    people: People, sign_in: SignIn, client: Client
) -> None:
    given = {"password": "trois petits chats", "code": "1234 5678", "text": TEXT}
    assert given_back(sign_in(people.member).post("/absent/", given)) == [TEXT]
    assert given_back(client.post("/absent/", given)) == []
    quiet = {"sec-fetch-mode": "cors"}
    answer = sign_in(people.member).post("/absent/", given, headers=quiet)
    assert given_back(answer) == []


def test_a_document_of_a_frozen_space_says_so_too(
    people: People, spaces: Spaces, sign_in: SignIn, add_file: Any
) -> None:
    document = add_file(by=people.staff)
    Space.objects.filter(pk=spaces.ges.pk).update(state=Space.State.FROZEN)
    address = reverse("library:edit", args=[document.pk])
    answer = sign_in(people.staff).post(address, {"title": "Un autre titre"})
    assert answer.status_code == 403
    assert "est figé" in answer.content.decode()
    assert given_back(answer) == ["Un autre titre"]


def test_of_a_contact_the_short_words_too(people: People, sign_in: SignIn) -> None:
    given = {
        "first_name": "Zoé",
        "last_name": "Lac",
        "function": "Podologue",
        "email": "zoe@lac.fr",
        "phone": "0465710010",
        "space": "12",
        "concerns": TEXT,
        "structure": "",
    }
    answer = sign_in(people.member).post("/absent/", given)
    typed = ["Zoé", "Lac", "Podologue", "zoe@lac.fr", "0465710010", TEXT]
    assert given_back(answer) == typed
