"""A telephone lost, and the recovery codes with it."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from members.models import JournalEntry
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
