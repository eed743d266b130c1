"""News: what they hold, who sees it, how one is proposed."""

import json
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django_tasks_db.models import DBTaskResult

from members.models import Member
from pages.models import ContentPage, NewsPage, Proposal, SectionPage
from pages.publishing import proposals
from tests.pages.telling import (
    day,
    news_titles,
    picture_of,
    section_in,
    soup,
    soup_of,
    tell,
)
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
LIST = "/actualites/"


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
    assert news_titles(browser) == ["On recrute"]
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
