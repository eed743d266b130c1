"""A CSV file of people: it says what it leaves out, what it adds, what stays."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.coming_in import lists
from members.models import (
    Invitation,
    JournalEntry,
    Member,
    Membership,
    PeopleFile,
    Practice,
    Structure,
)
from tests.members.test_people_lists import do, give
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
Work = Callable[[], None]


@pytest.fixture
def as_staff(people: People, spaces: Spaces, sign_in: SignIn) -> Client:
    return sign_in(people.staff)


@pytest.fixture
def clinic(db: None) -> Structure:
    return Structure.objects.create(
        name="MSP du Pont",
        kind=Structure.Kind.MSP,
        commune_code="03138",
        commune_name="Lapalisse",
    )


def only_line() -> dict[str, Any]:
    (line,) = PeopleFile.objects.latest("pk").report["lines"]
    return dict(line)


def where(member: Member) -> list[str]:
    return [str(place) for place in member.practices.all()]


def test_columns_that_nobody_knows_are_named(as_staff: Client) -> None:
    text = "mail;Couleur;Ce qui ne va pas;Âge;\na@x.fr;bleu;rien;40;\n"
    page = give(as_staff, text)
    assert "Colonnes laissées de côté\u202f: Couleur, Âge." in page
    assert "Colonne laissée de côté\u202f: Couleur." in give(
        as_staff, "mail;Couleur\na@x.fr;bleu\n"
    )
    assert "de côté" not in give(as_staff, "mail;nom\na@x.fr;Bleu\n")


def test_a_function_is_a_profession(as_staff: Client) -> None:
    page = give(as_staff, "mail;Fonction\na@x.fr;Sage-femme\n")
    assert "de côté" not in page
    assert only_line()["about"] == "Sage-femme"


def test_of_two_columns_that_say_the_same_the_first_is_read_and_it_is_told(
    as_staff: Client,
) -> None:
    text = "mail;Nom;Courriel;Nom de famille\na@x.fr;Un;b@x.fr;Deux\n"
    page = give(as_staff, text)
    said = "Les colonnes «\u202fNom\u202f» et «\u202fNom de famille\u202f» disent"
    assert said in page
    assert (only_line()["email"], only_line()["name"]) == ("a@x.fr", "Un")
    assert lists.rows(text)[0][1] == {"email": "a@x.fr", "last_name": "Un"}


def test_a_place_of_the_file_is_added_to_those_of_a_card_and_told(
    people: People, as_staff: Client, clinic: Structure, work: Work
) -> None:
    him = people.outsider
    Practice.objects.create(
        member=him, commune_code="03095", commune_name="Cusset", position=3
    )
    text = (
        "mail;structure;commune;code postal\n"
        f"{him.email};MSP du Pont;Varennes-sur-Allier;03150\n"
    )
    give(as_staff, text, update_existing="on")
    added = "lieu d’exercice ajouté (MSP du Pont, Lapalisse\u202f; Varennes-sur-Allier)"
    assert f"Fiche\u202f: {added}." in only_line()["says"]
    do(as_staff)
    work()
    assert where(him) == ["Cusset", "MSP du Pont, Lapalisse", "Varennes-sur-Allier"]
    (letter,) = mail.outbox
    assert added in letter.body
    give(as_staff, text, update_existing="on")  # now there is nothing to add
    assert only_line()["action"] == "same"


def test_a_structure_and_another_commune_are_two_places_of_a_guest(
    as_staff: Client, clinic: Structure
) -> None:
    head = "mail;structure;commune;code postal\n"
    give(as_staff, f"{head}a@x.fr;MSP du Pont;Varennes-sur-Allier;03150\n")
    assert (
        "Deux lieux d’exercice\u202f: MSP du Pont, Lapalisse\u202f; Varennes"
        in (only_line()["says"])
    )
    give(as_staff, f"{head}a@x.fr;MSP du Pont;Lapalisse;03120\n")
    assert only_line()["says"] == ""


def test_a_level_that_does_not_change_by_a_file_is_told(
    people: People, spaces: Spaces, as_staff: Client
) -> None:
    text = f"mail;espaces;niveau\n{people.member.email};GES;"
    give(as_staff, f"{text}lecture\n", update_existing="on")
    assert only_line()["action"] == "same"
    says = only_line()["says"]
    assert "Déjà dans «\u202fGES\u202f» (contribue)" in says
    assert "parmi les personnes de l’espace" in says
    give(as_staff, f"{text}contribution\n", update_existing="on")
    assert only_line()["says"] == "Déjà dans «\u202fGES\u202f»."


def test_who_is_put_in_a_space_anew_by_a_file_is_told_of_his_new_level(
    people: People, spaces: Spaces, as_staff: Client, work: Work
) -> None:
    Membership.objects.create(
        space=spaces.group,
        member=people.outsider,
        role=Membership.Role.READER,
        ends_on=timezone.localdate() - timedelta(days=3),
    )
    text = f"mail;espaces;niveau\n{people.outsider.email};Sorties d’hôpital;"
    give(as_staff, f"{text}contribution\n", update_existing="on")
    do(as_staff)
    work()
    (sent,) = [sent for sent in mail.outbox if sent.to == [people.outsider.email]]
    assert "proposer des documents" in sent.body
    told = JournalEntry.objects.filter(about=people.outsider, kind="right")
    assert "contribue" in told.latest("pk").sentence


def test_what_a_file_does_bears_the_address_of_who_launched_it(
    people: People, as_staff: Client, work: Work
) -> None:
    text = f"mail;nom;espaces\na@x.fr;A;GES\n{people.outsider.email};Autre;GES\n"
    give(as_staff, text, update_existing="on")
    do(as_staff)
    work()
    kinds = ["invitation", "account", "right"]
    lines = JournalEntry.objects.filter(kind__in=kinds, by=people.staff)
    assert {line.kind for line in lines} == set(kinds)
    assert {line.address for line in lines} == {"127.0.0.1"}


def test_files_of_many_with_places_cost_the_same_to_read(
    people: People, spaces: Spaces, clinic: Structure
) -> None:
    from members.coming_in import importing

    def cost(count: int) -> int:
        emails = [f"m{n}@x.fr" for n in range(count)]
        for email in emails:
            member, _ = Member.objects.get_or_create(email=email)
            Practice.objects.get_or_create(member=member, structure=clinic)
            Membership.objects.get_or_create(member=member, space=spaces.ges)
        head = "mail;structure;commune;code postal;espaces\n"
        text = head + "".join(
            f"{email};MSP du Pont;Cusset;03300;GES\n" for email in emails
        )
        file = PeopleFile(text=text, by=people.staff, update_existing=True)
        file.choices = {}
        with CaptureQueriesContext(connection) as asked:
            importing.plan(file)
        return len(asked)

    assert cost(20) == cost(2)


def test_one_who_is_invited_as_something_else_keeps_his_role_and_it_is_told(
    people: People, spaces: Spaces, as_staff: Client
) -> None:
    given = {"people": people.occasional.email, "role": "permanent", "level": "reader"}
    page = as_staff.post("/invitations/nouvelle/", given, follow=True)
    text = page.content.decode()
    assert "Son rôle reste «\u202fmembre occasionnel\u202f»" in text
    assert "«\u202fComptes\u202f»" in text
    people.occasional.refresh_from_db()
    assert people.occasional.role == "occasional"
    same = given | {"people": people.member.email}
    again = as_staff.post("/invitations/nouvelle/", same, follow=True)
    assert "Son rôle reste" not in again.content.decode()
    assert not Invitation.objects.exists()
