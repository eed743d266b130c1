"""Asking to enter a space, and what becomes of it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from members.french import in_words
from members.models import Member, Membership, Space, SpaceRequest
from members.refusals import Refused, SpaceClosed
from members.spaces import (
    accept,
    add_person,
    ask,
    change_person,
    leave,
    refuse,
    remove_person,
    set_state,
    withdraw,
)
from tests.members.test_spaces_people import (
    Mails,
    Role,
    Work,
    held,
    in_days,
    last_line,
    opened,
    role_of,
)
from tests.people import People, Spaces


@pytest.fixture
def asked(people: People, spaces: Spaces) -> SpaceRequest:
    opened(spaces.group, joining="request")
    return ask(people.outsider, spaces.group, "Je suis infirmier à Moulins.")


def test_a_request_goes_to_the_editors(
    asked: SpaceRequest, people: People, work: Work, mailoutbox: Mails
) -> None:
    work()
    assert [mail.to for mail in mailoutbox] == [[people.editor.email]]
    assert "Je suis infirmier à Moulins." in mailoutbox[0].body
    assert list(SpaceRequest.objects.answerable_by(people.editor)) == [asked]
    assert not SpaceRequest.objects.answerable_by(people.member).exists()
    assert last_line().by == people.outsider


def test_without_an_editor_it_goes_to_the_staff(
    people: People, spaces: Spaces, work: Work, mailoutbox: Mails
) -> None:
    ask(people.outsider, spaces.ges)  # on request since the first migration
    work()
    told = {mail.to[0] for mail in mailoutbox}
    assert told == {people.staff.email, people.admin.email}


def test_asking_twice_is_asking_once(
    asked: SpaceRequest, people: People, spaces: Spaces, work: Work, mailoutbox: Mails
) -> None:
    again = ask(people.outsider, spaces.group, "Encore moi.")
    assert again == asked
    work()
    assert len(mailoutbox) == 1


def test_who_is_accepted_enters_and_hears_of_it(
    asked: SpaceRequest, people: People, spaces: Spaces, work: Work, mailoutbox: Mails
) -> None:
    accept(people.editor, asked, Role.READER, in_days(90))
    assert role_of(people.outsider, spaces.group) == Role.READER
    asked.refresh_from_db()
    assert (asked.state, asked.answered_by) == ("accepted", people.editor)
    work()
    mail = mailoutbox[-1]
    assert mail.to == [people.outsider.email]
    assert "acceptée" in mail.body
    assert in_words(in_days(90)) in mail.body


def test_who_is_refused_reads_why(
    asked: SpaceRequest, people: People, spaces: Spaces, work: Work, mailoutbox: Mails
) -> None:
    refuse(people.editor, asked, "Le groupe est complet jusqu’en juin.")
    assert last_line().kind == "space_request"
    assert role_of(people.outsider, spaces.group) is None
    work()
    assert mailoutbox[-1].to == [people.outsider.email]
    assert "Le groupe est complet jusqu’en juin." in mailoutbox[-1].body


def test_two_answers_do_not_cross(asked: SpaceRequest, people: People) -> None:
    refuse(people.editor, asked)
    with pytest.raises(Refused, match="déjà refusée par Anne Villard"):
        accept(people.staff, asked, Role.READER)
    with pytest.raises(Refused):
        withdraw(people.outsider, asked)


def test_one_takes_back_one_s_own_request(asked: SpaceRequest, people: People) -> None:
    with pytest.raises(Refused):
        withdraw(people.member, asked)
    withdraw(people.outsider, asked)
    assert not SpaceRequest.objects.waiting().filter(pk=asked.pk).exists()


def test_who_is_added_meanwhile_no_longer_waits(
    asked: SpaceRequest, people: People, spaces: Spaces
) -> None:
    add_person(people.staff, spaces.group, people.outsider, Role.READER)
    asked.refresh_from_db()
    assert asked.state == "accepted"


def test_one_does_not_ask_where_one_is_invited_or_already_in(
    people: People, spaces: Spaces
) -> None:
    opened(spaces.group, joining="invitation")
    with pytest.raises(Refused):
        ask(people.outsider, spaces.group)
    opened(spaces.group, joining="request")
    with pytest.raises(Refused, match="déjà"):
        ask(people.member, spaces.group)


def test_a_closed_space_lets_people_out_and_nobody_in(
    asked: SpaceRequest, people: People, spaces: Spaces
) -> None:
    set_state(people.staff, spaces.group, Space.State.FROZEN)
    for attempt in (
        lambda: add_person(people.staff, spaces.group, people.staff, Role.READER),
        lambda: accept(people.staff, asked, Role.READER),
        lambda: change_person(
            people.staff, held(people.member, spaces.group), Role.EDITOR, None
        ),
    ):
        with pytest.raises(SpaceClosed):
            attempt()
    leave(people.member, spaces.group)
    remove_person(people.editor, held(people.colleague, spaces.group))
    refuse(people.editor, asked)
    assert Membership.objects.current().filter(space=spaces.group).count() == 2


@pytest.mark.parametrize("word", ["figer", "archiver"])
def test_who_closes_a_space_reads_how_many_ask_to_enter(
    asked: SpaceRequest,
    people: People,
    spaces: Spaces,
    sign_in: Callable[[Member | None], Client],
    word: str,
) -> None:
    browser = sign_in(people.staff)
    address = reverse("members:space_state", args=[spaces.group.slug, word])
    assert "Une personne demande à y entrer" in browser.get(address).content.decode()
    SpaceRequest.objects.create(space=spaces.group, member=people.admin)
    assert "2 personnes demandent à y entrer" in browser.get(address).content.decode()
    SpaceRequest.objects.all().delete()
    assert "à y entrer" not in browser.get(address).content.decode()


@pytest.mark.parametrize("state", [Space.State.FROZEN, Space.State.ARCHIVED])
def test_who_waits_at_a_closed_space_reads_that_his_request_is_kept(
    asked: SpaceRequest,
    people: People,
    spaces: Spaces,
    sign_in: Callable[[Member | None], Client],
    state: str,
) -> None:
    set_state(people.staff, spaces.group, state)
    address = reverse("members:space_join", args=[spaces.group.slug])
    page = sign_in(people.outsider).get(address).content.decode()
    assert "Votre demande est gardée" in page
    assert "l’a sous les yeux" not in page
    assert "Retirer ma demande" in page
