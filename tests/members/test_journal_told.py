"""What the journal says: from where, of whom, and once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.html import strip_tags

from members import journal
from members.models import JournalEntry, Member
from tests.members.signing_in.steps import give_password
from tests.people import People

SignIn = Callable[[Member | None], Client]


def from_address(address: str, sentence: str) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    journal.record(journal.Kind.RIGHT, sentence, request=request)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("192.0.2.7", ["premier"]),
        ("192.0.2.", ["premier", "second"]),
        ("2001:DB8:", ["sixième"]),
        ("0.2.7", []),
        ("premier", ["premier"]),
    ],
)
def test_an_address_is_searched_whole_or_by_its_beginning(
    asked: str, found: list[str], people: People, sign_in: SignIn
) -> None:
    from_address("192.0.2.7", "premier")
    from_address("192.0.2.80", "second")
    from_address("2001:db8::1", "sixième")
    page = sign_in(people.staff).get("/journal/", {"q": asked})
    said = [entry.sentence for entry in page.context["page_obj"]]
    assert sorted(said) == found


def test_an_address_that_begins_a_sentence_is_written_as_it_is(
    people: People, sign_in: SignIn
) -> None:
    journal.record(journal.Kind.RIGHT, "bob@essai.example\u202f: invitation")
    journal.record(journal.Kind.RIGHT, "entre dans le GES")
    page = strip_tags(sign_in(people.staff).get("/journal/").content.decode())
    assert "bob@essai.example" in page
    assert "Bob@essai" not in page
    assert "Entre dans le GES" in page


def change_password(client: Client, old: str) -> Any:
    given = {"oldpassword": old, "password1": "x", "password2": "x"}
    return client.post(reverse("account_change_password"), given)


def test_a_wrong_current_password_is_no_sign_in_that_failed(
    client: Client, people: People
) -> None:
    give_password(client, people.member)
    codes = [change_password(client, "faux").status_code for _ in range(7)]
    assert codes[-1] == 429
    assert not JournalEntry.objects.filter(kind="sign_in_failed").exists()
    lines = JournalEntry.objects.filter(kind="proof_refused").order_by("pk")
    refused = "Mot de passe actuel refusé, dans sa session."
    stopped = "Trop d’essais, la suite est refusée, dans sa session."
    assert [line.sentence for line in lines] == [refused] * (len(lines) - 1) + [stopped]
    assert {line.about for line in lines} == {people.member}
    assert {line.by for line in lines} == {people.member}


def test_nor_is_one_that_is_asked_again(client: Client, people: People) -> None:
    give_password(client, people.member)
    client.post(reverse("account_reauthenticate"), {"password": "faux"})
    (line,) = JournalEntry.objects.filter(kind="proof_refused")
    assert line.sentence == "Mot de passe actuel refusé, dans sa session."
    assert not JournalEntry.objects.filter(kind="sign_in_failed").exists()
