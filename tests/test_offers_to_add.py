"""Who may add nothing is offered nothing to add, by any page."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from members.models import Member, Space
from search import indexer
from tests.people import People

SignIn = Callable[[Member | None], Client]
PAGES = ["/mon-espace/", "/bibliotheque/", "/bibliotheque/textes/", "/aide/", "/menu/"]
NOTHING = "/recherche/?q=lombalgie"


def offers(browser: Client, url: str) -> list[str]:
    """Links to the form, and sentences that ask for a document."""
    answer = browser.get(url)
    assert answer.status_code == 200, url
    page = answer.content.decode()
    links = re.findall(r'href="(/bibliotheque/[^"]*ajouter/[^"]*)"', page)
    return links + re.findall(r"l’ajouter</a>|Ajoutez-le|Ajoutez un premier", page)


@pytest.mark.parametrize("url", [*PAGES, NOTHING])
def test_who_may_add_nothing_is_offered_nothing(
    url: str, people: People, sign_in: SignIn
) -> None:
    indexer.rebuild()
    assert offers(sign_in(people.occasional), url) == []
    assert offers(sign_in(people.outsider), url) == []
    assert len(offers(sign_in(people.member), url)) >= 2


def test_a_closed_space_takes_the_offer_away(people: People, sign_in: SignIn) -> None:
    browser = sign_in(people.member)
    assert offers(browser, "/bibliotheque/")
    Space.objects.update(state=Space.State.FROZEN)
    assert offers(browser, "/bibliotheque/") == []


def test_it_is_asked_for_once_a_page(people: People, sign_in: SignIn) -> None:
    browser = sign_in(people.member)
    browser.get("/bibliotheque/")
    with CaptureQueriesContext(connection) as asked:
        assert len(offers(browser, "/bibliotheque/")) >= 3
    contributing = [
        query["sql"]
        for query in asked
        if "1 AS" in query["sql"] and "contribution" in query["sql"]
    ]
    assert len(contributing) == 1


def test_a_stranger_costs_no_question(db: None) -> None:
    browser = Client()
    browser.get("/aide/")
    with CaptureQueriesContext(connection) as asked:
        assert offers(browser, "/aide/") == []
    assert [q for q in asked if "members_space" in q["sql"]] == []
