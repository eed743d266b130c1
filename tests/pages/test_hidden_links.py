"""A link to what a reader does not see is its words: an address tells a title."""

import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home.models import FrontPage
from library.models import Document
from members.models import Member
from pages.models import ArticlePage, ContentPage, SectionPage
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
AddFile = Callable[..., Document]


@pytest.fixture
def secret(people: People, spaces: Spaces) -> ContentPage:
    section = SectionPage(title="Entre nous", slug="entre-nous", space=spaces.group)
    FrontPage.objects.get().add_child(instance=section)
    page = ArticlePage(title="Ce qui fâche", slug="ce-qui-fache")
    section.add_child(instance=page)
    return page


@pytest.fixture
def words(
    secret: ContentPage, spaces: Spaces, people: People, add_file: AddFile
) -> str:
    """Three links: to a page and to a file of a group, and to the front page."""
    file = add_file(name="ce-qui-fache.txt", space=spaces.group, by=people.editor)
    front = FrontPage.objects.get()
    return (
        f'<p>Voir <a linktype="page" id="{secret.pk}">cette <b>page</b></a>, '
        f'<a id="{file.pk}" linktype="document">ce fichier</a> et '
        f'<a linktype="page" id="{front.pk}">l’accueil</a>.</p>'
    )


def public_page(words: str, spaces: Spaces, times: int = 1) -> ContentPage:
    section = SectionPage(title="Ouvert", slug=f"ouvert-{times}", space=spaces.public)
    FrontPage.objects.get().add_child(instance=section)
    note = {"tone": "info", "title": "", "text": words}
    body = [
        {"type": "rich_text", "value": words},
        {"type": "callout", "value": note},
    ]
    page = ArticlePage(title="Page", slug="page", body=json.dumps(body * times))
    section.add_child(instance=page)
    return page


def test_words_stay_and_addresses_go(
    words: str, spaces: Spaces, people: People, sign_in: SignIn
) -> None:
    page = public_page(words, spaces)
    for reader in (None, people.outsider):
        html = sign_in(reader).get(page.get_url()).content.decode()
        assert html.count("Voir cette <b>page</b>, ce fichier et") == 2
        assert html.count('<a href="/">l’accueil</a>') == 2
        assert "fache" not in html
    html = sign_in(people.editor).get(page.get_url()).content.decode()
    assert html.count('<a href="/entre-nous/ce-qui-fache/">cette <b>page</b></a>') == 2
    assert "/ce-qui-fache.txt" in html


def test_the_front_page_is_no_exception(
    words: str, sign_in: SignIn, people: People
) -> None:
    front = FrontPage.objects.get()
    front.who = words
    front.body = json.dumps([{"type": "rich_text", "value": words}])
    front.save()
    html = sign_in(None).get("/").content.decode()
    assert html.count("Voir cette <b>page</b>, ce fichier et") == 2
    assert "fache" not in html


def test_many_links_cost_what_one_costs(
    words: str, spaces: Spaces, people: People, sign_in: SignIn
) -> None:
    browser = sign_in(people.member)
    counts = []
    for times in (1, 20):
        address = public_page(words, spaces, times).get_url()
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            browser.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]
