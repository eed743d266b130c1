"""The public part of the front page: what it shows, and what it never does."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.models import FrontPage
from members.models import Member, Space
from pages.models import ArticlePage, NewsPage
from tests.conftest import AddFile
from tests.pages.telling import day, picture_of, section_in, tell
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]


def front(client: Client, path: str = "/") -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content.decode(), "html.parser")


def meets(space: Space, days: int, where: str) -> None:
    at = timezone.now() + timedelta(days=days)
    Space.objects.filter(pk=space.pk).update(meets_at=at, meets_where=where)


def write(**fields: str) -> None:
    page = FrontPage.objects.get()
    for name, value in fields.items():
        setattr(page, name, value)
    page.save()


def test_it_says_who_we_are_and_whom_to_write_to(client: Client, db: None):
    write(
        title="Ensemble",
        summary="Pour soigner ici.",
        who="<p>Des soignants et des élus.</p>",
        contact_name="Nadia Ferrand",
        contact_phone="04 65 71 00 10",
        contact_email="pays@ges.example",
    )
    page = front(client)
    assert page.select_one("h1").get_text() == "Ensemble"  # type: ignore[union-attr]
    assert "Des soignants et des élus." in page.get_text()
    assert page.select_one('a[href="tel:0465710010"]')
    assert page.select_one('a[href="mailto:pays@ges.example"]')
    assert page.select_one('a[href="/rejoindre/"]')


def test_it_shows_the_news_documents_and_meeting_of_public(
    client: Client, spaces: Spaces, people: People, add_file: AddFile
):
    section = section_in(spaces.public)
    tell(section, "Une maison ouvre", day=day(-2))
    tell(section, "Un dépistage", day=day(-1))
    section.add_child(instance=ArticlePage(title="Nous rejoindre"))
    add_file(title="Affiche", space=spaces.public, by=people.staff)
    meets(spaces.public, 5, "Médiathèque")
    page = front(client)
    titles = [h3.get_text() for h3 in page.select(".front-news h3")]
    assert titles == ["Un dépistage", "Une maison ouvre"]
    text = page.get_text()
    for shown in ("Affiche", "Médiathèque", "Nous rejoindre"):
        assert shown in text


def test_nothing_private_leaks(
    client: Client, spaces: Spaces, people: People, add_file: AddFile, sign_in: SignIn
):
    picture = picture_of(spaces.ges, "image-secrete")
    public = section_in(spaces.public)
    tell(public, "Publique", picture=picture, picture_alt="Alternative secrète")
    tell(public, "Passée secrète", front_until=day(-1), day=day(-3))
    public.add_child(instance=NewsPage(title="Brouillon secret", live=False))
    for space in (spaces.ges, spaces.group, spaces.every_member):
        section = section_in(space)
        tell(section, f"Nouvelle secrète {space.slug}", owner=people.member)
        section.add_child(
            instance=ArticlePage(
                title=f"Page secrète {space.slug}", owner=people.member
            )
        )
        add_file(title=f"Document secret {space.slug}", space=space, by=people.staff)
        meets(space, 1, f"Lieu secret {space.slug}")
    meets(spaces.public, 4, "Lieu public")
    add_file(title="Affiche", space=spaces.public, by=people.staff)
    # Who is signed in and looks at the public part sees no more.
    for browser in (client, sign_in(people.admin), sign_in(people.member)):
        page = front(browser, "/?public=1")
        main = str(page.main)
        assert "Publique" in main
        assert "Lieu public" in main
        assert "secr" not in main
        for space in (spaces.ges, spaces.group, spaces.every_member):
            assert space.name not in main
            assert f"/{space.slug}/" not in main
    whole = client.get("/").content.decode()
    for person in people.all().values():
        assert person.last_name not in whole
        assert person.email not in whole
    assert "secr" not in whole


def test_a_past_meeting_or_one_of_an_archived_space_is_not_announced(
    client: Client, spaces: Spaces
):
    meets(spaces.public, -2, "Hier")
    assert "Aucune n’est annoncée" in front(client).get_text()
    meets(spaces.public, 2, "Bientôt")
    assert "Bientôt" in front(client).get_text()
    Space.objects.filter(pk=spaces.public.pk).update(state=Space.State.FROZEN)
    assert "Bientôt" in front(client).get_text()
    Space.objects.filter(pk=spaces.public.pk).update(state=Space.State.ARCHIVED)
    assert "Bientôt" not in front(client).get_text()


def test_when_nothing_is_public_it_says_what_will_come(client: Client, db: None):
    text = front(client).get_text()
    for said in (
        "Aucune actualité publique pour l’instant",
        "Aucune n’est annoncée",
        "les documents du groupement sont lus par ses membres",
        "Comment joindre la coordination",
    ):
        assert said in text
    assert "Qui nous sommes" not in text


def test_as_many_queries_for_much_as_for_little(
    client: Client, spaces: Spaces, people: People, add_file: AddFile
):
    section = section_in(spaces.public)

    def more(name: str) -> None:
        picture = picture_of(spaces.public, name)
        tell(section, f"N{name}", picture=picture, picture_alt="x")
        section.add_child(instance=ArticlePage(title=f"P{name}"))
        add_file(name, f"{name}.txt", space=spaces.public, by=people.staff)

    def count() -> int:
        client.get("/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/")
        return len(asked)

    more("a")
    few = count()
    for name in "bcde":
        more(name)
    assert count() == few


def test_staff_write_it_in_the_admin_with_help_in_french(
    sign_in: SignIn, people: People, client: Client
):
    page = FrontPage.objects.get()
    browser = sign_in(people.staff)
    edit = f"/admin/pages/{page.pk}/edit/"
    form = browser.get(edit).content.decode()
    for helps in ("Quelques phrases pour qui ne vous connaît pas", "rendre public"):
        assert helps in form
    given = {
        "title": "Ensemble",
        "slug": page.slug,
        "summary": "",
        "who": '{"blocks": [{"key": "a", "text": "Nous soignons ici.", "type": '
        '"unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}], '
        '"entityMap": {}}',
        "contact_phone": "appelez",
        "body-count": "0",
        "review_months": "12",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-publish": "1",
    }
    wrong = browser.post(edit, given).content.decode()
    assert "Écrivez un numéro, comme 04 70 00 00 00." in wrong
    assert "Nous soignons ici." in wrong
    assert (
        browser.post(edit, {**given, "contact_phone": "04 70 00 00 00"}).status_code
        == 302
    )
    assert "Nous soignons ici." in front(client).get_text()


@pytest.mark.parametrize("path", ["/", "/?public=1"])
def test_it_has_one_title_and_every_picture_an_alternative(
    client: Client, spaces: Spaces, path: str
):
    section = section_in(spaces.public)
    tell(section, "N", picture=picture_of(spaces.public), picture_alt="Une façade")
    page = front(client, path)
    assert len(page.select("h1")) == 1
    assert page.select(".front-first img")
    assert all(img.has_attr("alt") for img in page.select("img"))
