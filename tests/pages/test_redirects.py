"""A page that moved is found at its old address, by who may see it, and by no other."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from members.models import Member
from pages.models import ArticlePage, ContentPage, SectionPage
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]


@pytest.fixture
def page(spaces: Spaces) -> ContentPage:
    front = Page.objects.get(depth=2)
    top = front.add_child(
        instance=SectionPage(title="Haut", slug="haut", space=spaces.ges)
    )
    front.add_child(instance=SectionPage(title="Bas", slug="bas", space=spaces.group))
    front.add_child(
        instance=SectionPage(title="Ouverte", slug="ouverte", space=spaces.public)
    )
    return top.add_child(instance=ArticlePage(title="Bilan", slug="bilan"))


def place(slug: str) -> ContentPage:
    return ContentPage.objects.get(slug=slug)


def gone_to(client: Client, path: str) -> str:
    answer = client.get(path)
    return answer.get("Location", str(answer.status_code))


def test_a_new_address_keeps_the_old_one_with_what_is_under_it(
    page: ContentPage,
    sign_in: SignIn,
    people: People,
    django_capture_on_commit_callbacks: Callable[..., Any],
):
    top = place("haut").specific
    top.slug = "sommet"
    with django_capture_on_commit_callbacks(execute=True):
        top.save()
    client = sign_in(people.member)
    assert gone_to(client, "/haut/") == "/sommet/"
    assert gone_to(client, "/haut/bilan/?q=mot") == "/sommet/bilan/"
    assert client.get("/haut/bilan/").status_code == 301


def test_a_page_that_moved_twice_is_found_from_each_of_its_addresses(
    page: ContentPage, sign_in: SignIn, people: People
):
    page.move(place("ouverte"), pos="last-child")
    place("bilan").move(place("bas"), pos="last-child")
    client = sign_in(people.member)
    assert gone_to(client, "/haut/bilan/") == "/bas/bilan/"
    assert gone_to(client, "/ouverte/bilan/") == "/bas/bilan/"


@pytest.mark.parametrize("who", ["outsider", "former"])
def test_who_does_not_see_the_page_is_not_told_where_it_is(
    who: str, page: ContentPage, sign_in: SignIn, people: People
):
    page.move(place("bas"), pos="last-child")
    client = sign_in(people.all()[who])
    moved, unknown = client.get("/haut/bilan/"), client.get("/haut/rien/")
    assert moved.status_code == unknown.status_code == 404


def test_a_stranger_gets_the_sign_in_as_for_any_address(
    page: ContentPage, sign_in: SignIn
):
    page.move(place("bas"), pos="last-child")
    client = sign_in(None)
    assert gone_to(client, "/haut/bilan/") == "/connexion/?next=/haut/bilan/"
    assert gone_to(client, "/haut/rien/") == "/connexion/?next=/haut/rien/"


def test_a_stranger_follows_a_page_that_is_public(
    page: ContentPage,
    sign_in: SignIn,
    django_capture_on_commit_callbacks: Callable[..., Any],
):
    top = place("ouverte").specific
    top.slug = "autrement"
    with django_capture_on_commit_callbacks(execute=True):
        top.save()
    assert gone_to(sign_in(None), "/ouverte/") == "/autrement/"


def test_a_page_that_is_withdrawn_is_told_to_nobody(
    page: ContentPage, sign_in: SignIn, people: People
):
    page.move(place("ouverte"), pos="last-child")
    place("bilan").unpublish()
    assert sign_in(people.member).get("/haut/bilan/").status_code == 404


def test_what_the_staff_write_leads_the_members_and_posts_nothing(
    sign_in: SignIn, people: People
):
    Redirect.objects.create(old_path="/ancien", redirect_link="/bibliotheque/")
    assert gone_to(sign_in(people.member), "/ancien/") == "/bibliotheque/"
    assert "/connexion/" in gone_to(sign_in(None), "/ancien/")
    assert sign_in(people.member).post("/ancien/").status_code == 404
