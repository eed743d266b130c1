"""One administrator always remains, by whatever way the others go."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from members.accounts import keeping_an_administrator
from members.models import JournalEntry, Member, Membership
from members.refusals import Refused
from members.spaces.terms import last_day
from tests.members.test_accounts import bulk, edit, given
from tests.people import People

SignIn = Callable[[Member | None], Client]


def administrators() -> set[Member]:
    return set(Member.objects.filter(is_superuser=True, is_active=True))


@pytest.fixture
def other(people: People) -> Member:
    return Member.objects.create_superuser(
        "autre@test.example", "trois-petits-chats-7", first_name="Rémi", last_name="Roy"
    )


WAYS: dict[str, Callable[[Client, Member], Any]] = {
    "closed": lambda client, who: client.post(
        edit(who), {k: v for k, v in given(who).items() if k != "is_active"}
    ),
    "lowered": lambda client, who: client.post(edit(who), given(who)),
    "deleted": lambda client, who: client.post(
        reverse("wagtailusers_users:delete", args=[who.pk])
    ),
    "closed with others": lambda client, who: client.post(
        *bulk("set_active_state", who, mark_as_active="False")
    ),
    "deleted with others": lambda client, who: client.post(*bulk("delete", who)),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_last_one_does_not_undo_himself(
    way: str, people: People, sign_in: SignIn
) -> None:
    WAYS[way](sign_in(people.admin), people.admin)
    assert administrators() == {people.admin}


@pytest.mark.parametrize("way", WAYS)
def test_he_does_not_even_when_another_is_there_but_another_may(
    way: str, people: People, other: Member, sign_in: SignIn
) -> None:
    WAYS[way](sign_in(people.admin), people.admin)
    assert administrators() == {people.admin, other}
    WAYS[way](sign_in(people.admin), other)
    assert administrators() == {people.admin}


@pytest.mark.parametrize("way", WAYS)
def test_one_whose_session_was_open_while_he_was_lowered_lowers_nobody(
    way: str, people: People, other: Member, sign_in: SignIn
) -> None:
    client = sign_in(other)
    WAYS["lowered"](sign_in(people.admin), other)
    WAYS[way](client, people.admin)
    assert administrators() == {people.admin}


def test_all_at_once_leaves_one(people: People, other: Member, sign_in: SignIn) -> None:
    for action, data in (
        ("delete", {}),
        ("set_active_state", {"mark_as_active": "False"}),
    ):
        sign_in(people.admin).post(*bulk(action, **data))
        assert people.admin in administrators()


def test_the_last_line_undoes_all_of_what_would_leave_none(
    people: People, other: Member
) -> None:
    changes: list[dict[str, Any]] = [{"is_active": False}, {"is_superuser": False}]
    for change in changes:
        with pytest.raises(Refused, match="dernier"), keeping_an_administrator():
            Member.objects.filter(is_superuser=True).update(**change)
        assert administrators() == {people.admin, other}
    with pytest.raises(Refused), keeping_an_administrator():
        Member.objects.filter(is_superuser=True).delete()
    assert administrators() == {people.admin, other}
    with keeping_an_administrator():
        other.delete()
    assert administrators() == {people.admin}


def test_a_closed_administrator_is_none(people: People, other: Member) -> None:
    Member.objects.filter(pk=other.pk).update(is_active=False)
    with pytest.raises(Refused), keeping_an_administrator():
        Member.objects.filter(pk=people.admin.pk).update(is_superuser=False)


def test_what_changes_in_an_account_is_written_down(
    people: People, sign_in: SignIn
) -> None:
    client = sign_in(people.admin)
    client.post(edit(people.member), given(people.member, role="staff"))
    client.post(*bulk("set_active_state", people.outsider, mark_as_active="False"))
    client.post(reverse("wagtailusers_users:delete", args=[people.former.pk]))
    lines = JournalEntry.objects.filter(by=people.admin).order_by("pk")
    assert [(line.kind, line.sentence) for line in lines] == [
        ("right", "Devient\u202f: équipe du Pays"),
        ("right", "Devient\u202f: compte fermé"),
        ("account", "données effacées, à sa demande"),
    ]
    assert "Luc Pradel" in lines[2].about_name


@pytest.mark.parametrize("way", ["form", "list"])
def test_who_becomes_occasional_has_an_end_everywhere(
    way: str, people: People, sign_in: SignIn
) -> None:
    client = sign_in(people.staff)
    if way == "form":
        client.post(edit(people.member), given(people.member, role="occasional"))
    else:
        client.post(*bulk("assign_role", people.member, role="occasional"))
    ends = Membership.objects.filter(member=people.member).values_list("ends_on")
    assert {end for (end,) in ends} == {last_day()}
