"""Professions in a CSV file of people: usual names, short names, unknown ones."""

from collections.abc import Callable

import pytest
from django.test import Client

from members.coming_in import professions
from members.coming_in.importing import plan
from members.models import Member, PeopleFile, Profession, Space
from tests.members.test_people_lists import give
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("Médecin", "Peut-être « Médecin généraliste » ou « Médecin spécialiste »."),
        ("Orthofoniste", "Peut-être « Orthophoniste », « Orthoptiste »"),
        ("xyzzy", "La liste est sur la page"),
        ("Dr", "Peut-être « Médecin généraliste » ou « Médecin spécialiste »."),
        ("dr.", "Peut-être « Médecin généraliste » ou « Médecin spécialiste »."),
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
        ("sagefemme", "Sage-femme"),
        ("Aide soignant", "Aide-soignant, aide-soignante"),
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


def test_semicolons_and_slashes_separate(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    Space.objects.filter(pk=spaces.group.pk).update(name="Ville, hôpital")
    names = "Ville, hôpital"
    lines = [
        f'a@x.fr;"AS; SF";"{spaces.ges.name}; {names}"',
        f'b@x.fr;"AS;";"{spaces.ges.name} / {names}"',
        f'c@x.fr;SF;"{names}"',
    ]
    head = "Adresse mail;Profession;Espaces\n"
    page = give(sign_in(people.staff), head + "\n".join(lines) + "\n")
    assert "3 à inviter" in page
    file = PeopleFile.objects.latest("pk")
    given = [[str(p.space) for p in line.places] for line in plan(file).lines]
    shown = str(Space.objects.get(pk=spaces.group.pk))
    both = sorted([spaces.ges.name, shown])
    assert [sorted(each) for each in given] == [both, both, [shown]]


def test_the_role_of_the_staff_is_read_as_the_directory_writes_it(
    people: People, sign_in: SignIn
) -> None:
    text = "Adresse mail;Rôle\na@x.fr;équipe du Pays\n"
    assert "1 à inviter" in give(sign_in(people.staff), text)
    (line,) = plan(PeopleFile.objects.latest("pk")).lines
    assert line.role == Member.Role.STAFF
    told = give(sign_in(people.editor), text, role="occasional")
    assert "Seule l’équipe du Pays invite" in told
