"""The terms of a page: opened by the keyboard and by a finger, without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [360, 1280])
def test_a_term_is_explained_without_scripts(visit: Visit, width: int) -> None:
    page = visit("membre", scripts=False, width=width)
    page.goto("/recherche/?q=GES")
    expect(page.locator("#dans-le-glossaire")).to_contain_text("groupement d’échanges")
    page.get_by_role("link", name="Dans le glossaire").click()
    page.wait_for_url("**/glossaire/#terme-ges")
    expect(page.locator("#terme-ges")).to_be_in_viewport()

    page.goto("/recherche/?q=premier+sujet+sorties")
    page.get_by_role("link", name="Les sorties d’hôpital").first.click()
    term = page.get_by_role("button", name="GES", exact=True)
    note = page.locator("#terme-ges")
    expect(term).to_have_accessible_description("groupement d’échanges sur la santé")
    expect(note).to_be_hidden()
    term.focus()
    page.keyboard.press("Enter")
    expect(note).to_be_in_viewport(ratio=1)
    page.keyboard.press("Tab")
    expect(note.get_by_role("link", name="Tout le glossaire")).to_be_focused()
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(term).to_be_focused()
    term.click()
    note.get_by_role("button", name="Fermer").click()
    expect(note).to_be_hidden()


def test_the_glossary_is_filtered_without_scripts(visit: Visit) -> None:
    page = visit("membre", scripts=False)
    page.goto("/glossaire/")
    page.get_by_role("link", name="Z", exact=True).click()
    expect(page.locator("#lettre-z")).to_be_in_viewport()
    page.get_by_label("Un sigle, ou des mots").fill("ECHANGES sante")
    page.keyboard.press("Enter")
    expect(page.locator("dl.glossary dt")).to_have_text(["GES"])
