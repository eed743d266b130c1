"""Those whom an invitation will bring into a space, seen by who looks after it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.coming_in import invitations
from members.coming_in.guests import Guest, Place
from members.models import Invitation, InvitedTo, JournalEntry, Member
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
NEW = "nouvelle@test.example"
PEOPLE = "/espaces/sorties/personnes/"


@pytest.fixture
def invited(people: People, spaces: Spaces) -> InvitedTo:
    """Staff invited her to the whole group, an editor adds his space."""
    guest = Guest(NEW, "Inès", "Carvalho")
    invitations.invite(people.staff, [(guest, [Place(spaces.ges)])])
    end = timezone.localdate() + timedelta(days=60)
    occasional = Guest(NEW, role=Member.Role.OCCASIONAL)
    places = [Place(spaces.group, ends_on=end)]
    invitations.invite(people.editor, [(occasional, places)])
    return InvitedTo.objects.get(space=spaces.group)


def url(place: InvitedTo) -> str:
    return f"{place.space.get_absolute_url()}personnes/invitations/{place.pk}/retirer/"


def page_of(place: InvitedTo, browser: Client) -> str:
    address = f"{place.space.get_absolute_url()}personnes/"
    return browser.get(address).content.decode()


def test_an_editor_sees_who_is_expected_and_by_whom(
    people: People, invited: InvitedTo, sign_in: SignIn
) -> None:
    page = page_of(invited, sign_in(people.editor))
    assert "Invitées, pas encore venues" in page
    assert NEW in page
    assert "invitation de Sylvie Barge" in page
    assert NEW not in page_of(invited, sign_in(people.member))


def test_his_part_comes_off_and_the_rest_stays(
    people: People, invited: InvitedTo, sign_in: SignIn
) -> None:
    answer = sign_in(people.editor).post(url(invited), follow=True)
    assert "n’ouvre plus cet espace. Le reste demeure." in answer.content.decode()
    made = Invitation.objects.get()
    assert made.withdrawn_at is None
    assert [place.space.slug for place in made.places.all()] == ["ges"]
    last = JournalEntry.objects.latest("pk")
    assert "espace retiré de l’invitation" in last.sentence
    assert NEW not in page_of(invited, sign_in(people.editor))


def test_an_occasional_member_with_no_space_left_is_not_invited_any_more(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    end = timezone.localdate() + timedelta(days=60)
    guest = Guest(NEW, role=Member.Role.OCCASIONAL)
    places = [Place(spaces.group, ends_on=end)]
    invitations.invite(people.editor, [(guest, places)])
    browser = sign_in(people.editor)
    place = InvitedTo.objects.get()
    answer = browser.post(url(place), follow=True)
    assert "elle n’ouvrait que cet espace" in answer.content.decode()
    assert Invitation.objects.get().withdrawn_at is not None
    again = browser.post(url(place), follow=True)
    assert "n’est plus attendue ici" in again.content.decode()


@pytest.mark.parametrize(
    ("name", "status"), [("member", 403), ("outsider", 404), ("stranger", 302)]
)
def test_nobody_else_takes_it_off(
    people: People, invited: InvitedTo, sign_in: SignIn, name: str, status: int
) -> None:
    who = None if name == "stranger" else getattr(people, name)
    assert sign_in(who).post(url(invited)).status_code == status
    assert InvitedTo.objects.filter(pk=invited.pk).exists()


def test_as_many_queries_for_any_number(
    people: People, spaces: Spaces, invited: InvitedTo, sign_in: SignIn
) -> None:
    browser = sign_in(people.editor)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            page_of(invited, browser)
        return len(asked)

    queries()  # what a first answer asks once
    before = queries()
    guests = [(Guest(f"p{n}@test.example"), [Place(spaces.group)]) for n in range(20)]
    invitations.invite(people.staff, guests)
    assert queries() == before


def test_all_of_them_are_counted_and_reached(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    guests = [
        (Guest(f"n{number}@test.example"), [Place(spaces.group)])
        for number in range(53)
    ]
    invitations.invite(people.staff, guests)
    browser = sign_in(people.editor)
    first = browser.get(PEOPLE).content.decode()
    assert 'pas encore venues <span class="count">53</span>' in first
    assert 'href="?invitees=2#attendues"' in first
    second = browser.get(f"{PEOPLE}?invitees=2").content.decode()
    shown = [
        number
        for number in range(53)
        if (f"<b>n{number}@test.example</b>" in first)
        != (f"<b>n{number}@test.example</b>" in second)
    ]
    assert shown == list(range(53))
