"""Spaces of a name that holds a separator, named in a file of people."""

from collections.abc import Callable
from datetime import timedelta
from time import perf_counter

import pytest
from django.test import Client
from django.utils import timezone

from members.coming_in import lists
from members.coming_in.placing import cut
from members.models import Invitation, Member, PeopleFile, Space
from tests.members.test_people_lists import do, give
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
NAMES = ("Soins ; palliatifs", "Ville / hôpital", "Diabète, obésité", "Soins", "A|B")


@pytest.fixture
def named(spaces: Spaces) -> dict[str, Space]:
    return {
        name: Space.objects.create(name=name, slug=f"e{n}", initials="EE", hue=1)
        for n, name in enumerate(NAMES)
    }


def csv(*cells: str) -> str:
    lines = (
        f'p{n}@x.fr;"{cell.replace(chr(34), chr(34) * 2)}"'
        for n, cell in enumerate(cells)
    )
    return "Adresse mail;Espaces\n" + "\n".join(lines) + "\n"


def spaced(text: str) -> str:
    return text.replace("\u202f", " ")


READ = [
    ("Soins ; palliatifs", {"Soins ; palliatifs"}),
    ("soins;palliatifs", {"Soins ; palliatifs"}),
    ("Soins\u202f; palliatifs", {"Soins ; palliatifs"}),
    ("Soins ; palliatifs ; GES", {"Soins ; palliatifs", "GES"}),
    ("GES | Soins ; palliatifs", {"Soins ; palliatifs", "GES"}),
    ("GES ; Soins ; palliatifs ; Soins", {"Soins ; palliatifs", "GES", "Soins"}),
    ("Ville / hôpital / GES", {"Ville / hôpital", "GES"}),
    ("GES/Ville/hôpital", {"Ville / hôpital", "GES"}),
    ("Diabète, obésité, Ville / Hopital", {"Diabète, obésité", "Ville / hôpital"}),
    ("Soins, Diabète, obésité", {"Soins", "Diabète, obésité"}),
    ("A|B|GES", {"A|B", "GES"}),
    ('"Soins ; palliatifs" ; "GES"', {"Soins ; palliatifs", "GES"}),
    ("«\u202fSoins ; palliatifs\u202f» / « GES »", {"Soins ; palliatifs", "GES"}),
    ("; GES ;; / Soins ,", {"GES", "Soins"}),
    ("e0 ; ges", {"Soins ; palliatifs", "GES"}),
    ("GES ; GES", {"GES"}),
]


def test_each_is_read_whole_and_beside_others(
    named: dict[str, Space],
    people: People,
    sign_in: SignIn,
    work: Callable[[], None],
) -> None:
    staff = sign_in(people.staff)
    page = spaced(give(staff, csv(*(cell for cell, _ in READ))))
    assert f"{len(READ)} à inviter" in page
    do(staff)
    work()
    for n, (cell, wanted) in enumerate(READ):
        made = Invitation.objects.get(email=f"p{n}@x.fr")
        assert {str(place.space) for place in made.places.all()} == wanted, cell


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (
            "Soins ; palliatif",
            "« Soins ; palliatif ». Peut-être « Soins ; palliatifs »",
        ),
        ("Ville / hopitaux", "« Ville / hopitaux ». Peut-être « Ville / hôpital »"),
        ("GES ; Lune", "Espace inconnu : « Lune »."),
        ("Lune / Mars", "Espace inconnu : « Mars »."),
        ('"Soins ; Lune"', "Espace inconnu : « Soins ; Lune »."),
        ("Diabete, obesite, Sons", "« Sons ». Peut-être « Soins »"),
    ],
)
def test_what_is_not_understood_is_told_and_nothing_is_taken(
    named: dict[str, Space], people: People, sign_in: SignIn, cell: str, said: str
) -> None:
    staff = sign_in(people.staff)
    page = spaced(give(staff, csv(cell, "GES")))
    assert said in page
    assert "1 à inviter" in page
    do(staff)
    assert not Invitation.objects.filter(email="p0@x.fr").exists()
    assert PeopleFile.objects.count() == 1


def test_one_that_could_be_several_is_told(
    named: dict[str, Space], people: People, sign_in: SignIn
) -> None:
    Space.objects.create(name="GES / Soins", slug="les-deux", initials="LD", hue=1)
    page = spaced(give(sign_in(people.staff), csv("GES / Soins", '"GES" / "Soins"')))
    told = "Espaces lus comme un seul, « GES / Soins » : pour plusieurs, mettez chacun"
    assert page.count(told) == 1
    assert "2 à inviter" in page


def test_an_editor_is_proposed_only_what_he_may_give(
    named: dict[str, Space], people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    end = str(timezone.localdate() + timedelta(30))
    lines, editor = csv("Soins ; palliatif"), sign_in(people.editor)
    page = spaced(give(editor, lines, role="occasional", ends_on=end))
    assert "ou que vous n’animez pas" in page
    assert "Soins ; palliatifs" not in page


def test_a_cell_cut_by_the_separator_of_the_file_is_told(
    named: dict[str, Space], people: People, sign_in: SignIn
) -> None:
    text = "Adresse mail;Espaces\na@x.fr;Soins ; palliatifs\n"
    page = spaced(give(sign_in(people.staff), text))
    assert "Une case de trop : « palliatifs »" in page


def test_a_huge_cell_is_read_in_time() -> None:
    start = perf_counter()
    for text in ("a;" * 200_000, '"' * 200_000, "« " * 100_000, " " * 200_000 + "a"):
        cut(text)
    assert perf_counter() - start < 20
    assert len(cut('a ; « b ; c » / "d|e" ; f')) == 4
    assert lists.column("Espaces") == "spaces"
