"""Who is held at a gate sees what a stranger sees, as a stranger, and nothing more."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from home import news_mail
from members import gates
from members.coming_in import charter
from members.models import Member
from members.waylaid import READ_BY_ALL
from pages.models import ArticlePage, SectionPage
from tests.access import EXPECTED, IN, MOVED, OK
from tests.conftest import AddFile
from tests.people import People, Spaces
from tests.test_access import outcome, things
from tests.urls import every_address

# What is kept of a form, or closed by address, is so on both profiles.
pytestmark = pytest.mark.looks

__all__ = ["things"]

SignIn = Callable[[Member | None], Client]
FACTOR = reverse("second_factor_required")
#: Open to strangers, for they come in by it: it is nothing to read.
WAYS_IN = {"members:join", "members:joined", "members:invitation", "members:suggest"}


@pytest.fixture(params=["charter", "factor", "both"])
def held(
    request: pytest.FixtureRequest, people: People, things: Any, sign_in: SignIn
) -> Client:
    """Staff who have not done what is asked first."""
    if request.param != "factor":
        charter.publish(people.staff, "Deux", "x")
    if request.param != "charter":
        Authenticator.objects.filter(user=people.staff).delete()
    client: Client = sign_in(people.staff)
    return client


@pytest.fixture
def public_page(spaces: Spaces) -> ArticlePage:
    section = Page.objects.get(depth=2).add_child(
        instance=SectionPage(title="Ouverte", slug="ouverte", space=spaces.public)
    )
    page: ArticlePage = section.add_child(
        instance=ArticlePage(title="Pour tous", slug="pour-tous")
    )
    return page


def test_every_address_is_what_a_stranger_gets_or_the_gate(
    held: Client, things: dict[str, str], sign_in: SignIn
) -> None:
    stranger = sign_in(None)
    wrong = {}
    for address in every_address(things):
        if address.key not in READ_BY_ALL:
            continue
        got, his = outcome(held, address.path), outcome(stranger, address.path)
        if got != (MOVED if his == IN else his):
            wrong[address.key] = (got, his)
    assert wrong == {}


def test_all_that_is_open_to_strangers_is_decided(things: dict[str, str]) -> None:
    open_to_all = {
        key
        for key, row in EXPECTED.items()
        if row["stranger"] == OK and key not in WAYS_IN | gates.OPEN
    }
    assert open_to_all - READ_BY_ALL == set()
    assert {a.key for a in every_address(things)} >= READ_BY_ALL


def test_a_page_and_a_document_of_the_public_space_are_read(
    held: Client,
    people: People,
    spaces: Spaces,
    public_page: ArticlePage,
    add_file: AddFile,
) -> None:
    document = add_file(by=people.staff, space=spaces.public, title="Dépliant")
    for address in (public_page.get_url(), document.get_absolute_url(), "/"):
        answer = held.get(address)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "Vous voyez ici ce que tout le monde voit" in page
        assert not answer.wsgi_request.user.is_authenticated
        assert "Se déconnecter" in page
        assert "Modifier" not in page


def test_the_front_page_asks_who_has_come_in_for_nothing(held: Client) -> None:
    page = held.get("/").content.decode()
    assert 'action="/connexion/"' not in page
    assert "/rejoindre/" not in page
    assert 'name="password"' not in page


def test_a_closed_one_leads_to_the_gate_and_back(
    held: Client, things: dict[str, str], add_file: AddFile
) -> None:
    document = add_file(title="Fermé")
    for address in (things["wagtail_serve"], document.get_absolute_url(), "/absent/"):
        answer = held.get(address)
        assert answer.status_code == 302
        assert answer["Location"] == FACTOR or "/charte/?next=" in answer["Location"]
        scripts = held.get(address, headers={"accept": "application/json"})
        assert scripts.status_code in (302, 403)
    listed = held.get("/bibliotheque/").content.decode()
    assert "Fermé" not in listed


def test_the_button_leads_to_the_gate_which_leads_back(
    people: People, spaces: Spaces, public_page: ArticlePage, sign_in: SignIn
) -> None:
    new = charter.publish(people.staff, "Deux", "x")
    client = sign_in(people.member)
    address = public_page.get_url()
    page = client.get(address).content.decode()
    assert f'href="/charte/?next={address.replace("/", "%2F")}"' in page
    client.post("/charte/", {"version": new.version, "next": address})
    after = client.get(address)
    assert "ce que tout le monde voit" not in after.content.decode()
    assert after.wsgi_request.user == people.member


def test_a_link_of_a_mail_does_what_it_says(people: People, sign_in: SignIn) -> None:
    charter.publish(people.staff, "Deux", "x")
    client = sign_in(people.member)
    address = reverse("home:news_stop", args=[news_mail.sign(people.member)])
    assert client.get(address).status_code == 200
    client.post(address)
    people.member.refresh_from_db()
    assert people.member.news_mail == Member.NewsMail.NEVER
