"""A space that is closed says by whom and since when, wherever it is met."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from members.models import Member, Space, SpaceRequest
from tests.members.test_spaces_closed import close, closed
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
__all__ = ["closed"]


def test_all_places_say_by_whom_and_since_when(
    people: People, spaces: Spaces, sign_in: SignIn, closed: str
) -> None:
    SpaceRequest.objects.create(space=spaces.group, member=people.outsider)
    close(people, spaces.group, closed)
    told = f"{people.staff} l’a {spaces.group.get_state_display()} le "
    archived = "?archives=on" if closed == Space.State.ARCHIVED else ""
    places = {
        people.member: [
            "/espaces/sorties/",
            "/espaces/sorties/personnes/",
            f"/espaces/{archived}",
        ],
        people.editor: ["/espaces/sorties/personnes/ajouter/"],
        people.staff: ["/espaces/sorties/reglages/", "/espaces/sorties/reunion/"],
        people.outsider: ["/espaces/sorties/rejoindre/", f"/espaces/{archived}"],
    }
    for person, addresses in places.items():
        client = sign_in(person)
        for address in addresses:
            page = client.get(address).content.decode()
            mine = told.replace(f"{people.staff} l’a", "Vous l’avez")
            assert (mine if person == people.staff else told) in page, address


def test_who_waits_reads_since_when(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    SpaceRequest.objects.create(space=spaces.group, member=people.outsider)
    close(people, spaces.group)
    page = sign_in(people.outsider).get("/espaces/").content.decode()
    assert f"{people.staff} l’a figé le " in page


def test_many_closed_spaces_cost_as_few_queries(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    close(people, spaces.group)
    client = sign_in(people.staff)
    client.get("/espaces/")
    with CaptureQueriesContext(connection) as few:
        client.get("/espaces/")
    for number in range(6):
        space = Space.objects.create(name=f"Espace {number}", slug=f"e{number}")
        close(people, space)
    with CaptureQueriesContext(connection) as many:
        client.get("/espaces/")
    assert len(many) == len(few)


def test_who_edits_only_closed_spaces_reads_why_he_adds_no_contact(
    people: People, spaces: Spaces, sign_in: SignIn, closed: str
) -> None:
    close(people, spaces.group, closed)
    answer = sign_in(people.editor).get("/annuaire/contacts/ajouter/")
    assert f"{people.staff} l’a {spaces.group.get_state_display()} le " in answer.text
    stranger = sign_in(people.outsider).get("/annuaire/contacts/ajouter/")
    assert stranger.status_code == 403
    assert str(people.staff) not in stranger.text
