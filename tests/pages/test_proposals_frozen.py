"""A proposal for a page of a frozen space says why nobody answers it."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members.models import Member
from pages.models import ContentPage
from pages.publishing import proposals
from tests.members.test_spaces_closed import close
from tests.pages.test_proposals import correct, page
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
__all__ = ["page"]
PROPOSALS = reverse("pages:proposals")
TOLD = "L’espace est figé : on n’y répond qu’une fois l’espace ouvert de nouveau."


def shown(client: Client, address: str) -> str:
    return client.get(address).content.decode().replace("\u202f", " ")


def test_its_page_and_the_lists_say_it_and_no_button_fails(
    people: People, page: ContentPage, spaces: Spaces, sign_in: SignIn
) -> None:
    made = correct(people, page)
    author, editor = sign_in(people.colleague), sign_in(people.editor)
    assert "La retirer" in shown(author, made.get_absolute_url())
    close(people, spaces.group)
    for client in (author, editor):
        found = shown(client, made.get_absolute_url())
        assert TOLD in found
        assert f"{people.staff} l’a figé le " in found
        assert "La retirer" not in found
        assert 'name="action"' not in found
        assert TOLD in shown(client, PROPOSALS)
    assert "on n’y publie rien tant qu’il n’est" in shown(editor, "/mon-espace/")
    assert TOLD in shown(author, "/mon-espace/")


def test_many_cost_as_few_queries(
    people: People, page: ContentPage, spaces: Spaces, sign_in: SignIn
) -> None:
    correct(people, page)
    close(people, spaces.group)
    editor = sign_in(people.editor)
    addresses = (PROPOSALS, "/mon-espace/")
    for address in addresses:
        editor.get(address)
    with CaptureQueriesContext(connection) as few:
        for address in addresses:
            editor.get(address)
    spaces.group.state = "open"
    spaces.group.save()
    for number in range(4):
        proposals.propose_correction(
            people.colleague, page, passage=f"le {number}", text=f"le 0{number}"
        )
    close(people, spaces.group)
    with CaptureQueriesContext(connection) as many:
        for address in addresses:
            editor.get(address)
    assert len(many) == len(few)
