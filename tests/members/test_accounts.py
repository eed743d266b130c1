"""Staff manage the accounts of everyone but administrators, who always remain."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.urls import reverse

from members.accounts import REFUSED
from members.models import JournalEntry, Member
from members.team import GROUP
from tests.members.signing_in.steps import give_password, is_in
from tests.people import PASSWORD, People

SignIn = Callable[[Member | None], Client]
Work = Callable[[], None]
NEW = "chaufferie-bois-1789"


@pytest.fixture
def staff(people: People, sign_in: SignIn) -> Client:
    return sign_in(people.staff)


@pytest.fixture
def admin(people: People, sign_in: SignIn) -> Client:
    return sign_in(people.admin)


def edit(member: Member) -> str:
    return reverse("wagtailusers_users:edit", args=[member.pk])


def given(member: Member, **changes: Any) -> dict[str, Any]:
    """The form of an account as it is, with `changes`."""
    whole = {
        "email": member.email,
        "first_name": member.first_name,
        "last_name": member.last_name,
        "role": member.role,
        "is_active": "on",
    }
    return whole | changes


def every_field(member: Member) -> dict[str, Any]:
    """The row of the database, and the groups."""
    row = Member.objects.filter(pk=member.pk).values().get()
    return dict(row) | {"groups": set(member.groups.values_list("name", flat=True))}


def bulk(
    action: str, *members: Member, listed: str = "", **data: Any
) -> tuple[str, dict[str, Any]]:
    ids = "&".join(f"id={member.pk}" for member in members) or f"id=all&{listed}"
    address = reverse("wagtail_bulk_action", args=["members", "member", action])
    return f"{address}?{ids}", data


CLOSE = {"mark_as_active": "False"}


def test_nobody_opens_an_account_for_another_but_invites_him(
    staff: Client, admin: Client, people: People
) -> None:
    whole = {"email": "a@test.example", "first_name": "A", "last_name": "B"}
    before = Member.objects.count()
    for client in (staff, admin):
        for send in (client.get, client.post):
            answer = send(reverse("wagtailusers_users:add"), whole)
            assert answer["Location"] == reverse("members:invite")
    assert Member.objects.count() == before
    assert "Inviter quelqu’un" in staff.get("/admin/users/").content.decode()


def test_nobody_gives_another_a_password(
    staff: Client, admin: Client, people: People
) -> None:
    for client in (staff, admin):
        client.post(
            edit(people.member), given(people.member, password1=NEW, password2=NEW)
        )
        assert "password" not in client.get(edit(people.member)).content.decode()
    people.member.refresh_from_db()
    assert people.member.check_password(PASSWORD)


def test_the_same_address_in_other_letters_is_refused(
    staff: Client, people: People
) -> None:
    changes = given(people.colleague, email="MEMBER@test.example")
    answer = staff.post(edit(people.colleague), changes)
    assert "Une personne a déjà cette adresse." in answer.content.decode()


def test_staff_change_and_close_an_account(staff: Client, people: People) -> None:
    changes = given(people.member, last_name="Morand-Petit")
    assert staff.post(edit(people.member), changes).status_code == 302
    people.member.refresh_from_db()
    assert people.member.last_name == "Morand-Petit"
    del changes["is_active"]
    staff.post(edit(people.member), changes)
    people.member.refresh_from_db()
    assert not people.member.is_active


def test_staff_say_who_is_of_the_staff_and_the_group_follows(
    staff: Client, people: People
) -> None:
    for role, groups in (("staff", {GROUP}), ("permanent", set())):
        staff.post(edit(people.member), given(people.member, role=role))
        assert every_field(people.member)["groups"] == groups


def test_staff_make_no_administrator(staff: Client, people: People) -> None:
    powers = {
        "is_superuser": "on",
        "groups": [Group.objects.create(name="Tous les droits").pk],
        "user_permissions": ["1", "2", "3"],
    }
    staff.post(edit(people.member), given(people.member, **powers))
    staff.post(edit(people.staff), given(people.staff, **powers))
    for person, groups in ((people.member, set()), (people.staff, {GROUP})):
        row = every_field(person)
        assert not row["is_superuser"]
        assert row["groups"] == groups
        assert not person.user_permissions.exists()


def test_the_form_of_staff_offers_no_power(staff: Client, people: People) -> None:
    page = staff.get(edit(people.member)).content.decode()
    assert 'name="role"' in page
    for name in ("is_superuser", "groups", "user_permissions"):
        assert f'name="{name}"' not in page


def test_staff_do_not_touch_an_administrator(staff: Client, people: People) -> None:
    before = every_field(people.admin)
    delete = reverse("wagtailusers_users:delete", args=[people.admin.pk])
    changes = given(people.admin, password1=NEW, password2=NEW, email="x@test.example")
    for path, data in ((edit(people.admin), changes), (delete, {})):
        for answer in (staff.get(path), staff.post(path, data)):
            assert answer.status_code == 403
            assert REFUSED in answer.content.decode()
    assert every_field(people.admin) == before


def test_a_closed_administrator_is_left_alone_too(
    staff: Client, people: People
) -> None:
    people.admin.is_active = False
    people.admin.save()
    answer = staff.post(edit(people.admin), given(people.admin))
    assert answer.status_code == 403
    assert not every_field(people.admin)["is_active"]


def test_nobody_copies_an_account(staff: Client, admin: Client, people: People) -> None:
    before = Member.objects.count()
    data = given(people.admin, email="copie@test.example", password1=NEW, password2=NEW)
    for client in (staff, admin):
        address = f"/admin/users/copy/{people.admin.pk}/"
        assert client.post(address, data).status_code == 404
    assert Member.objects.count() == before


ACTIONS: list[tuple[str, dict[str, Any]]] = [
    ("delete", {}),
    ("set_active_state", CLOSE),
    ("assign_role", {"role": "staff"}),
]


@pytest.mark.parametrize(("action", "data"), ACTIONS)
def test_staff_do_not_touch_an_administrator_among_others(
    staff: Client, people: People, action: str, data: dict[str, Any]
) -> None:
    before = every_field(people.admin)
    path, data = bulk(action, people.admin, people.member, **data)
    page = staff.get(path).content.decode()
    assert "Vous n’avez pas l’autorisation" in page
    assert staff.post(path, data).status_code == 302
    assert every_field(people.admin) == before
    changed = Member.objects.filter(pk=people.member.pk, is_active=True)
    assert not changed.filter(role="permanent").exists()


@pytest.mark.parametrize(("action", "data"), ACTIONS)
def test_staff_do_not_touch_an_administrator_among_all(
    staff: Client, people: People, action: str, data: dict[str, Any]
) -> None:
    before = every_field(people.admin), every_field(people.staff)
    path, data = bulk(action, **data)
    # A whole list is never erased: there is nobody to erase in it.
    wanted = 404 if action == "delete" else 302
    assert staff.post(path, data).status_code == wanted
    assert (every_field(people.admin), every_field(people.staff)) == before


def test_an_action_on_the_whole_list_follows_its_filters(
    staff: Client, people: People
) -> None:
    staff.post(*bulk("set_active_state", listed="q=Aubert", **CLOSE))
    closed = Member.objects.filter(is_active=False)
    assert [member.last_name for member in closed] == ["Aubert"]


def test_nobody_erases_a_whole_list_at_once(staff: Client, people: People) -> None:
    staff.post(*bulk("delete", listed="role=occasional"))
    assert not Member.objects.filter(anonymised_at__isnull=False).exists()
    staff.post(*bulk("delete", people.occasional))
    erased = Member.objects.get(anonymised_at__isnull=False)
    assert (erased.pk, str(erased)) == (people.occasional.pk, "Ancien membre")


def test_a_group_cannot_be_given(staff: Client, admin: Client, people: People) -> None:
    group = Group.objects.get(name=GROUP)
    path, data = bulk("assign_role", people.member, role=group.pk)
    for client in (staff, admin):
        assert client.post(path, data).status_code == 200
        assert every_field(people.member)["groups"] == set()


def test_roles_given_to_several_take_the_group_along(
    staff: Client, people: People
) -> None:
    staff.post(*bulk("assign_role", people.member, people.editor, role="staff"))
    for person in (people.member, people.editor):
        assert every_field(person)["groups"] == {GROUP}


def test_an_account_opened_again_has_its_rights_again(
    admin: Client, people: People
) -> None:
    for opened, groups in (("False", set()), ("True", {GROUP})):
        admin.post(*bulk("set_active_state", people.staff, mark_as_active=opened))
        assert every_field(people.staff)["groups"] == groups


def test_an_administrator_makes_another_and_unmakes_him(
    admin: Client, people: People
) -> None:
    for given_rank, is_now in (({"is_superuser": "on"}, True), ({}, False)):
        admin.post(edit(people.staff), given(people.staff, **given_rank))
        row = every_field(people.staff)
        assert row["is_superuser"] is is_now
        assert row["groups"] == {GROUP}


def test_the_last_administrator_stays(admin: Client, people: People) -> None:
    before = every_field(people.admin)
    changes = given(people.admin)
    del changes["is_active"]
    admin.post(edit(people.admin), changes)
    delete = reverse("wagtailusers_users:delete", args=[people.admin.pk])
    assert admin.post(delete).status_code == 302
    for action, data in ACTIONS:
        admin.post(*bulk(action, people.admin, **data))
    assert every_field(people.admin) == before


@pytest.mark.parametrize("who", ["member", "editor", "occasional"])
def test_the_others_have_no_such_door(
    who: str, people: People, sign_in: SignIn
) -> None:
    client = sign_in(people.all()[who])
    paths = [edit(people.colleague), reverse("wagtailusers_users:add")]
    paths += [bulk(action, people.colleague)[0] for action, _ in ACTIONS]
    before = every_field(people.colleague)
    for path in paths:
        assert client.post(path, given(people.colleague, **CLOSE)).status_code == 404
    assert every_field(people.colleague) == before


def test_the_password_of_an_administrator_is_his(staff: Client, people: People) -> None:
    changes = given(people.admin, password1=NEW, password2=NEW)
    staff.post(edit(people.admin), changes)
    people.admin.refresh_from_db()
    assert people.admin.check_password(PASSWORD)


def letters() -> dict[str, str]:
    return {message.to[0]: str(message.body) for message in mail.outbox}


def test_an_address_that_staff_change_is_told_at_both_and_closes_his_sessions(
    staff: Client, people: People, client: Client, work: Work
) -> None:
    old, new = people.member.email, "claire@test.example"
    give_password(client, people.member)
    assert is_in(client)
    staff.post(edit(people.member), given(people.member, email=new))
    work()
    assert set(letters()) == {old, new}
    for body in letters().values():
        assert f"c’était {old}, c’est désormais {new}" in body
        assert "Fait par Sylvie Barge" in body
    line = JournalEntry.objects.get(kind="credential", about=people.member)
    assert (line.sentence, line.by) == (
        f"Adresse de connexion changée\u202f: {old}, désormais {new}.",
        people.staff,
    )
    assert not is_in(client)
    assert is_in(staff)


def test_a_new_role_and_a_new_rank_are_told_by_mail(
    staff: Client, admin: Client, people: People, work: Work
) -> None:
    staff.post(edit(people.member), given(people.member, role="staff"))
    admin.post(edit(people.colleague), given(people.colleague, is_superuser="on"))
    staff.post(*bulk("assign_role", people.outsider, role="occasional"))
    work()
    said = letters()
    assert "a changé\u202f: équipe du Pays." in said[people.member.email]
    assert "a changé\u202f: administrateur." in said[people.colleague.email]
    assert "Fait par Josette Girard" in said[people.colleague.email]
    assert "a changé\u202f: membre occasionnel." in said[people.outsider.email]


def test_an_account_closed_then_opened_by_staff_is_told_by_mail(
    staff: Client, people: People, work: Work
) -> None:
    for posted, now in (({"is_active": ""}, "fermé"), ({}, "de nouveau ouvert")):
        mail.outbox.clear()
        staff.post(edit(people.member), given(people.member, **posted))
        work()
        (letter,) = mail.outbox
        assert letter.to == [people.member.email]
        assert f"Votre compte est {now}" in letter.subject
        assert "Fait par Sylvie Barge" in letter.body
        assert f"Écrivez à Sylvie Barge ({people.staff.email})" in letter.body


def test_a_name_corrected_by_staff_leaves_no_mail(
    staff: Client, people: People, work: Work
) -> None:
    staff.post(edit(people.member), given(people.member, last_name="Morand-Petit"))
    work()
    assert mail.outbox == []
