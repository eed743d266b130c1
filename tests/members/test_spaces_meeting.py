"""The next meeting of a space."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from members.models import JournalEntry, Member, Space
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
PAGE = "/espaces/sorties/reunion/"


def sent(days: int, where: str = "Salle des fêtes, Lapalisse") -> dict[str, str]:
    moment = timezone.localtime() + timedelta(days)
    return {"meets_at": f"{moment:%Y-%m-%dT18:30}", "meets_where": where}


def text(answer: Any) -> str:
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)


def test_an_editor_announces_it_and_its_people_read_it(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    assert sign_in(people.editor).post(PAGE, sent(9)).status_code == 302
    client = sign_in(people.member)
    for path in ("/espaces/sorties/", "/mon-espace/"):
        page = text(client.get(path))
        assert "à\xa018\u202fh\u202f30" in page
        assert "Salle des fêtes, Lapalisse" in page
    assert "Salle des fêtes" not in text(sign_in(people.outsider).get("/mon-espace/"))
    line = JournalEntry.objects.latest("pk")
    assert (line.kind, line.by, line.space) == ("space", people.editor, spaces.group)
    assert "à 18\u202fh\u202f30" in line.sentence


def test_once_over_or_taken_back_it_is_not_shown(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    client = sign_in(people.editor)
    client.post(PAGE, sent(9))
    Space.objects.filter(pk=spaces.group.pk).update(
        meets_at=timezone.now() - timedelta(days=1)
    )
    assert "Salle des fêtes" not in text(client.get("/espaces/sorties/"))
    assert client.get("/espaces/sorties/reunion.ics").status_code == 404
    client.post(PAGE, sent(9))
    assert "Salle des fêtes" in text(client.get("/espaces/sorties/"))
    client.post(PAGE, {"meets_at": "", "meets_where": ""})
    assert "Salle des fêtes" not in text(client.get("/espaces/sorties/"))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (sent(-2), "Ce jour est passé"),
        ({"meets_at": "", "meets_where": "Vichy"}, "Dites aussi quel jour"),
        ({"meets_at": "demain", "meets_where": ""}, "Donnez un jour et une heure"),
    ],
)
def test_what_is_no_meeting_is_refused(
    people: People, sign_in: SignIn, given: dict[str, str], says: str
) -> None:
    answer = sign_in(people.editor).post(PAGE, given)
    assert answer.status_code == 422
    assert says in text(answer)


def test_a_calendar_takes_it(people: People, spaces: Spaces, sign_in: SignIn) -> None:
    sign_in(people.editor).post(PAGE, sent(9, "Salle B; bâtiment, 2"))
    answer = sign_in(people.member).get("/espaces/sorties/reunion.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.content.decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert r"LOCATION:Salle B\; bâtiment\, 2" in lines
    moment = Space.objects.get(pk=spaces.group.pk).meets_at
    assert moment is not None
    start = next(line for line in lines if line.startswith("DTSTART:"))
    assert timezone.localtime(moment).hour == 18
    assert start.endswith("00Z")
    assert all(len(line.encode()) <= 75 for line in lines)


def test_that_of_a_frozen_space_is_read_and_not_changed(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    client = sign_in(people.editor)
    client.post(PAGE, sent(9))
    Space.objects.filter(pk=spaces.group.pk).update(state="frozen")
    assert client.post(PAGE, sent(12)).status_code == 403
    assert "Salle des fêtes" in text(client.get("/espaces/sorties/"))
    Space.objects.filter(pk=spaces.group.pk).update(state="archived")
    assert "Salle des fêtes" not in text(client.get("/espaces/sorties/"))


def test_a_member_writes_none(people: People, sign_in: SignIn) -> None:
    assert sign_in(people.member).post(PAGE, sent(9)).status_code == 403
    assert sign_in(people.outsider).post(PAGE, sent(9)).status_code == 404
