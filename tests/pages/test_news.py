"""News: what they hold, who sees them where, and in which order."""

import json
from collections.abc import Callable
from xml.etree.ElementTree import fromstring

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from members.models import Member
from pages.models import ContentPage, NewsPage, Proposal, SectionPage
from pages.paper import sheets
from pages.publishing import proposals
from tests.pages.telling import day, picture_of, section_in, tell
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
LIST = "/actualites/"


@pytest.fixture
def ges(people: People, spaces: Spaces) -> SectionPage:
    return section_in(spaces.ges)


@pytest.fixture
def public(people: People, spaces: Spaces) -> SectionPage:
    return section_in(spaces.public)


@pytest.fixture
def member(sign_in: SignIn, people: People) -> Client:
    return sign_in(people.member)


def soup(client: Client, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return soup_of(answer.content)


def soup_of(content: bytes) -> BeautifulSoup:
    return BeautifulSoup(content.decode(), "html.parser")


def titles(client: Client, path: str = LIST) -> list[str]:
    return [title.get_text() for title in soup(client, path).select("main .list h3")]


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


# The page of a news


def test_a_news_shows_its_day_its_picture_and_its_blocks(
    ges: SectionPage, spaces: Spaces, member: Client
):
    body = json.dumps([{"type": "rich_text", "value": "<h2>Où</h2><p>À Varennes.</p>"}])
    news = tell(
        ges,
        "Une maison ouvre",
        summary="En janvier.",
        body=body,
        day="2026-03-02",
        picture=picture_of(spaces.ges),
        picture_alt="La façade",
    )
    page = soup(member, news.get_url())
    assert page.select_one(".dateline time")["datetime"] == "2026-03-02"  # type: ignore[index]
    assert page.select_one(".news-picture img")["alt"] == "La façade"  # type: ignore[index]
    assert page.select_one("h2#ou")
    assert page.select_one(".lead").get_text() == "En janvier."  # type: ignore[union-attr]
    assert page.select_one('.nav a[aria-current][href="/actualites/"]')


def test_a_news_is_of_today_unless_it_says_otherwise(ges: SectionPage):
    assert tell(ges, "Ce matin").day == day()


def test_a_picture_needs_words_and_an_end_comes_after_the_day(
    ges: SectionPage, spaces: Spaces
):
    news = NewsPage(title="Sans mots", picture=picture_of(spaces.ges), picture_alt="  ")
    with pytest.raises(ValidationError) as refused:
        news.clean()
    assert "pour qui ne la voit pas" in str(refused.value)
    with pytest.raises(ValidationError) as refused:
        NewsPage(title="Trop tôt", day=day(), front_until=day(-1)).clean()
    assert "précède celle de la nouvelle" in str(refused.value)


def test_the_admin_asks_for_the_words_of_a_picture_and_loses_nothing(
    ges: SectionPage, spaces: Spaces, people: People, sign_in: SignIn
):
    picture = picture_of(spaces.ges)
    browser = sign_in(people.staff)
    add = f"/admin/pages/add/pages/newspage/{ges.pk}/"
    form = browser.get(add).content.decode()
    for helps in ("Passé ce jour", "lue à voix haute", "Une ou deux phrases"):
        assert helps in form
    given = {
        "title": "Une maison ouvre",
        "slug": "une-maison-ouvre",
        "day": day().isoformat(),
        "summary": "En janvier.",
        "picture": str(picture.pk),
        "picture_alt": "",
        "body-count": "0",
        "review_months": "12",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-publish": "1",
    }
    answer = browser.post(add, given)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Écrivez ce que montre l’image" in html
    assert "En janvier." in html
    assert browser.post(add, {**given, "picture_alt": "La façade"}).status_code == 302
    assert NewsPage.objects.get().picture_alt == "La façade"
    assert NewsPage.objects.get().live


def test_a_news_is_looked_at_before_it_is_saved(
    ges: SectionPage, people: People, sign_in: SignIn
):
    browser = sign_in(people.staff)
    preview = f"/admin/pages/add/pages/newspage/{ges.pk}/preview/"
    given = {
        "title": "Pas encore",
        "slug": "pas-encore",
        "day": "02/03/2026",
        "body-count": "0",
        "review_months": "12",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    assert browser.post(preview, given).json()["is_valid"]
    answer = browser.get(preview)
    assert answer.status_code == 200
    assert "lundi 2 mars 2026" in soup_of(answer.content).select_one(".dateline").text  # type: ignore[union-attr]


def test_a_reviewer_sees_the_day_and_the_picture_of_a_draft(
    ges: SectionPage, spaces: Spaces, people: People, sign_in: SignIn
):
    news = tell(ges, "Relisez-moi", day="2026-03-02")
    news.picture, news.picture_alt = picture_of(spaces.ges), "La façade"
    news.save_revision(user=people.staff)
    sent = news.get_workflow().start(news, people.staff)
    page = soup(sign_in(people.admin), f"/relectures/{sent.current_task_state.pk}/")
    assert page.select_one(".draft time")["datetime"] == "2026-03-02"  # type: ignore[index]
    assert page.select_one(".draft img")["alt"] == "La façade"  # type: ignore[index]


def test_a_section_takes_no_address_that_is_a_screen_of_the_site(
    people: People, spaces: Spaces, sign_in: SignIn
):
    front = ContentPage.objects.get(depth=2)
    browser = sign_in(people.staff)
    given = {
        "title": "Actualités",
        "slug": "actualites",
        "space": str(spaces.public.pk),
        "body-count": "0",
        "review_months": "12",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-publish": "1",
    }
    add = f"/admin/pages/add/pages/sectionpage/{front.pk}/"
    assert (
        "est déjà celle d’un écran du site" in browser.post(add, given).content.decode()
    )
    assert browser.post(add, {**given, "slug": "nouvelles"}).status_code == 302
    assert SectionPage.objects.get().slug == "nouvelles"


def test_the_picture_is_for_who_sees_its_space(
    public: SectionPage, spaces: Spaces, client: Client, member: Client
):
    picture = picture_of(spaces.ges, "secret")
    news = tell(public, "Ouverte", picture=picture, picture_alt="Une façade")
    for path in (news.get_url(), LIST, "/"):
        html = client.get(path).content.decode()
        assert "Ouverte" in html
        assert "secret" not in html
        assert "Une façade" not in html
    assert "Une façade" in member.get(news.get_url()).content.decode()
    assert soup(member, LIST).select(".news-thumb")


def test_the_news_before_and_after_are_by_date_and_of_the_same_space(
    ges: SectionPage, public: SectionPage, member: Client
):
    last = tell(ges, "La dernière", day="2026-05-01")
    first = tell(ges, "La première", day="2026-01-01")
    middle = tell(ges, "Celle du milieu", day="2026-03-01")
    tell(public, "D’ailleurs", day="2026-02-01")
    around = soup(member, middle.get_url()).select(".around a")
    assert [link["href"] for link in around] == [first.get_url(), last.get_url()]
    assert "Actualité précédente" in around[0].get_text()
    alone = soup(member, last.get_url()).select(".around a")
    assert [link["href"] for link in alone] == [middle.get_url()]


def test_news_of_one_day_are_all_reached_in_a_row(ges: SectionPage, member: Client):
    made = [tell(ges, f"N{n}", day="2026-03-01") for n in range(3)]
    path, walked = made[0].get_url(), []
    while path:
        walked.append(path)
        after = soup(member, path).select_one(".around-after")
        path = str(after["href"]) if after else ""
    assert walked == [news.get_url() for news in made]


# The list


def test_the_newest_come_first_by_year(ges: SectionPage, member: Client):
    for when in ("2025-04-01", "2026-02-01", "2025-11-01"):
        tell(ges, when, day=when)
    page = soup(member, LIST)
    assert titles(member) == ["2026-02-01", "2025-11-01", "2025-04-01"]
    assert [year.get_text() for year in page.select("main h2")] == ["2026", "2025"]


def test_the_list_is_narrowed_by_space_and_by_year(
    ges: SectionPage, public: SectionPage, member: Client
):
    tell(ges, "Au GES", day="2026-02-01")
    tell(ges, "Au GES avant", day="2025-02-01")
    tell(public, "À tous", day="2026-01-01")
    assert titles(member, f"{LIST}?espace=ges") == ["Au GES", "Au GES avant"]
    assert titles(member, f"{LIST}?annee=2026") == ["Au GES", "À tous"]
    assert titles(member, f"{LIST}?espace=ges&annee=2025") == ["Au GES avant"]
    nothing = soup(member, f"{LIST}?espace=public&annee=2025")
    assert "Aucune actualité ne répond à ces choix" in nothing.get_text()


@pytest.mark.parametrize(
    "wrong", ["espace=rien", "annee=abc", "annee=99999999999", "page=abc", "espace=%00"]
)
def test_what_an_address_holds_that_is_not_understood_is_left_out(
    ges: SectionPage, member: Client, wrong: str
):
    tell(ges, "Toujours là")
    assert titles(member, f"{LIST}?{wrong}") == ["Toujours là"]


def test_nobody_is_told_of_what_he_does_not_see(
    ges: SectionPage, public: SectionPage, people: People, sign_in: SignIn
):
    tell(ges, "Au GES")
    tell(public, "À tous")
    draft = public.add_child(instance=NewsPage(title="Pas encore", live=False))
    for person in (None, people.outsider, people.former):
        browser = sign_in(person)
        assert titles(browser) == ["À tous"]
        html = browser.get(f"{LIST}?espace=ges").content.decode()
        assert "Au GES" not in html
        assert "Pas encore" not in html
        assert 'value="ges"' not in html
    assert draft.title not in titles(sign_in(people.member))


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
    assert len(titles(member)) == 20


def test_the_list_is_cut_into_pages(ges: SectionPage, member: Client):
    for n in range(22):
        tell(ges, f"N{n}", day=day(-n))
    assert len(titles(member)) == 20
    assert titles(member, f"{LIST}?page=2") == ["N20", "N21"]
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
    assert set(titles(member)) == {"Encore", "Passée"}


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


# Proposed by members


def mails() -> list[str]:
    rows = DBTaskResult.objects.filter(queue_name="mail")
    return [row.args_kwargs["args"][0] for row in rows]


GIVEN = {"title": "On recrute", "summary": "Une secrétaire.", "text": "Le 4 mai."}


def test_a_member_proposes_a_news_and_an_editor_publishes_it(
    people: People, spaces: Spaces, sign_in: SignIn
):
    place = section_in(spaces.group)
    browser = sign_in(people.colleague)
    form = f"/pages/{place.pk}/proposer-une-actualite/"
    assert form in browser.get(place.get_url()).content.decode()
    assert browser.post(form, {"title": ""}).status_code == 422
    answer = browser.post(form, GIVEN, follow=True)
    assert "votre actualité est proposée" in answer.content.decode()
    assert any("propose une actualité" in subject for subject in mails())
    proposal = Proposal.objects.get()
    editor = sign_in(people.editor)
    assert (
        "Publier l’actualité"
        in editor.get(f"/propositions/{proposal.pk}/").content.decode()
    )
    editor.post(f"/propositions/{proposal.pk}/", {**GIVEN, "action": "publish"})
    made = NewsPage.objects.get()
    assert (made.live, made.day, made.owner) == (True, day(), people.colleague)
    assert titles(browser) == ["On recrute"]
    assert any("Votre actualité" in subject for subject in mails())


def test_a_news_is_proposed_only_where_one_belongs_and_one_may(
    people: People, spaces: Spaces, ges: SectionPage, sign_in: SignIn
):
    news = tell(ges, "Déjà là")
    browser = sign_in(people.member)
    for path in ("proposer", "proposer-une-actualite"):
        assert browser.get(f"/pages/{news.pk}/{path}/").status_code == 404
    html = browser.get(news.get_url()).content.decode()
    assert "Proposer une page" not in html
    with pytest.raises(PermissionDenied):
        proposals.propose_page(
            people.outsider, ges, title="x", text="y", kind=Proposal.Kind.NEWS
        )
