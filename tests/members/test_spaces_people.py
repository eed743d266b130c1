"""Who is in a space: every verb, who may call it, what it writes and whom it tells."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from members.french import in_words
from members.models import JournalEntry, Member, Membership, Space, SpaceRequest
from members.refusals import Refused
from members.spaces import (
    accept,
    add_person,
    ask,
    change_person,
    enter,
    join,
    leave,
    refuse,
    remove_person,
)
from members.spaces.people import place_of
from members.spaces.terms import last_day
from tests.people import People, Spaces

Role = Membership.Role
Work = Callable[[], None]
Mails = list[Any]


def opened(space: Space, **policies: str) -> Space:
    Space.objects.filter(pk=space.pk).update(**policies)
    space.refresh_from_db()
    return space


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def role_of(member: Member, space: Space) -> str | None:
    place = place_of(member, space)
    return place.role if place else None


def last_line() -> JournalEntry:
    return JournalEntry.objects.order_by("-pk")[0]


def held(member: Member, space: Space) -> Membership:
    return Membership.objects.get(member=member, space=space)


# --- entering and leaving


def test_who_wants_enters_an_open_space_and_adds_to_it(
    people: People, spaces: Spaces
) -> None:
    space = opened(spaces.ges, joining="open")
    join(people.outsider, space)
    assert role_of(people.outsider, space) == Role.CONTRIBUTOR
    line = last_line()
    assert (line.kind, line.by, line.space) == ("right", people.outsider, space)
    assert "contribue" in line.sentence


@pytest.mark.parametrize("joining", ["request", "invitation"])
def test_nobody_enters_by_himself_a_space_that_is_not_open(
    joining: str, people: People, spaces: Spaces
) -> None:
    space = opened(spaces.ges, joining=joining)
    with pytest.raises(Refused):
        join(people.outsider, space)
    assert role_of(people.outsider, space) is None


def test_an_occasional_member_enters_only_what_he_sees_and_for_a_year(
    people: People, spaces: Spaces
) -> None:
    for space in (spaces.ges, spaces.every_member):
        opened(space, joining="open")
        with pytest.raises(Refused, match="ne vous est pas ouvert"):
            join(people.occasional, space)
        opened(space, joining="request")
        with pytest.raises(Refused, match="ne vous est pas ouvert"):
            ask(people.occasional, space)
    join(people.occasional, opened(spaces.public, joining="open"))
    assert held(people.occasional, spaces.public).ends_on == last_day()


def test_nobody_enters_twice(people: People, spaces: Spaces) -> None:
    space = opened(spaces.ges, joining="open")
    join(people.outsider, space)
    join(people.outsider, space)
    assert Membership.objects.filter(member=people.outsider, space=space).count() == 1


def test_leaving_is_told_to_the_editors(
    people: People, spaces: Spaces, work: Work, mailoutbox: Mails
) -> None:
    leave(people.member, spaces.group)
    assert role_of(people.member, spaces.group) is None
    assert mailoutbox == []  # it waits for the worker
    work()
    assert [mail.to for mail in mailoutbox] == [[people.editor.email]]
    assert "Claire Morand a quitté" in mailoutbox[0].subject
    assert last_line().sentence.startswith("Quitte")


def test_who_is_not_there_cannot_leave(people: People, spaces: Spaces) -> None:
    with pytest.raises(Refused, match="Vous n’êtes pas dans"):
        leave(people.outsider, spaces.group)


def test_the_last_editor_stays_until_there_is_another(
    people: People, spaces: Spaces
) -> None:
    place = held(people.editor, spaces.group)
    for attempt in (
        lambda: leave(people.editor, spaces.group),
        lambda: remove_person(people.editor, place),
        lambda: change_person(people.editor, place, Role.READER, None),
        lambda: change_person(people.editor, place, Role.EDITOR, in_days(3)),
    ):
        with pytest.raises(Refused, match="Vous êtes la seule personne qui anime"):
            attempt()
    assert role_of(people.editor, spaces.group) == Role.EDITOR
    other = held(people.colleague, spaces.group)
    change_person(people.editor, other, Role.EDITOR, None)
    leave(people.editor, spaces.group)
    assert role_of(people.editor, spaces.group) is None


def test_an_editor_whose_time_is_over_or_whose_account_is_closed_is_no_other(
    people: People, spaces: Spaces
) -> None:
    for other, change in (
        (people.former, {"role": Role.EDITOR}),
        (people.colleague, {"role": Role.EDITOR}),
    ):
        Membership.objects.filter(member=other, space=spaces.group).update(**change)
    Member.objects.filter(pk=people.colleague.pk).update(is_active=False)
    with pytest.raises(Refused, match="seule personne"):
        leave(people.editor, spaces.group)


def test_the_staff_may_take_the_last_editor_away(
    people: People, spaces: Spaces
) -> None:
    remove_person(people.staff, held(people.editor, spaces.group))
    assert role_of(people.editor, spaces.group) is None


# --- adding, changing, removing


@pytest.mark.parametrize("who", ["editor", "staff", "admin"])
def test_editors_and_staff_add_a_person_who_hears_of_it(
    who: str, people: People, spaces: Spaces, work: Work, mailoutbox: Mails
) -> None:
    by = people.all()[who]
    add_person(by, spaces.group, people.outsider, Role.READER, word="Bienvenue !")
    assert role_of(people.outsider, spaces.group) == Role.READER
    line = last_line()
    assert (line.by, line.about, line.space) == (by, people.outsider, spaces.group)
    work()
    (mail,) = mailoutbox
    assert mail.to == [people.outsider.email]
    text, html = mail.body, mail.alternatives[0][0]
    for said in ("Bienvenue", "/espaces/sorties/", "Bonjour Marc"):
        assert said in text
        assert said in html


@pytest.mark.parametrize("who", ["member", "outsider", "occasional", "former"])
def test_nobody_else_looks_after_the_people(
    who: str, people: People, spaces: Spaces
) -> None:
    by = people.all()[who]
    other = held(people.colleague, spaces.group)
    asked = SpaceRequest.objects.create(space=spaces.group, member=people.outsider)
    for attempt in (
        lambda: add_person(by, spaces.group, people.staff, Role.READER),
        lambda: change_person(by, other, Role.EDITOR, None),
        lambda: remove_person(by, other),
        lambda: accept(by, asked, Role.READER),
        lambda: refuse(by, asked),
    ):
        with pytest.raises(Refused, match="Seules les personnes qui animent"):
            attempt()
    assert role_of(people.colleague, spaces.group) == Role.CONTRIBUTOR


def test_an_editor_looks_after_his_space_and_no_other(
    people: People, spaces: Spaces
) -> None:
    with pytest.raises(Refused):
        add_person(people.editor, spaces.ges, people.outsider, Role.READER)


@pytest.mark.parametrize("ends_on", [None, in_days(800), in_days(-1)])
def test_an_occasional_member_always_has_an_end_within_a_year(
    ends_on: date | None, people: People, spaces: Spaces
) -> None:
    with pytest.raises(Refused):
        add_person(people.staff, spaces.ges, people.occasional, Role.READER, ends_on)
    place = held(people.occasional, spaces.group)
    with pytest.raises(Refused):
        change_person(people.editor, place, Role.READER, ends_on)
    change_person(people.editor, place, Role.READER, last_day())
    assert held(people.occasional, spaces.group).ends_on == last_day()


def test_a_place_that_has_ended_is_taken_again(people: People, spaces: Spaces) -> None:
    old = held(people.former, spaces.group)
    Membership.objects.filter(pk=old.pk).update(reminded_of=old.ends_on)
    add_person(people.editor, spaces.group, people.former, Role.READER, in_days(60))
    again = held(people.former, spaces.group)
    assert again.pk == old.pk
    assert again.joined_at > old.joined_at
    assert again.reminded_of is None
    assert spaces.group in Space.objects.visible_to(people.former)


def test_who_is_there_is_not_added_again(people: People, spaces: Spaces) -> None:
    with pytest.raises(Refused, match="est déjà dans"):
        add_person(people.editor, spaces.group, people.member, Role.EDITOR)
    entered = enter(spaces.group, people.member, Role.EDITOR, by=None)
    assert entered.role == Role.CONTRIBUTOR  # an invitation changes nobody's place


def test_a_closed_account_is_not_added(people: People, spaces: Spaces) -> None:
    people.outsider.is_active = False
    people.outsider.save()
    with pytest.raises(Refused, match="fermé"):
        add_person(people.editor, spaces.group, people.outsider, Role.READER)


def test_a_role_that_does_not_exist_is_refused(people: People, spaces: Spaces) -> None:
    with pytest.raises(Refused, match="rôle"):
        add_person(people.editor, spaces.group, people.outsider, "owner")


def test_a_change_is_told_and_written_with_what_was_before(
    people: People, spaces: Spaces, work: Work, mailoutbox: Mails
) -> None:
    change_person(
        people.editor, held(people.member, spaces.group), Role.READER, in_days(20)
    )
    assert "lit" in last_line().sentence
    assert "avant\u202f: contribue" in last_line().sentence
    work()
    assert [mail.to for mail in mailoutbox] == [[people.member.email]]
    assert in_words(in_days(20)) in mailoutbox[0].body


def test_a_change_that_changes_nothing_is_not_told(
    people: People, spaces: Spaces, work: Work, mailoutbox: Mails
) -> None:
    before = JournalEntry.objects.count()
    place = held(people.member, spaces.group)
    change_person(people.editor, place, place.role, place.ends_on)
    work()
    assert (JournalEntry.objects.count(), mailoutbox) == (before, [])


def test_who_is_removed_hears_of_it_with_the_word(
    people: People, spaces: Spaces, work: Work, mailoutbox: Mails
) -> None:
    place = held(people.member, spaces.group)
    remove_person(people.editor, place, "Vous avez changé de service.")
    work()
    assert [mail.to for mail in mailoutbox] == [[people.member.email]]
    assert "« Vous avez changé de service.\u202f»" in mailoutbox[0].body.replace(
        "«\u202f", "« "
    )
    assert last_line().about == people.member
    with pytest.raises(Refused, match="n’est plus dans l’espace"):
        remove_person(people.editor, place)


# --- asking


# --- a closed space


# --- nothing by half


def test_a_verb_that_fails_leaves_no_line_and_no_mail(
    people: People, spaces: Spaces, work: Work, mailoutbox: Mails
) -> None:
    before = JournalEntry.objects.count()
    with pytest.raises(Refused):
        add_person(people.staff, spaces.ges, people.occasional, Role.READER)
    work()
    assert (JournalEntry.objects.count(), mailoutbox) == (before, [])
