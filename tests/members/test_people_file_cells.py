"""Cells of a file of people as spreadsheets and mail programs write them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from members.coming_in import days, importing
from members.coming_in.plans import Line
from members.models import Member, PeopleFile
from tests.members import cards
from tests.people import People

SignIn = Callable[[Member | None], Client]


@pytest.fixture(autouse=True)
def allier(settings: Any) -> None:
    settings.DEPARTMENTS = ["03"]


def line(by: Member, titles: str, *cells: str, update: bool = False) -> Line:
    text = f"{titles}\n{';'.join(cells)}\n"
    file = PeopleFile(
        name="g.csv", text=text, by=by, choices={}, update_existing=update
    )
    (found,) = importing.plan(file).lines
    return found


@pytest.mark.parametrize(
    ("cell", "email", "name"),
    [
        ("mailto:zoe@x.fr", "zoe@x.fr", ""),
        ("MAILTO:Zoe@x.fr?subject=Bonjour", "zoe@x.fr", ""),
        ("Zoé Mérieux <zoe@x.fr>", "zoe@x.fr", "Zoé Mérieux"),
        ('"MÉRIEUX, Zoé" <mailto:zoe@x.fr>', "zoe@x.fr", "Zoé Mérieux"),
        ("<zoe@x.fr>", "zoe@x.fr", ""),
        ("zoe@x.fr.", "zoe@x.fr", ""),
    ],
)
def test_an_address_is_read_however_it_stands(
    people: People, cell: str, email: str, name: str
) -> None:
    quoted = '"' + cell.replace('"', '""') + '"'
    read = line(people.staff, "Adresse mail;Profession", quoted, "")
    assert (read.action, read.email, read.name) == (Line.INVITE, email, name)
    named = line(people.staff, "Mail;Nom;Prénom", quoted, "Durand", "Ana")
    assert named.name == "Ana Durand"  # its own cells say more


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/12/2027", date(2027, 12, 31)),
        ("31/12/27", date(2027, 12, 31)),
        ("2027-12-31", date(2027, 12, 31)),
        ("2027-12-31T00:00:00", date(2027, 12, 31)),
        ("31/12/2027 00:00:00", date(2027, 12, 31)),
        ("31.12.2027", date(2027, 12, 31)),
        ("31 mars 2027", date(2027, 3, 31)),
        ("mercredi 31 mars 2027", date(2027, 3, 31)),
        ("1er août 2027", date(2027, 8, 1)),
        ("31 déc. 27", date(2027, 12, 31)),
        ("31-juil-27", date(2027, 7, 31)),
        ("31/02/2027", None),
        ("31 février 2027", None),
        ("31 jui 2027", None),  # June or July
        ("12/2027", None),
        ("demain", None),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, day: date | None) -> None:
    assert days.read(text) == day
    if day is None:
        looks_right = "/02/" in text or "février" in text
        told = days.NO_SUCH_DAY if looks_right else days.NOT_A_DAY
        assert days.why_none(text) == told


def test_a_commune_that_is_far_is_asked_for_as_a_form_does(people: People) -> None:
    far = line(people.staff, "Mail;Commune", "zoe@x.fr", "Izeure")
    assert far.action == Line.ERROR
    assert "« Izeure (21110) »" in far.told.replace("\u202f", " ")
    assert "« Yzeure (03400) »" in far.told.replace("\u202f", " ")
    sure = line(people.staff, "Mail;Commune", "zoe@x.fr", "Izeure (21110)")
    assert (sure.action, sure.about) == (Line.INVITE, "Izeure")
    # The export of the directory writes it alone: he is known to work there.
    cards.give(people.outsider, commune="Izeure (21110)")
    back = line(
        people.staff, "Mail;Commune", people.outsider.email, "Izeure", update=True
    )
    assert (back.action, back.told) == (Line.SAME, "")


def test_a_name_in_capitals_is_written_as_the_others(people: People) -> None:
    read = line(people.staff, "Mail;Nom;Prénom", "z@x.fr", "MARTIN-DURAND", "ZOÉ")
    assert read.name == "Zoé Martin-Durand"
    particle = line(people.staff, "Mail;Nom;Prénom", "z@x.fr", "DE LA TOUR Dr", "J.-P.")
    assert particle.name == "J.-P. de La Tour"
    Member.objects.filter(pk=people.outsider.pk).update(last_name="McDonald")
    back = line(
        people.staff,
        "Mail;Nom;Prénom",
        people.outsider.email,
        "MCDONALD Dr",
        people.outsider.first_name.upper(),
        update=True,
    )
    assert (back.action, back.changes) == (Line.SAME, {})


@pytest.mark.parametrize(
    "cell",
    ["infirmier(e)", "Infirmier.e", "infirmier·ère", "INFIRMIER/ÈRE", "infirmiere"],
)
def test_a_profession_in_both_genders_is_one(people: People, cell: str) -> None:
    read = line(people.staff, "Mail;Profession", "z@x.fr", cell)
    assert (read.action, read.about) == (Line.INVITE, cards.NURSE)


def test_a_bar_is_told_as_such(people: People) -> None:
    read = line(people.staff, "Mail;Nom", "z@x.fr", "Dupont / Durand")
    assert "sans « / »" in read.told.replace("\u202f", " ")
    assert "adresse de site" not in read.told
