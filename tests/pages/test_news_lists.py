"""News in lists: who sees them where, and in which order."""

from collections.abc import Callable
from xml.etree.ElementTree import fromstring

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from members.models import Member
from pages.models import ContentPage, NewsPage, SectionPage
from pages.paper import sheets
from tests.pages.telling import (
    day,
    news_titles,
    picture_of,
    soup,
    tell,
)
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
LIST = "/actualites/"


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


# The list


def test_the_newest_come_first_by_year(ges: SectionPage, member: Client):
    for when in ("2025-04-01", "2026-02-01", "2025-11-01"):
        tell(ges, when, day=when)
    page = soup(member, LIST)
    assert news_titles(member) == ["2026-02-01", "2025-11-01", "2025-04-01"]
    assert [year.get_text() for year in page.select("main h2")] == ["2026", "2025"]


def test_the_list_is_narrowed_by_space_and_by_year(
    ges: SectionPage, public: SectionPage, member: Client
):
    tell(ges, "Au GES", day="2026-02-01")
    tell(ges, "Au GES avant", day="2025-02-01")
    tell(public, "À tous", day="2026-01-01")
    assert news_titles(member, f"{LIST}?espace=ges") == ["Au GES", "Au GES avant"]
    assert news_titles(member, f"{LIST}?annee=2026") == ["Au GES", "À tous"]
    assert news_titles(member, f"{LIST}?espace=ges&annee=2025") == ["Au GES avant"]
    nothing = soup(member, f"{LIST}?espace=public&annee=2025")
    assert "Aucune actualité ne répond à ces choix" in nothing.get_text()


@pytest.mark.parametrize(
    "wrong", ["espace=rien", "annee=abc", "annee=99999999999", "page=abc", "espace=%00"]
)
def test_what_an_address_holds_that_is_not_understood_is_left_out(
    ges: SectionPage, member: Client, wrong: str
):
    tell(ges, "Toujours là")
    assert news_titles(member, f"{LIST}?{wrong}") == ["Toujours là"]


def test_nobody_is_told_of_what_he_does_not_see(
    ges: SectionPage, public: SectionPage, people: People, sign_in: SignIn
):
    tell(ges, "Au GES")
    tell(public, "À tous")
    draft = public.add_child(instance=NewsPage(title="Pas encore", live=False))
    for person in (None, people.outsider, people.former):
        browser = sign_in(person)
        assert news_titles(browser) == ["À tous"]
        html = browser.get(f"{LIST}?espace=ges").content.decode()
        assert "Au GES" not in html
        assert "Pas encore" not in html
        assert 'value="ges"' not in html
    assert draft.title not in news_titles(sign_in(people.member))


def test_an_empty_list_says_what_will_come(client: Client, member: Client):
    assert "Aucune actualité publique" in client.get(LIST).content.decode()
    assert "Aucune actualité pour l’instant" in member.get(LIST).content.decode()


def test_as_many_queries_for_six_news_as_for_twenty_with_pictures(
    ges: SectionPage, spaces: Spaces, member: Client
):
    def more(count: int) -> None:
        for n in range(count):
            picture = picture_of(spaces.ges, f"i{count}-{n}")
            tell(ges, f"N{count}-{n}", picture=picture, picture_alt="x")

    more(6)  # more than the front lists hold
    paths = (ges.get_url(), LIST, "/mon-espace/", "/espaces/ges/", "/plan-du-site/")
    member.get(ges.get_url())  # from now on it stands among what was seen lately
    few = [queries(member, path) for path in paths]
    more(14)
    assert [queries(member, path) for path in paths] == few
    assert len(news_titles(member)) == 20


def test_the_list_is_cut_into_pages(ges: SectionPage, member: Client):
    for n in range(22):
        tell(ges, f"N{n}", day=day(-n))
    assert len(news_titles(member)) == 20
    assert news_titles(member, f"{LIST}?page=2") == ["N20", "N21"]
    assert soup(member, LIST).select_one('.pager a[rel="next"]')


# Elsewhere


def test_past_its_date_a_news_leaves_the_front_lists_and_stays_in_the_archive(
    ges: SectionPage, member: Client
):
    tell(ges, "Encore", front_until=day(), day=day(-3))
    tell(ges, "Passée", front_until=day(-1), day=day(-3))
    for path in ("/mon-espace/", "/espaces/ges/"):
        shown = soup(member, path)
        told = shown.find(id="a-la-une") or shown.find(id="actualites")
        section = told.find_parent("section").get_text()  # type: ignore[union-attr]
        assert "Encore" in section
        assert "Passée" not in section
    assert set(news_titles(member)) == {"Encore", "Passée"}


def test_a_news_is_told_once_in_ones_own_space(
    ges: SectionPage, people: People, sign_in: SignIn
):
    tell(ges, "La seule", owner=people.staff)
    html = sign_in(people.member).get("/mon-espace/").content.decode()
    assert html.count(">La seule</a>") == 1


def test_public_news_are_told_to_who_is_in_no_space(
    public: SectionPage, people: People, sign_in: SignIn
):
    tell(public, "À tous", owner=people.staff)
    for person in (people.member, people.outsider, people.occasional):
        assert "À tous" in sign_in(person).get("/mon-espace/").content.decode()


def test_the_feed_of_a_space_tells_news_as_such(public: SectionPage, client: Client):
    tell(public, "À tous")
    read = fromstring(client.get("/flux/public.atom").content)
    atom = "{http://www.w3.org/2005/Atom}"
    entry = next(
        each
        for each in read.iter(f"{atom}entry")
        if each.findtext(f"{atom}title") == "À tous"
    )
    assert entry.find(f"{atom}category").attrib["term"] == "Actualité"  # type: ignore[union-attr]


def test_search_finds_news_under_their_own_name_and_by_their_year(
    ges: SectionPage, member: Client, work: Callable[[], None]
):
    tell(ges, "Le dépistage revient", summary="À Varennes.", day="2019-05-04")
    work()
    page = soup(member, "/recherche/?q=d%C3%A9pistage&nature=news&annee=2019")
    hit = page.select_one(".hit")
    assert hit is not None
    assert "Actualité · du 4 mai 2019" in hit.get_text()
    assert "Actualités" in page.select_one(".kinds").get_text()  # type: ignore[union-attr]
    assert not soup(member, "/recherche/?q=d%C3%A9pistage&nature=page").select(".hit")


def test_a_section_shows_its_news_by_date_and_the_plan_counts_them(
    ges: SectionPage, member: Client
):
    tell(ges, "Vieille", day="2025-01-01")
    tell(ges, "Neuve", day="2026-01-01")
    section = soup(member, ges.get_url()).find(id="actualites-ici")
    found = section.find_parent("section").select("h3")  # type: ignore[union-attr]
    assert [title.get_text() for title in found] == ["Neuve", "Vieille"]
    plan = soup(member, "/plan-du-site/")
    assert plan.select_one(f'a[href="{LIST}?espace=ges"]').get_text().startswith("2")  # type: ignore[union-attr]
    assert not plan.find(string="Neuve")


def test_on_paper_a_news_has_its_day_and_its_picture(
    ges: SectionPage, spaces: Spaces, people: People, rf: object
):
    news = tell(
        ges,
        "Sur papier",
        day="2026-03-02",
        picture=picture_of(spaces.ges),
        picture_alt="La façade",
    )
    request = HttpRequest()
    request.user = people.member
    request.META["SERVER_NAME"], request.META["SERVER_PORT"] = "localhost", "80"
    for html in (
        sheets.of_page(ContentPage.objects.get(pk=news.pk), request),
        sheets.of_section(ContentPage.objects.get(pk=ges.pk), request),
    ):
        assert 'datetime="2026-03-02"' in html
        assert 'alt="La façade"' in html
        assert len(sheets.pictures_in(html, people.member)) == 1
