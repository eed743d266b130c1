"""Favourites, and what was opened lately: for the person alone, as he sees it today."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from home import favourites, recent
from home.models import Favourite, FeedKey, Opened
from library import trash
from library.models import Document, Reference
from members import leaving, personal
from members.models import Member, Membership
from pages.models import ArticlePage, SectionPage
from tests.conftest import AddFile
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
LIST, LATELY = "/mon-espace/favoris/", "/mon-espace/recemment/"


@pytest.fixture
def things(spaces: Spaces, people: People, add_file: AddFile) -> dict[str, str]:
    """A page, a document and an official text of GES: where each is kept."""
    front = Page.objects.get(depth=2)
    top = front.add_child(
        instance=SectionPage(title="Une page", slug="une-page", space=spaces.ges)
    )
    document = add_file(title="Un document", by=people.staff)
    text = Reference.objects.create(space=spaces.ges, title="Un texte", kind="law")
    return {
        "/une-page/": f"{LIST}page/{top.pk}/",
        document.get_absolute_url(): f"{LIST}document/{document.pk}/",
        text.get_absolute_url(): f"{LIST}texte/{text.pk}/",
    }


def titles(client: Client, path: str = LIST) -> list[str]:
    page = BeautifulSoup(client.get(path).content.decode(), "html.parser")
    return [link.get_text() for link in page.select("main .list h2 a")]


def test_a_star_keeps_each_kind_and_takes_it_away_without_scripts(
    things: dict[str, str], sign_in: SignIn, people: People
):
    client = sign_in(people.member)
    for address, kept in things.items():
        page = BeautifulSoup(client.get(address).content.decode(), "html.parser")
        (form,) = page.select("form.star")
        assert form["action"] == kept
        given = {
            field["name"]: field.get("value", "") for field in form.select("input")
        }
        answer = client.post(str(form["action"]), {**given, "garder": ""}, follow=True)
        assert answer.request["PATH_INFO"] == address
        assert "Dans vos favoris" in answer.content.decode()
    assert titles(client) == ["Un texte", "Un document", "Une page"]
    assert "Mes favoris" in client.get("/mon-espace/").content.decode()
    for kept in things.values():
        assert client.post(kept, {"retirer": ""}).status_code == 302
    assert titles(client) == []
    assert "Aucun favori" in client.get(LIST).content.decode()


def test_kept_twice_is_kept_once(
    things: dict[str, str], sign_in: SignIn, people: People
):
    client = sign_in(people.member)
    for _ in range(2):
        client.post(next(iter(things.values())), {"garder": ""})
    assert Favourite.objects.filter(member=people.member).count() == 1


def test_what_one_does_not_see_or_what_is_not_there_is_not_kept(
    things: dict[str, str], sign_in: SignIn, people: People
):
    client = sign_in(people.outsider)
    front = Page.objects.get(depth=2).pk
    more = [f"{LIST}page/987654/", f"{LIST}chose/1/", f"{LIST}page/{front}/"]
    for path in [*things.values(), *more]:
        assert client.post(path, {"garder": ""}).status_code == 404
    assert not Favourite.objects.exists()
    stranger = sign_in(None)
    for path in things.values():
        assert "/connexion/" in stranger.post(path)["Location"]
    assert not BeautifulSoup(
        stranger.get("/bibliotheque/").content.decode(), "html.parser"
    ).select("form.star")


def test_the_way_back_stays_on_the_site(
    things: dict[str, str], sign_in: SignIn, people: People
):
    client = sign_in(people.member)
    address, kept = next(iter(things.items()))
    answer = client.post(kept, {"garder": "", "next": "https://ailleurs.example/"})
    assert answer["Location"] == address


def test_a_favourite_leaves_with_the_right_and_comes_back_with_it(
    things: dict[str, str], spaces: Spaces, sign_in: SignIn, people: People
):
    client = sign_in(people.member)
    for address, kept in things.items():
        client.post(kept, {"garder": ""})
        client.get(address)
    place = Membership.objects.get(member=people.member, space=spaces.ges)
    Membership.objects.filter(pk=place.pk).update(
        ends_on=timezone.localdate() - timedelta(days=1)
    )
    assert titles(client) == [] == titles(client, LATELY)
    shown = client.get("/mon-espace/").content.decode()
    assert "Un document" not in shown and "Mes favoris</h2>" not in shown
    favourites.sweep()
    Membership.objects.filter(pk=place.pk).update(ends_on=None)
    assert len(titles(client)) == 3 == len(titles(client, LATELY))


def test_what_is_in_the_trash_comes_back_and_what_is_deleted_is_swept(
    things: dict[str, str], sign_in: SignIn, people: People
):
    client = sign_in(people.member)
    for kept in things.values():
        client.post(kept, {"garder": ""})
    document = Document.objects.get(title="Un document")
    trash.withdraw(people.staff, document)
    favourites.sweep()
    assert "Un document" not in titles(client)
    trash.restore(people.staff, Document.everything.get(pk=document.pk))
    assert "Un document" in titles(client)
    Document.objects.get(pk=document.pk).delete()
    favourites.sweep()
    assert Favourite.objects.count() == 2


def test_there_is_an_end_to_favourites(
    things: dict[str, str], sign_in: SignIn, people: People
):
    Favourite.objects.bulk_create(
        Favourite(member=people.member, kind="document", thing_id=n + 10_000)
        for n in range(favourites.MOST)
    )
    answer = sign_in(people.member).post(next(iter(things.values())), {"garder": ""})
    assert answer.status_code == 403
    assert "Retirez-en un" in answer.content.decode()


def test_what_one_opens_is_remembered_for_him_alone_the_last_first(
    things: dict[str, str], sign_in: SignIn, people: People
):
    client = sign_in(people.member)
    first, *_ = things
    for address in [*things, first]:
        assert client.get(address).status_code == 200
    assert titles(client, LATELY) == ["Une page", "Un texte", "Un document"]
    assert titles(sign_in(people.colleague), LATELY) == []
    sign_in(people.outsider).get(first)
    assert not Opened.objects.exclude(member=people.member).exists()


def test_what_nobody_has_read_yet_is_not_remembered(
    things: dict[str, str], sign_in: SignIn, people: People
):
    client = sign_in(people.member)
    address = next(iter(things))
    client.get(address, headers={"Sec-Purpose": "prefetch;prerender"})
    client.head(address)
    assert not Opened.objects.exists()


def test_twenty_things_are_remembered_for_thirty_days(
    spaces: Spaces, sign_in: SignIn, people: People
):
    top = Page.objects.get(depth=2).add_child(
        instance=SectionPage(title="Haut", slug="haut", space=spaces.ges)
    )
    client = sign_in(people.member)
    for number in range(recent.MOST + 3):
        top.add_child(instance=ArticlePage(title=f"N° {number}", slug=f"n{number}"))
        assert client.get(f"/haut/n{number}/").status_code == 200
    assert Opened.objects.count() == recent.MOST
    assert titles(client, LATELY)[0] == f"N° {recent.MOST + 2}"
    old = timezone.now() - recent.KEPT - timedelta(hours=1)
    Opened.objects.filter(member=people.member).update(at=old)
    assert titles(client, LATELY) == []
    recent.purge()
    assert not Opened.objects.exists()


def test_one_word_clears_it(things: dict[str, str], sign_in: SignIn, people: People):
    mine, other = sign_in(people.member), sign_in(people.colleague)
    for client in (mine, other):
        client.get(next(iter(things)))
    mine.post("/mon-espace/recemment/effacer/")
    assert "Rien pour l’instant" in mine.get(LATELY).content.decode()
    assert titles(other, LATELY) == ["Une page"]


def test_many_rows_cost_as_many_queries_as_a_few(
    sign_in: SignIn, people: People, spaces: Spaces, add_file: AddFile
):
    top = Page.objects.get(depth=2).add_child(
        instance=SectionPage(title="Haut", slug="haut", space=spaces.ges)
    )

    def fill(count: int) -> None:
        for _ in range(count):
            page = top.add_child(instance=ArticlePage(title="Page"))
            document = add_file(f"Texte {page.pk}")
            for kind, thing in (("page", page), ("document", document)):
                for rows in (Favourite, Opened):
                    rows.objects.create(
                        member=people.member,
                        kind=kind,
                        thing_id=thing.pk,
                        at=timezone.now(),
                    )

    client = sign_in(people.member)

    def count(path: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    fill(1)
    paths = (LIST, LATELY, "/mon-espace/")
    few = [(count(path), count(path))[1] for path in paths]
    fill(8)
    assert [count(path) for path in paths] == few


def test_it_is_in_the_copy_of_his_data_and_gone_once_he_has_left(
    things: dict[str, str], sign_in: SignIn, people: People
):
    client = sign_in(people.member)
    for address, kept in things.items():
        client.post(kept, {"garder": ""})
        client.get(address)
    client.post("/mon-espace/flux/changer/", {"creer": ""})
    held = {name: give(people.member) for name, give in personal.parts}
    assert next(each["titre"] for each in held["favoris"]) == "Un texte"
    assert len(held["lectures récentes"]) == 3
    assert held["flux"]["adresse personnelle faite le"] is not None
    leaving.anonymise(people.member, people.member)
    for model in (Favourite, Opened, FeedKey):
        assert not model.objects.filter(member=people.member).exists()
