"""Getting around the tree: beside a page, and on the plan of the site."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from members.models import Member
from pages.models import ArticlePage, ContentPage, SectionPage, ThemePage
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]


@pytest.fixture
def section(spaces: Spaces) -> SectionPage:
    """Rubrique › Thème › Article › Détail, with a neighbour at each step."""
    front = Page.objects.get(depth=2)
    top = front.add_child(
        instance=SectionPage(title="Rubrique", slug="rubrique", space=spaces.ges)
    )
    theme = top.add_child(instance=ThemePage(title="Thème", slug="theme"))
    top.add_child(instance=ThemePage(title="Autre thème", slug="autre"))
    article = theme.add_child(instance=ArticlePage(title="Article", slug="article"))
    theme.add_child(instance=ArticlePage(title="Autre article", slug="autre"))
    article.add_child(instance=ArticlePage(title="Détail", slug="detail"))
    return top


def page_of(client: Client, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content.decode(), "html.parser")


def outline(found: Tag | None) -> list[object]:
    """The titles of a list, each followed by the list of those under it."""
    assert found is not None
    said: list[object] = []
    for row in found.find_all("li", recursive=False):
        said.append(row.a.get_text())
        if row.ul is not None:
            said.append(outline(row.ul))
    return said


def test_beside_a_page_stands_the_way_down_to_it_and_no_more(
    section: SectionPage, sign_in: SignIn, people: People
):
    page = page_of(sign_in(people.member), "/rubrique/theme/article/")
    tree = page.select_one("nav.tree")
    assert outline(tree.ul) == [
        "Rubrique",
        ["Thème", ["Article", ["Détail"], "Autre article"], "Autre thème"],
    ]
    here = tree.select("[aria-current=page]")
    assert [link.get_text() for link in here] == ["Article"]
    page = page_of(sign_in(people.member), "/rubrique/")
    assert outline(page.select_one("nav.tree").ul) == [
        "Rubrique",
        ["Thème", "Autre thème"],
    ]


def test_a_page_that_is_not_published_hides_nothing_of_what_is_under_it(
    section: SectionPage, sign_in: SignIn, people: People
):
    ContentPage.objects.get(slug="theme").unpublish()
    page = page_of(sign_in(people.member), "/rubrique/theme/article/")
    assert "Thème" not in page.select_one("nav.tree").get_text("|").split("|")
    plan = page_of(sign_in(people.member), "/plan-du-site/")
    assert outline(plan.select_one("[aria-labelledby=plan-ges] > ul")) == [
        "Rubrique",
        ["Article", ["Détail"], "Autre article", "Autre thème"],
    ]


def test_the_plan_is_what_each_sees(
    section: SectionPage, spaces: Spaces, sign_in: SignIn, people: People
):
    front = Page.objects.get(depth=2)
    front.add_child(
        instance=SectionPage(title="Ouverte", slug="ouverte", space=spaces.public)
    )
    for within in (people.member, people.staff):
        plan = page_of(sign_in(within), "/plan-du-site/")
        headings = [h2.get_text(strip=True) for h2 in plan.select(".plan h2")]
        assert headings == ["PUPublic", "GEGES"]
        assert plan.select('a[href="/rubrique/theme/article/detail/"]')
    for who in (None, people.outsider):
        plan = page_of(sign_in(who), "/plan-du-site/")
        assert [h2.get_text(strip=True) for h2 in plan.select(".plan h2")] == [
            "PUPublic"
        ]
        assert plan.find("a", string="Ouverte")
        assert "GES" not in plan.select_one(".plan").get_text()


def test_every_page_leads_to_the_plan_from_its_foot(client: Client, db: None):
    foot = page_of(client, "/connexion/").select_one("footer")
    assert foot.find("a", href="/plan-du-site/")


def test_the_places_that_the_plan_tells_a_stranger_are_open_to_him(
    client: Client, db: None
):
    links = page_of(client, "/plan-du-site/").select("main a")
    assert len(links) > 5
    for link in links:
        assert client.get(str(link["href"])).status_code == 200, link


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_a_large_tree_costs_as_many_queries_as_a_small_one(
    section: SectionPage, sign_in: SignIn, people: People
):
    client = sign_in(people.member)
    paths = ("/plan-du-site/", "/rubrique/theme/article/")
    few = [(queries(client, path), queries(client, path))[1] for path in paths]
    theme = ThemePage.objects.get(slug="theme")
    for number in range(60):
        theme.add_child(instance=ArticlePage(title=f"N° {number}", slug=f"n{number}"))
    assert [queries(client, path) for path in paths] == few
