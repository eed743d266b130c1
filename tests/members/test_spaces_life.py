"""A space is made, changed, put away: by whom, and what is said before."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from members.models import JournalEntry, Member, Membership, Space
from members.refusals import Refused
from members.spaces import change_space, create_space
from members.spaces.life import letters_of
from tests.conftest import AddFile
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
NEW = {
    "name": "Santé mentale",
    "initials": "",
    "purpose": "S’orienter entre CMP, ville et hôpital.",
    "hue": "4",
    "visibility": "people",
    "joining": "request",
    "contribution": "contribute",
    "editors": "Anne Villard\nmember@test.example",
}


def settings_of(space: Space, **changes: Any) -> dict[str, Any]:
    names = [
        "name",
        "initials",
        "purpose",
        "hue",
        "visibility",
        "joining",
        "contribution",
    ]
    return {name: getattr(space, name) for name in names} | changes


def test_the_staff_make_a_space_with_its_first_editors(
    people: People, sign_in: SignIn, work: Callable[[], None], mailoutbox: list[Any]
) -> None:
    answer = sign_in(people.staff).post("/espaces/nouveau/", NEW)
    assert answer["Location"] == "/espaces/sante-mentale/personnes/"
    made = Space.objects.get(slug="sante-mentale")
    assert (made.initials, made.hue, made.joining) == ("SM", 4, "request")
    editors = Membership.objects.current().editors().filter(space=made)
    assert {place.member for place in editors} == {people.editor, people.member}
    assert JournalEntry.objects.filter(kind="space", by=people.staff, space=made)
    work()
    assert {mail.to[0] for mail in mailoutbox} == {
        people.editor.email,
        people.member.email,
    }


@pytest.mark.parametrize("who", ["member", "editor", "outsider", "occasional"])
def test_nobody_else_makes_one(who: str, people: People, sign_in: SignIn) -> None:
    client = sign_in(people.all()[who])
    assert client.get("/espaces/nouveau/").status_code == 403
    assert client.post("/espaces/nouveau/", NEW).status_code == 403
    with pytest.raises(Refused):
        create_space(people.all()[who], Space(name="Essai"))
    assert not Space.objects.filter(name__in=["Santé mentale", "Essai"]).exists()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ""}, "Donnez un nom à cet espace."),
        ({"name": "ges"}, "Un autre espace porte déjà ce nom"),
        ({"name": "SANTE DE L’ENFANT"}, "Un autre espace porte déjà ce nom"),
        ({"initials": "ABC"}, "2"),
        ({"visibility": ""}, "Choisissez qui le voit."),
        ({"visibility": "nobody"}, "valide"),
        ({"editors": "Jean Personne"}, "Personne n’a de compte sous"),
        ({"editors": "occasional@test.example"}, "date de fin"),
    ],
)
def test_what_is_filled_in_wrong_is_told_and_kept(
    changes: dict[str, str],
    says: str,
    people: People,
    spaces: Spaces,
    sign_in: SignIn,
) -> None:
    before = Space.objects.count()
    answer = sign_in(people.staff).post("/espaces/nouveau/", NEW | changes)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert NEW["purpose"] in page
    assert Space.objects.count() == before


def test_two_people_of_one_name_are_told_apart_by_the_address(
    people: People, sign_in: SignIn
) -> None:
    Member.objects.create_user(
        "a2@test.example", first_name="Anne", last_name="Villard"
    )
    page = sign_in(people.staff).post("/espaces/nouveau/", NEW).content.decode()
    assert "Plusieurs personnes s’appellent Anne Villard" in page


def test_part_of_a_name_proposes_those_who_have_it(
    people: People, sign_in: SignIn
) -> None:
    Member.objects.create_user("m2@test.example", first_name="Marc", last_name="Petit")
    sent = NEW | {"editors": "Marc"}
    page = sign_in(people.staff).post("/espaces/nouveau/", sent).content.decode()
    assert "Marc Thévenet (outsider@test.example)" in page
    assert "Marc Petit (m2@test.example)" in page
    assert "écrivez le nom entier" in page


def test_the_address_is_never_that_of_another_nor_of_a_page_of_ours(
    people: People, spaces: Spaces
) -> None:
    slugs = [
        create_space(people.staff, Space(name=name)).slug
        for name in ("Nouveau", "Sorties", "!!!", "Équipe d’urgence", "L'été")
    ]
    assert slugs == [
        "nouveau-2",
        "sorties-2",
        "espace",
        "equipe-d-urgence",
        "l-ete",
    ]


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Santé de l’enfant", "SE"),
        ("GES", "GE"),
        ("Œuvre", "OE"),
        ("Les urgences", "UR"),
        ("…", "E"),
    ],
)
def test_letters_are_proposed(name: str, letters: str) -> None:
    assert letters_of(name) == letters


def test_an_editor_rewrites_the_purpose_and_no_policy(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    client = sign_in(people.editor)
    page = client.get("/espaces/sorties/reglages/").content.decode()
    assert 'name="purpose"' in page
    assert 'name="visibility"' not in page
    sent = settings_of(
        spaces.group, purpose="Le retour, ensemble.", visibility="public"
    )
    assert client.post("/espaces/sorties/reglages/", sent).status_code == 302
    spaces.group.refresh_from_db()
    assert spaces.group.purpose == "Le retour, ensemble."
    assert spaces.group.visibility == "people"
    with pytest.raises(Refused, match="équipe du Pays"):
        change_space(people.editor, spaces.group, visibility="public")


def test_what_opening_a_space_does_is_said_before_and_done_after(
    people: People, spaces: Spaces, add_file: AddFile, sign_in: SignIn
) -> None:
    for number in range(3):
        add_file(f"texte {number}", f"{number}.txt")
    client = sign_in(people.staff)
    sent = settings_of(spaces.ges, visibility="members", purpose="Nouveau but")
    asked = client.post("/espaces/ges/reglages/", sent)
    page = asked.content.decode()
    assert asked.status_code == 200
    assert "3\u00a0documents" in page
    assert "tous les membres permanents" in page
    spaces.ges.refresh_from_db()
    assert (spaces.ges.visibility, spaces.ges.purpose) != ("members", "Nouveau but")
    assert 'value="Nouveau but"' in page

    review = client.post("/espaces/ges/reglages/", sent | {"revoir": "oui"})
    assert "Nouveau but" in review.content.decode()
    assert Space.objects.get(slug="ges").visibility == "people"

    client.post("/espaces/ges/reglages/", sent | {"confirmer": "oui"})
    spaces.ges.refresh_from_db()
    assert (spaces.ges.visibility, spaces.ges.purpose) == ("members", "Nouveau but")
    line = JournalEntry.objects.filter(kind="right", space=spaces.ges)[0]
    assert "vu par tous les membres permanents" in line.sentence
    assert sign_in(people.outsider).get("/espaces/ges/").status_code == 200


def test_closing_one_says_who_loses_what(
    people: People, spaces: Spaces, add_file: AddFile, sign_in: SignIn
) -> None:
    add_file("texte", "t.txt", space=spaces.every_member, by=people.staff)
    sent = settings_of(spaces.every_member, visibility="people")
    page = sign_in(people.staff).post("/espaces/enfant/reglages/", sent)
    assert "ne sera plus vu que par" in page.content.decode()


def test_the_state_is_asked_once_changed_and_changed_back(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    client = sign_in(people.staff)
    for word, state in (
        ("figer", "frozen"),
        ("archiver", "archived"),
        ("ouvrir", "open"),
    ):
        address = f"/espaces/ges/etat/{word}/"
        assert client.get(address).status_code == 200
        client.post(address)
        spaces.ges.refresh_from_db()
        assert spaces.ges.state == state
    assert client.get("/espaces/ges/etat/autre/").status_code == 404
    said = JournalEntry.objects.filter(space=spaces.ges).values_list("sentence")
    assert [line[0].rpartition(" ")[2] for line in said] == [
        "ouvert",
        "archivé",
        "figé",
    ]


def test_the_settings_of_a_closed_space_wait_until_it_is_open(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    Space.objects.filter(pk=spaces.ges.pk).update(state="frozen")
    client = sign_in(people.staff)
    assert client.get("/espaces/ges/reglages/").status_code == 200
    sent = settings_of(spaces.ges, purpose="X")
    assert client.post("/espaces/ges/reglages/", sent).status_code == 403
    assert Space.objects.get(slug="ges").purpose != "X"
