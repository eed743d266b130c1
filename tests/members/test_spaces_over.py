"""Who was in a space, and whose time is over, reads so and whom to ask."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.french import in_words
from members.models import Member, Membership, Space
from members.spaces import over
from members.spaces.life import set_state
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
Work = Callable[[], None]


@pytest.fixture
def place(people: People, spaces: Spaces) -> Membership:
    """Of the occasional member, in the group; yesterday was its last day."""
    found = Membership.objects.get(member=people.occasional, space=spaces.group)
    over.tell()  # of the others
    found.ends_on = timezone.localdate() - timedelta(days=1)
    found.save()
    return found


def test_pages_say_since_when_and_whom_to_ask(
    place: Membership, people: People, sign_in: SignIn
) -> None:
    me = sign_in(people.occasional)
    assert place.ends_on is not None
    stopped = f"s’est arrêté le {in_words(place.ends_on)}"
    for path, status in (
        ("/mon-espace/", 200),
        ("/espaces/", 200),
        (place.space.get_absolute_url(), 403),
    ):
        answer = me.get(path)
        assert answer.status_code == status, path
        assert stopped in answer.content.decode(), path
        assert people.editor.email in answer.content.decode(), path
    assert "Vous n’êtes plus dans aucun espace" in me.get("/espaces/").content.decode()


def test_who_was_never_there_learns_nothing(
    place: Membership, people: People, sign_in: SignIn
) -> None:
    address = place.space.get_absolute_url()
    Membership.objects.filter(pk=place.pk).update(
        ends_on=timezone.localdate() - timedelta(days=over.SHOWN + 1)
    )
    assert sign_in(people.occasional).get(address).status_code == 404
    assert sign_in(people.colleague).get("/espaces/rien/").status_code == 404
    assert sign_in(people.outsider).get(address).status_code in (302, 404)
    assert "s’est arrêté" not in sign_in(people.member).get("/espaces/").text


def test_he_is_told_once_the_morning_after(
    place: Membership, people: People, work: Work, mailoutbox: list[Any]
) -> None:
    work()
    mailoutbox.clear()
    assert over.tell() == 1
    work()
    (mail,) = mailoutbox
    assert mail.to == [people.occasional.email]
    assert "s’est arrêté" in mail.subject
    assert people.editor.email in mail.body
    assert over.tell() == 0
    place.refresh_from_db()
    place.ends_on = timezone.localdate() - timedelta(days=over.TOLD + 1)
    place.save()
    assert over.tell() == 0  # an old story
    Member.objects.filter(pk=people.occasional.pk).update(is_active=False)
    place.ends_on = timezone.localdate() - timedelta(days=2)
    place.save()
    assert over.tell() == 0


def test_a_place_that_goes_on_is_not_told(
    place: Membership, people: People, sign_in: SignIn
) -> None:
    place.ends_on = timezone.localdate()
    place.save()
    assert over.over(people.occasional) == []
    assert over.tell() == 0
    assert (
        sign_in(people.occasional).get(place.space.get_absolute_url()).status_code
        == 200
    )


def test_as_many_queries_for_whoever_has_none(
    people: People, sign_in: SignIn, spaces: Spaces
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            over.over(people.member)
        return len(seen)

    assert queries() == 1
    for n in range(20):
        space = Space.objects.create(name=f"Groupe {n}", slug=f"groupe-{n}")
        ends = timezone.localdate() - timedelta(days=n + 1)
        Membership.objects.create(space=space, member=people.member, ends_on=ends)
    assert queries() <= 1 + 2 * over.MOST


def test_the_meeting_of_a_frozen_space_is_still_read(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    spaces.group.meets_at = timezone.now() + timedelta(days=20)
    spaces.group.meets_where = "Salle des fêtes"
    spaces.group.save()
    editor, calendar = sign_in(people.editor), "reunion.ics"
    address = spaces.group.get_absolute_url()
    set_state(people.staff, spaces.group, Space.State.FROZEN)
    assert "Salle des fêtes" in editor.get(address).text
    assert editor.get(f"{address}{calendar}").status_code == 200
    assert "Salle des fêtes" in editor.get("/mon-espace/").text
    set_state(people.staff, spaces.group, Space.State.ARCHIVED)
    assert "Salle des fêtes" not in editor.get(address).text
