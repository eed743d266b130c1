"""What one finds one's way by: contents, the lit section, the order of themes."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from library.models import Document
from members.models import Member
from pages.models import ArticlePage, SectionPage, ThemePage
from tests.pages.telling import block, shown, soup, write
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
AddFile = Callable[..., Document]


def contents_of(html: str) -> list[str]:
    page = BeautifulSoup(html, "html.parser")
    return [link.get_text() for link in page.select("aside .toc[aria-labelledby] a")]


def lit(client: Client, path: str) -> list[str]:
    return [
        link.get_text() for link in soup(client, path).select(".nav [aria-current]")
    ]


def test_contents_name_the_lists_of_which_one_sees_something(
    theme: ThemePage,
    people: People,
    spaces: Spaces,
    add_file: AddFile,
    sign_in: SignIn,
) -> None:
    closed = add_file("B", "b.txt", space=spaces.group, by=people.editor)
    page = write(
        theme,
        {"type": "rich_text", "value": "<h2>Avant</h2><p>x</p>"},
        block("document_list", title="Les outils", documents=[closed.pk]),
        block("filling", title="Nouvelles", what="news", count=3),
    )
    assert contents_of(shown(page, sign_in(people.member))) == [
        "Avant",
        "Les outils",
        "Nouvelles",
    ]
    people.colleague.memberships.filter(space=spaces.group).delete()
    html = shown(page, sign_in(people.colleague))
    assert contents_of(html) == ["Avant", "Nouvelles"]
    assert "Les outils" not in html


def test_themes_are_lit_on_what_is_about_themes_and_nowhere_else(
    theme: ThemePage, ges: SectionPage, member: Client
) -> None:
    below = theme.add_child(instance=ArticlePage(title="Dessous"))
    for page in (theme, below, theme.get_parent()):
        assert lit(member, page.get_url()) == ["Thèmes"], page
    other = ges.add_child(instance=ArticlePage(title="La charte"))
    for page in (ges, other):
        assert lit(member, page.get_url()) == [], page


def test_themes_stand_in_the_order_that_editors_chose(
    theme: ThemePage, member: Client
) -> None:
    section = theme.get_parent()
    for title in ("L’information", "L’éducation", "Un centre"):
        section.add_child(instance=ThemePage(title=title))
    found = [h.get_text() for h in soup(member, "/themes/").select("main h3")]
    assert found == ["Sorties", "L’information", "L’éducation", "Un centre"]


@pytest.mark.parametrize("path", ["/bibliotheque/", ""])
def test_strangers_read_no_names_of_who_gave_a_document(
    path: str, people: People, spaces: Spaces, add_file: AddFile, sign_in: SignIn
) -> None:
    document = add_file("A", "a.txt", space=spaces.public, by=people.staff)
    path = path or document.get_absolute_url()
    assert "Sylvie Barge" in soup(sign_in(people.member), path).get_text()
    assert "Sylvie Barge" not in soup(Client(), path).get_text()


def test_a_stranger_finds_where_to_ask_to_join_from_any_page(
    client: Client, db: None
) -> None:
    for path in ("/aide/", "/connexion/"):
        foot = soup(client, path).select_one(".foot")
        assert foot is not None
        assert foot.select_one('a[href="/rejoindre/"]')


def test_help_leads_strangers_to_nothing_closed(client: Client, db: None) -> None:
    for link in soup(client, "/aide/").select("main a[href^='/']"):
        answer = client.get(str(link["href"]))
        assert answer.status_code == 200, link["href"]
