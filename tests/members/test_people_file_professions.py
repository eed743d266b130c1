"""Professions in a CSV file of people: usual names, short names, unknown ones."""

from collections.abc import Callable

import pytest
from django.test import Client

from members.coming_in import professions
from members.models import Member, Profession
from tests.members.test_people_lists import give
from tests.people import People

SignIn = Callable[[Member | None], Client]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("Médecin", "Peut-être « Médecin généraliste » ou « Médecin spécialiste »."),
        ("Orthofoniste", "Peut-être « Orthophoniste », « Orthoptiste »"),
        ("xyzzy", "La liste est sur la page"),
    ],
)
def test_an_unknown_profession_suggests_the_closest(
    typed: str, says: str, db: None
) -> None:
    told = professions.unknown(typed, professions.by_name()).replace("\u202f", " ")
    assert says in told


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("IDE", "Infirmier, infirmière"),
        ("Dentiste", "Chirurgien-dentiste, chirurgienne-dentiste"),
        ("aide soignante", "Aide-soignant, aide-soignante"),
        ("généraliste", "Médecin généraliste"),
        ("AS", "Aide-soignant, aide-soignante"),
        ("a.s.", "Aide-soignant, aide-soignante"),
        ("A. S.", "Aide-soignant, aide-soignante"),
        ("I.D.E.", "Infirmier, infirmière"),
        ("MK", "Masseur-kinésithérapeute, masseuse-kinésithérapeute"),
        (" SF ", "Sage-femme"),
        ("MG", "Médecin généraliste"),
        ("sage femme", "Sage-femme"),
    ],
)
def test_usual_names_of_professions_are_known(typed: str, name: str, db: None) -> None:
    found = professions.named(typed, professions.by_name())
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("typed", "says"),
    [("ASH", "agent des services hospitaliers"), ("A.E.S.", "accompagnant éducatif")],
)
def test_what_is_not_of_the_list_is_told_in_full(
    typed: str, says: str, db: None
) -> None:
    told = professions.unknown(typed, professions.by_name())
    assert f"({says}" in told
    assert "n’est pas dans la liste" in told


def test_a_short_name_is_known_once_its_profession_is_added(db: None) -> None:
    Profession.objects.create(name="Agent des services hospitaliers")
    found = professions.named("ASH", professions.by_name())
    assert str(found) == "Agent des services hospitaliers"


def test_short_names_of_a_file_are_read_and_listed(
    people: People, sign_in: SignIn
) -> None:
    browser = sign_in(people.staff)
    page = give(browser, "Adresse mail;Profession\na@x.fr;AS\nb@x.fr;A.S. | SF\n")
    assert "2 à inviter" in page
    assert page.count("Aide-soignant, aide-soignante") == 2
    listed = browser.get("/invitations/fichier/").content.decode()
    assert 'Sage-femme <span class="meta">SF</span>' in listed


def test_each_usual_name_leads_to_a_profession(db: None) -> None:
    known = professions.by_name()
    assert [usual for usual in professions.USUAL if usual not in known] == []
