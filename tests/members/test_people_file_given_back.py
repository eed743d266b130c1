"""The export of the directory given back as a file of people; lines badly cut."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from members.coming_in import lists
from members.models import Invitation, Member, Membership, PeopleFile, Space
from members.spaces.life import set_state
from tests.members import cards
from tests.members.test_people_lists import do, give
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
Work = Callable[[], None]
END = timezone.localdate() + timedelta(days=40)


def lines() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = PeopleFile.objects.latest("pk").report["lines"]
    return found


@pytest.fixture
def shut(people: People, spaces: Spaces) -> Space:
    """An archived space, of which an occasional member and an editor are."""
    space = Space.objects.create(name="Ancien groupe", slug="ancien")
    for person in (people.occasional, people.editor):
        Membership.objects.create(
            space=space,
            member=person,
            ends_on=END if person == people.occasional else None,
        )
    set_state(people.staff, space, Space.State.ARCHIVED)
    return space


@pytest.mark.parametrize("update", ["", "on"])
def test_the_export_given_back_changes_nothing_and_fails_nobody(
    people: People,
    shut: Space,
    sign_in: SignIn,
    work: Work,
    update: str,
) -> None:
    staff = sign_in(people.staff)
    export = staff.get("/annuaire/export/membres.csv").content.decode("utf-8-sig")
    assert str(shut) in export
    if update:
        give(staff, export, update_existing=update)
    else:
        give(staff, export)
    wrong = [line for line in lines() if line["action"] == "error"]
    assert [(line["email"], line["says"]) for line in wrong] == []
    before = set(Membership.objects.values_list("member", "space", "role", "ends_on"))
    do(staff)
    work()
    now = set(Membership.objects.values_list("member", "space", "role", "ends_on"))
    assert now == before
    assert not Invitation.objects.exists()


def test_a_new_space_still_needs_to_be_open_and_an_occasional_member_his_end(
    people: People, shut: Space, spaces: Spaces, sign_in: SignIn
) -> None:
    staff = sign_in(people.staff)
    text = (
        "mail;rôle;espaces\n"
        f"{people.member.email};permanent;{shut}\n"
        f"{people.occasional.email};occasionnel;{spaces.ges}\n"
        "a@x.fr;occasionnel;GES\n"
    )
    Membership.objects.filter(member=people.occasional, space=spaces.ges).delete()
    give(staff, text, update_existing="on")
    said = {line["email"]: line["says"] for line in lines()}
    assert "est archivé" in said[people.member.email]
    assert "date" in said[people.occasional.email]
    assert said["a@x.fr"] == "Un membre occasionnel a une date de fin\u202f: donnez-la."
    assert {line["action"] for line in lines()} == {"error"}


def test_a_cell_too_many_is_the_one_reason(people: People, sign_in: SignIn) -> None:
    """What it moved is under titles that are not its own."""
    text = "prénom;nom;mail;commune;téléphone\nAnne;Le;Goff;a@x.fr;Moulins;0470000000\n"
    give(sign_in(people.staff), text)
    (line,) = lines()
    assert line["says"].startswith("Une case de trop\u202f: «\u202f0470000000\u202f»")
    assert "adresse" not in line["says"]
    assert "commune" not in line["says"].lower()


def test_a_line_in_error_says_what_is_wrong_and_nothing_else(
    people: People, sign_in: SignIn
) -> None:
    cards.structure(commune="Cusset")
    text = "mail;structure;commune;téléphone\na@x.fr;Inconnue;Nullepart;+33 1 2\n"
    give(sign_in(people.staff), text)
    (line,) = lines()
    assert "Commune inconnue" in line["says"]
    assert "laissée de côté" not in line["says"]
    (_, rejected) = PeopleFile.objects.latest("pk").report["rejected"]
    assert rejected[-1] == line["says"]
    assert lists.REASON in PeopleFile.objects.latest("pk").report["rejected"][0]
