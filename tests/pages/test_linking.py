"""What links to a thing: who is told of it, and the warning before it goes."""

import json
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from library.models import Document, Reference
from members.models import Member
from pages.linking import pages_naming
from pages.models import ArticlePage, ContentPage, SectionPage
from tests.conftest import AddFile
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
Work = Callable[[], None]


def naming(target: Page, document: Document, text: Reference) -> str:
    link = f'<p><a linktype="page" id="{target.pk}">Voir</a></p>'
    return json.dumps(
        [
            {"type": "rich_text", "value": link},
            {"type": "document_list", "value": {"documents": [document.pk]}},
            {"type": "reference_list", "value": {"references": [text.pk]}},
        ]
    )


@pytest.fixture
def things(
    spaces: Spaces, people: People, add_file: AddFile, work: Work
) -> tuple[Page, Document, Reference]:
    """A page, a document and a text that a page of GES and one of the group name."""
    front = Page.objects.get(depth=2)
    everyone = spaces.every_member
    target = front.add_child(
        instance=SectionPage(title="Cible", slug="cible", space=everyone)
    )
    document = add_file(title="Protocole", space=everyone, by=people.staff)
    text = Reference.objects.create(space=everyone, title="Loi", kind="law")
    for name, space in (("Du GES", spaces.ges), ("Du groupe", spaces.group)):
        front.add_child(
            instance=SectionPage(
                title=name, space=space, body=naming(target, document, text)
            )
        )
    work()
    return target, document, text


def titles(found: list[ContentPage]) -> list[str]:
    return [page.title for page in found]


def test_each_is_told_of_the_pages_that_he_sees(
    things: tuple[Page, Document, Reference], people: People
):
    for thing in things:
        assert titles(pages_naming(thing, people.member)) == ["Du GES", "Du groupe"]
        assert titles(pages_naming(thing, people.occasional)) == ["Du groupe"]
        assert titles(pages_naming(thing, people.outsider)) == []


def test_a_document_and_a_text_say_which_pages_name_them(
    things: tuple[Page, Document, Reference], sign_in: SignIn, people: People
):
    _, document, text = things
    for thing in (document, text):
        shown = sign_in(people.member).get(thing.get_absolute_url()).content.decode()
        assert "Cité par" in shown and "Du groupe" in shown
        other = sign_in(people.outsider).get(thing.get_absolute_url())
        assert other.status_code == 200
        assert "Cité par" not in other.content.decode()


def test_a_page_tells_it_to_its_editors_only(
    things: tuple[Page, Document, Reference], sign_in: SignIn, people: People
):
    assert "2 pages mènent ici" in sign_in(people.staff).get("/cible/").content.decode()
    assert "mènent ici" not in sign_in(people.member).get("/cible/").content.decode()


def test_before_a_thing_goes_the_site_says_where_it_will_be_missed(
    things: tuple[Page, Document, Reference], sign_in: SignIn, people: People
):
    _, document, text = things
    for thing in (document, text):
        path = f"{thing.get_absolute_url()}supprimer/"
        shown = sign_in(people.staff).get(path).content.decode()
        assert "2 pages le citent" in shown and "Du groupe" in shown


def test_before_a_thing_goes_the_admin_says_it_too(
    things: tuple[Page, Document, Reference], sign_in: SignIn, people: People
):
    target, document, text = things
    client = sign_in(people.admin)
    for path in (
        f"/admin/pages/{target.pk}/delete/",
        f"/admin/documents/delete/{document.pk}/",
        f"/admin/snippets/library/reference/delete/{text.pk}/",
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        shown = BeautifulSoup(answer.content.decode(), "html.parser")
        warning = shown.select_one(".help-warning")
        assert warning is not None, path
        assert "2 pages mènent ici" in warning.get_text()
        assert [link.get_text() for link in warning.select("a")] == [
            "Du GES",
            "Du groupe",
        ]


def test_a_page_takes_with_it_those_under_it(
    things: tuple[Page, Document, Reference], people: People, work: Work
):
    target, document, text = things
    under = target.add_child(instance=ArticlePage(title="Dessous"))
    within = target.add_child(
        instance=ArticlePage(title="Voisine", body=naming(under, document, text))
    )
    ContentPage.objects.get(title="Du GES").specific.add_child(
        instance=ArticlePage(title="Fille", body=naming(under, document, text))
    )
    work()
    found = titles(pages_naming(target, people.staff))
    assert found == ["Du GES", "Du groupe", "Fille"]
    assert within.title not in found


def test_many_pages_cost_as_many_queries_as_one(
    things: tuple[Page, Document, Reference],
    sign_in: SignIn,
    people: People,
    spaces: Spaces,
    work: Work,
):
    _, document, _ = things
    client = sign_in(people.member)

    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(document.get_absolute_url())
        return len(asked)

    count()
    few = count()
    place = ContentPage.objects.get(title="Du GES").specific
    for number in range(15):
        place.add_child(
            instance=ArticlePage(title=f"N° {number}", body=naming(*things))
        )
    work()
    assert count() == few
