"""Places that end soon are told of, once, to those who can do something."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from background import daily
from members.french import in_words
from members.models import Membership
from members.spaces import add_person, change_person
from members.spaces.ending import JOB, remind
from tests.people import People, Spaces

Work = Callable[[], None]


@pytest.fixture
def place(people: People, spaces: Spaces) -> Membership:
    """Of the occasional member, in the group; it ends in a fortnight."""
    found = Membership.objects.get(member=people.occasional, space=spaces.group)
    found.ends_on = timezone.localdate() + timedelta(days=14)
    found.save()
    return found


def told(work: Work, mailoutbox: list[Any]) -> list[str]:
    work()
    to = [mail.to[0] for mail in mailoutbox]
    mailoutbox.clear()
    return sorted(to)


def test_the_person_and_the_editors_are_told_once(
    place: Membership, people: People, work: Work, mailoutbox: list[Any]
) -> None:
    assert remind() == 1
    assert told(work, mailoutbox) == [people.editor.email, people.occasional.email]
    assert remind() == 0
    assert told(work, mailoutbox) == []


def test_it_says_the_day_and_leads_to_where_it_is_renewed(
    place: Membership, people: People, work: Work, mailoutbox: list[Any]
) -> None:
    remind()
    work()
    mails = {mail.to[0]: mail for mail in mailoutbox}
    assert place.ends_on is not None
    assert in_words(place.ends_on) in mails[people.occasional.email].subject
    assert f"/personnes/{place.pk}/" in mails[people.editor.email].body


def test_a_worker_that_slept_tells_later(
    place: Membership, people: People, work: Work, mailoutbox: list[Any]
) -> None:
    place.ends_on = timezone.localdate() + timedelta(days=3)
    place.save()
    remind()
    assert len(told(work, mailoutbox)) == 2


@pytest.mark.parametrize("days", [15, 200, -1])
def test_it_is_neither_too_early_nor_too_late(
    days: int, place: Membership, work: Work, mailoutbox: list[Any]
) -> None:
    place.ends_on = timezone.localdate() + timedelta(days=days)
    place.save()
    assert remind() == 0
    assert told(work, mailoutbox) == []


def test_a_new_end_is_told_of_when_its_turn_comes(
    place: Membership, people: People, work: Work, mailoutbox: list[Any]
) -> None:
    remind()
    later = timezone.localdate() + timedelta(days=300)
    change_person(people.editor, place, place.role, later)
    told(work, mailoutbox)
    assert remind() == 0
    Membership.objects.filter(pk=place.pk).update(
        ends_on=timezone.localdate() + timedelta(days=10)
    )
    assert remind() == 1


def test_who_enters_for_a_few_days_is_not_told_again_the_next_morning(
    people: People, spaces: Spaces, work: Work, mailoutbox: list[Any]
) -> None:
    Membership.objects.filter(member=people.occasional).delete()
    soon = timezone.localdate() + timedelta(days=5)
    add_person(people.editor, spaces.group, people.occasional, "reader", soon)
    assert told(work, mailoutbox) == [people.occasional.email]
    assert remind() == 0


def test_it_is_done_every_day_by_the_worker() -> None:
    assert JOB in daily.jobs
