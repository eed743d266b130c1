"""A telephone lost, and the recovery codes with it."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from members.models import JournalEntry, Member
from tests.members.signing_in.steps import (
    application_code,
    give_factor,
    give_password,
    is_in,
)
from tests.people import People


def test_the_command_removes_them_and_another_is_set_up(people: People) -> None:
    before = Client()
    give_password(before, people.staff)
    give_factor(before, application_code())
    assert is_in(before)
    call_command("forget_second_factor", "STAFF@test.example")
    assert not is_in(before)
    client = Client()
    give_password(client, people.staff)
    answer = client.get(reverse("home:dashboard"))
    assert answer.headers["Location"] == reverse("second_factor_required")
    line = JournalEntry.objects.filter(kind="credential").get()
    assert (line.about, line.by) == (people.staff, None)


def test_the_command_says_when_there_is_nobody_or_nothing(
    people: People, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError, match="Personne"):
        call_command("forget_second_factor", "personne@test.example")
    call_command("forget_second_factor", people.member.email)
    assert "n’avait pas de second facteur" in capsys.readouterr().out


def forget(by: Client, member: Member, **given: str) -> Any:
    return by.post(reverse("forget_factor", args=[member.pk]), given)


def signed_in(member: Member) -> Client:
    """A browser in which he has just said who he is, by both means."""
    client = Client()
    give_password(client, member)
    give_factor(client, application_code())
    return client


def test_staff_remove_them_once_sure_and_he_is_told(
    people: People, work: Callable[[], None], mailoutbox: list[Any]
) -> None:
    lost = signed_in(people.editor)
    staff = signed_in(people.staff)
    page = staff.get(people.editor.get_absolute_url()).content.decode()
    assert reverse("forget_factor", args=[people.editor.pk]) in page
    assert (
        "de vive voix"
        in staff.get(reverse("forget_factor", args=[people.editor.pk])).content.decode()
    )
    refused = forget(staff, people.editor)
    assert refused.status_code == 422
    assert is_in(lost)
    assert forget(staff, people.editor, sure="on").status_code == 302
    assert not is_in(lost)
    assert not Authenticator.objects.filter(user=people.editor).exists()
    line = JournalEntry.objects.filter(kind="credential").get()
    assert (line.about, line.by) == (people.editor, people.staff)
    work()
    told = mailoutbox[-1]
    assert told.to == [people.editor.email]
    assert str(people.staff) in told.body


def test_only_staff_do_and_not_for_themselves_nor_an_administrator(
    people: People,
) -> None:
    staff = signed_in(people.staff)
    for person in (people.admin, people.staff):
        assert forget(staff, person, sure="on").status_code == 403
        page = staff.get(person.get_absolute_url()).content.decode()
        assert reverse("forget_factor", args=[person.pk]) not in page
    assert forget(signed_in(people.editor), people.staff, sure="on").status_code == 403
    assert Authenticator.objects.filter(user=people.staff).exists()
    assert forget(signed_in(people.admin), people.staff, sure="on").status_code == 302
    assert not Authenticator.objects.filter(user=people.staff).exists()
