"""The page of an invitation: what is accepted, the password, where one works."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client

from members.coming_in import charter, invitations
from members.coming_in.guests import Guest
from members.models import Invitation, Member, Profession, Signature, Structure
from tests.members.test_invitations import GIVEN, NEW, link_of
from tests.people import People

SignIn = Callable[[Member | None], Client]
Work = Callable[[], None]
TYPE_AGAIN = "Retapez votre mot de passe"


@pytest.fixture
def clinic(db: None) -> Structure:
    return Structure.objects.create(
        name="MSP du Pont",
        kind=Structure.Kind.MSP,
        commune_code="03138",
        commune_name="Lapalisse",
    )


@pytest.fixture
def link(people: People, work: Work, clinic: Structure) -> str:
    """Of a person who works in a structure, says an import."""
    guest = Guest(NEW, "Inès", "Carvalho", details={"structure": clinic.pk})
    invitations.invite(people.staff, [(guest, [])])
    work()
    return link_of(mail.outbox[-1])


def ticked(field: Any) -> bool:
    return field.get("type") in ("checkbox", "radio")


def sent_back(page: Any) -> dict[str, str]:
    """What the page that came back would send, were its button pressed."""
    form = BeautifulSoup(page.content, "lxml").select("main form")[-1]
    fields = {
        str(field["name"]): str(field.get("value", "on" if ticked(field) else ""))
        for field in form.select("input")
        if not ticked(field) or field.has_attr("checked")
    }
    return {name: value for name, value in fields.items() if "csrf" not in name}


def test_the_charter_that_was_read_is_the_one_that_a_newcomer_signs(
    link: str, people: People, client: Client
) -> None:
    page = client.get(link)
    assert sent_back(page)["version"] == "1"
    charter.publish(people.staff, "Deuxième texte", "Une règle de moins.")
    charter.publish(people.staff, "Troisième texte", "Une règle de plus.")
    again = client.post(link, GIVEN | {"version": "1"})
    assert again.status_code == 422
    assert not Member.objects.filter(email=NEW).exists()
    text = again.content.decode()
    assert "La charte a changé entre-temps" in text
    assert "Ce qui change" in text
    assert text.index("Une règle de moins.") < text.index("Une règle de plus.")
    assert "Troisième texte" in text
    kept = sent_back(again)
    assert kept["version"] == "3"
    assert kept["phone"] == "04 65 71 00 10"
    assert "accepts" not in kept
    client.post(link, kept | {"accepts": "on", "password": GIVEN["password"]})
    member = Member.objects.get(email=NEW)
    assert Signature.objects.get(member=member).charter.version == 3


def test_without_the_version_that_was_read_nothing_is_signed(
    link: str, client: Client
) -> None:
    given = {name: value for name, value in GIVEN.items() if name != "version"}
    assert client.post(link, given).status_code == 422
    assert client.post(link, given | {"version": "x"}).status_code == 422
    assert not Member.objects.filter(email=NEW).exists()


def test_no_account_opens_without_the_password_that_was_chosen(
    link: str, client: Client
) -> None:
    page = client.post(link, GIVEN | {"commune": "Saint-Martin"})
    assert page.status_code == 422
    assert TYPE_AGAIN in page.content.decode()
    assert "Vide\u202f:" not in page.content.decode()
    kept = sent_back(page) | {"commune": "", "accepts": "on"}
    assert not kept["password"]
    again = client.post(link, kept)
    assert again.status_code == 422
    assert TYPE_AGAIN in again.content.decode()
    assert not Member.objects.filter(email=NEW).exists()
    both = sent_back(again) | {"accepts": "on", "without": "on", "password": "x" * 3}
    assert client.post(link, both).status_code == 422
    client.post(link, sent_back(again) | {"accepts": "on", "password": "un-lapin-bleu"})
    assert Member.objects.get(email=NEW).check_password("un-lapin-bleu")


def test_who_changes_his_mind_about_a_password_says_so(
    link: str, client: Client
) -> None:
    page = client.post(link, GIVEN | {"first_name": ""})
    assert "Sans mot de passe" in page.content.decode()
    kept = sent_back(page) | {"first_name": "Inès", "accepts": "on"}
    client.post(link, kept | {"without": "on"})
    assert not Member.objects.get(email=NEW).has_usable_password()


def test_who_typed_no_password_is_not_asked_for_one(link: str, client: Client) -> None:
    page = client.post(link, GIVEN | {"first_name": "", "password": ""})
    assert TYPE_AGAIN not in page.content.decode()
    assert "Sans mot de passe" not in page.content.decode()
    assert client.post(link, sent_back(page) | {"first_name": "I"}).status_code == 302


@pytest.mark.parametrize(
    ("here", "typed", "where"),
    [
        ("on", "", ["MSP du Pont, Lapalisse"]),
        ("on", "Lapalisse", ["MSP du Pont, Lapalisse"]),
        (
            "on",
            "Varennes-sur-Allier",
            ["MSP du Pont, Lapalisse", "Varennes-sur-Allier"],
        ),
        ("", "Varennes-sur-Allier", ["Varennes-sur-Allier"]),
        ("", "", []),
    ],
)
def test_where_a_newcomer_works_is_kept_whole(
    here: str, typed: str, where: list[str], link: str, client: Client
) -> None:
    client.post(link, GIVEN | {"works_there": here, "commune": typed})
    practices = Member.objects.get(email=NEW).practices.all()
    assert [str(place) for place in practices] == where


def test_an_invitation_without_a_page_keeps_both_places(
    people: People, clinic: Structure, client: Client, work: Work
) -> None:
    details = {"structure": clinic.pk, "commune_code": "03298"}
    details |= {"commune_name": "Varennes-sur-Allier"}
    invitations.invite(people.staff, [(Guest(NEW, details=details), [])])
    work()
    link = link_of(mail.outbox[-1])
    page = client.get(link)
    assert "deux lieux d’exercice" in page.content.decode()
    client.post(link, sent_back(page) | GIVEN)
    assert Member.objects.get(email=NEW).practices.count() == 2
    assert Invitation.objects.get().accepted_at


def test_the_closed_box_names_what_was_ticked(link: str, client: Client) -> None:
    nurse = Profession.objects.get(name="Infirmier, infirmière")
    given = GIVEN | {"professions": [nurse.pk], "first_name": ""}
    page = BeautifulSoup(client.post(link, given).content, "lxml")
    (box,) = [each for each in page.select("details summary") if "Prof" in each.text]
    assert box.get_text(strip=True) == "Profession\u202f: Infirmier, infirmière"
