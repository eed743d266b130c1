"""What one types outlives the session, and the token of the page: no script helps."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, Visit

pytestmark = pytest.mark.browser

ADDRESS = "/sorties-d-hopital/la-sortie-d-hopital-pas-a-pas/les-medicaments-au-retour/"
REFUSED = "status of 403"


def write(page: Page, text: str) -> None:
    page.goto(ADDRESS)
    page.get_by_role("link", name="Signaler un problème").click()
    page.get_by_label("C’est faux").check()
    page.get_by_label("En quelques mots").fill(text)


def send(page: Page) -> None:
    page.get_by_role("button", name="Signaler").click()


@pytest.mark.parametrize(("scripts", "width"), [(True, 1280), (False, 360)])
def test_a_text_is_found_again_after_the_sign_in_and_sent(
    visit: Visit, scripts: bool, width: int
) -> None:
    text = f"Le numéro a changé {width} fois,\n« le 3 novembre » & <b>ailleurs</b>."
    page = visit("membre", scripts=scripts, width=width)
    write(page, text)
    page.context.clear_cookies(name="sessionid")
    send(page)
    expect(page.get_by_text("ce que vous avez écrit n’est pas encore")).to_be_visible()
    expect(page.get_by_text("Le numéro a changé")).to_have_count(0)
    page.get_by_label("Adresse mail").fill("membre@demo.example")
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/signaler/")
    found = page.get_by_role("region", name="Ce que vous aviez écrit n’est pas envoyé")
    found.get_by_text("Relire ce texte").click()
    expect(found.locator(".unsent-text")).to_be_visible()
    if scripts:
        assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found.get_by_role("button", name="Envoyer maintenant").click()
    expect(page.get_by_text("c’est signalé")).to_be_visible()
    expect(page.get_by_text("« le 3 novembre » & <b>ailleurs</b>.")).to_be_visible()
    expect(found).to_have_count(0)


def test_a_text_whose_token_is_too_old_is_sent_again(visit: Visit) -> None:
    page = visit("membre", known=(REFUSED,))
    write(page, "La page dit encore que la maison est fermée le mardi.")
    page.context.clear_cookies(name="csrftoken")
    send(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("trop longtemps")
    page.get_by_role("button", name="Envoyer à nouveau").click()
    expect(page.get_by_text("c’est signalé")).to_be_visible()
    expect(page.get_by_text("fermée le mardi")).to_be_visible()
