"""What is told of personal data is what the site does."""

from collections.abc import Callable

from django.test import Client
from pytest_django import Settings

from members.models import Member
from tests.people import People

SignIn = Callable[[Member | None], Client]


def test_it_says_who_sees_a_card_and_how_long_things_are_kept(
    client: Client, db: None, settings: Settings
) -> None:
    settings.JOURNAL_DAYS = 200
    page = client.get("/donnees-personnelles/").content.decode()
    assert "200 jours" in page
    assert "pendant 24 mois" in page
    assert "30 jours d’intervalle" in page
    assert "tous les membres permanents" in page
    assert "membres des espaces que vous partagez" not in page


def test_a_card_shows_every_permanent_member_what_it_says(
    people: People, sign_in: SignIn
) -> None:
    people.outsider.phone = "04 65 71 00 01"
    people.outsider.save()
    card = sign_in(people.member).get(people.outsider.get_absolute_url())
    for told in (people.outsider.email, people.outsider.phone):
        assert told in card.content.decode()


def test_each_right_leads_to_where_it_is_used(people: People, sign_in: SignIn) -> None:
    page = sign_in(people.member).get("/donnees-personnelles/").content.decode()
    for path in ("/mes-donnees/#copie", "/mes-donnees/quitter/", "/securite/"):
        assert f'href="{path}"' in page


def test_the_menu_and_the_phone_lead_to_the_directory_and_the_spaces(
    people: People, sign_in: SignIn
) -> None:
    page = sign_in(people.member).get("/menu/").content.decode()
    menu = page[page.index('aria-label="Tout le site"') :]
    for path in ("/annuaire/", "/espaces/"):
        assert menu.index(f'href="{path}"') < menu.index('href="/bibliotheque/"')


def test_help_says_how_to_invite_to_leave_and_what_staff_can_do(
    client: Client, db: None
) -> None:
    page = client.get("/aide/").content.decode()
    for part in ("inviter", "partir", "equipe"):
        assert f'href="#{part}"' in page
        assert f'id="{part}"' in page
