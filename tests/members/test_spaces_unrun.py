"""The last person who runs a space goes: the staff are told, and those who wait."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from members import leaving
from members.accounts import Standing, follow
from members.models import JournalEntry, Member, Membership, Space, SpaceRequest
from members.spaces import ask, remove_person, unrun
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
Go = Callable[[People], None]
SAID = "Plus personne n’anime"


def close(people: People) -> None:
    leaving.close(people.staff, people.editor)


def leave_closed(people: People) -> None:
    leaving.close(people.editor, people.editor)


def erase(people: People) -> None:
    leaving.anonymise(people.editor, people.editor)


def close_in_the_admin(people: People) -> None:
    before = Standing.of(people.editor)
    people.editor.is_active = False
    people.editor.save()
    follow(people.editor, before, None)


def take_away(people: People) -> None:
    place = Membership.objects.get(member=people.editor, space__slug="sorties")
    remove_person(people.staff, place)


@pytest.mark.parametrize(
    "go", [close, leave_closed, erase, close_in_the_admin, take_away]
)
def test_the_staff_are_told_wherever_they_look(
    people: People,
    *,
    spaces: Spaces,
    sign_in: SignIn,
    go: Go,
    work: Callable[[], None],
    mailoutbox: list[Any],
) -> None:
    Space.objects.filter(pk=spaces.group.pk).update(visibility=Space.Visibility.MEMBERS)
    staff = sign_in(people.staff)
    group = f"/espaces/{spaces.group.slug}/"
    for page in ("/mon-espace/", group):
        assert "Plus personne" not in staff.get(page).content.decode()
    go(people)
    work()
    told = {mail.to[0] for mail in mailoutbox if mail.subject.startswith(SAID)}
    assert told == {people.staff.email, people.admin.email}
    assert JournalEntry.objects.filter(sentence__startswith=SAID).count() == 1
    page = staff.get("/mon-espace/").content.decode()
    assert "Sans animation" in page
    assert f'href="{group}personnes/"' in page
    assert "Confiez-en l’animation" in staff.get(group).content.decode()
    member = sign_in(people.member)
    assert "L’équipe du Pays répond à sa place" in member.get(group).content.decode()
    assert "Sans animation" not in member.get("/mon-espace/").content.decode()
    Membership.objects.filter(member=people.member, space=spaces.group).update(
        role=Membership.Role.EDITOR
    )
    assert not unrun.unrun().exists()


def test_not_while_another_runs_it_nor_of_those_of_the_staff(
    people: People, spaces: Spaces
) -> None:
    Membership.objects.filter(member=people.member, space=spaces.group).update(
        role=Membership.Role.EDITOR
    )
    leaving.close(people.staff, people.editor)
    assert not JournalEntry.objects.filter(sentence__startswith=SAID).exists()
    assert not unrun.unrun().exists()  # GES never was run by anybody


def test_who_waits_for_an_answer_reads_who_gives_it(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    group = spaces.group
    Space.objects.filter(pk=group.pk).update(joining=Space.Joining.REQUEST)
    group.refresh_from_db()
    client, door = sign_in(people.outsider), f"/espaces/{group.slug}/rejoindre/"
    assert "Une personne qui anime l’espace lira" in client.get(door).content.decode()
    leaving.close(people.staff, people.editor)
    assert "L’équipe du Pays lira" in client.get(door).content.decode()
    ask(people.outsider, group)
    page = client.get(door).content.decode()
    assert "l’équipe du Pays l’a sous les yeux" in page
    assert "La personne qui anime" not in page
    assert SpaceRequest.objects.answerable_by(people.staff).count() == 1
