"""Titles are no part of a name, wherever one fills in a name."""

from collections.abc import Callable

import pytest
from django.test import Client

from members.models import Contact, JoinRequest, Member
from tests.members.test_directory_cards import filled
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
ASKS = {
    "email": "zoe@x.fr",
    "profession": "",
    "commune": "Lapalisse (03120)",
    "why": "Sage-femme à Lapalisse.",
    "website": "",
}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (("Dr Anne", "Chassaing"), ("Anne", "Chassaing")),
        (("Anne", "Chassaing (Dr)"), ("Anne", "Chassaing")),
        (("Anne", "de la Tour Mme"), ("Anne", "de la Tour")),
        (("Anne", "M Durand"), ("Anne", "Durand")),
        (("Jean", "Docteur"), ("Jean", "Docteur")),
        (("Anne (Dr)", "McDONALD"), ("Anne", "McDONALD")),
    ],
)
def test_a_stranger_asks_by_his_name(
    people: People, client: Client, typed: tuple[str, str], kept: tuple[str, str]
) -> None:
    given = dict(zip(("first_name", "last_name"), typed, strict=True))
    answer = client.post("/rejoindre/", ASKS | given)
    assert answer.status_code == 302
    made = JoinRequest.objects.get(email="zoe@x.fr")
    assert (made.first_name, made.last_name) == kept


def test_a_title_alone_is_no_first_name(people: People, client: Client) -> None:
    given = {"first_name": "Dr", "last_name": "Chassaing"}
    answer = client.post("/rejoindre/", ASKS | given)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "« Dr » est un titre" in page.replace("\u202f", " ")
    assert 'value="Dr"' in page
    assert not JoinRequest.objects.exists()


def test_ones_card_and_a_contact_have_no_title(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    me = sign_in(people.member)
    form = filled(people.member, first_name="Dr Léa")
    me.post(f"/annuaire/{people.member.pk}/modifier/", form)
    people.member.refresh_from_db()
    assert people.member.first_name == "Léa"
    sign_in(people.staff).post(
        "/annuaire/contacts/ajouter/",
        {"last_name": "Brunet Mme", "email": "b@x.fr", "space": spaces.ges.pk},
    )
    assert Contact.objects.get().last_name == "Brunet"
