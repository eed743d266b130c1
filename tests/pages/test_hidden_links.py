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


def test_a_link_to_what_is_deleted_or_not_published_is_its_words(
    words: str, secret: ContentPage, spaces: Spaces, people: People, sign_in: SignIn
) -> None:
    page = public_page(words, spaces)
    secret.unpublish()
    browser = sign_in(people.staff)
    html = browser.get(page.get_url()).content.decode()
    # Who edits it sees the draft in the admin, and not at its address.
    assert html.count("Voir cette <b>page</b>, <a") == 2
    ContentPage.objects.get(pk=secret.pk).delete()
    Document.objects.all().delete()
    html = browser.get(page.get_url()).content.decode()
    assert html.count("Voir cette <b>page</b>, ce fichier et") == 2
    assert html.count('<a href="/">l’accueil</a>') == 2


def test_editors_read_which_pages_lead_to_what_is_gone(
    words: str, secret: ContentPage, spaces: Spaces, people: People, sign_in: SignIn
) -> None:
    public_page(words, spaces)
    staff = sign_in(people.staff)
    assert "à ce qui n’est plus publié" not in report(staff)
    secret.unpublish()
    assert "«\u202fcette page\u202f»\u202f: page non publiée" in report(staff)
    ContentPage.objects.get(pk=secret.pk).delete()
    Document.objects.all().delete()
    told = report(staff)
    assert "«\u202fcette page\u202f»\u202f: page supprimée" in told
    assert "«\u202fce fichier\u202f»\u202f: document supprimé" in told
    assert "l’accueil\u202f»" not in told
    # He does not edit that page.
    assert "page supprimée" not in report(sign_in(people.editor))
    staff = sign_in(people.staff)
    counts = []
    for times in (2, 9):
        public_page(words, spaces, times)
        with CaptureQueriesContext(connection) as queries:
            report(staff)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def report(browser: Client) -> str:
    return browser.get("/bibliotheque/liens/").content.decode()
