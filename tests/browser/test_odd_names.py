"""Files as people really call them, from the choice to the pages that list them."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, wait_for_hit

pytestmark = pytest.mark.browser

LONG = "Convention-" + "pluridisciplinaire" * 15 + ".txt"
TURNED = "facture\u202etxt.exe.txt"
PATHS = ["/bibliotheque/", "/espaces/ges/", "/recherche/?q=licorne"]


def choose(page: Page, name: str, words: str) -> None:
    page.goto("/bibliotheque/ajouter/?espace=ges&categorie=projet")
    page.locator("#id_file").set_input_files(
        {"name": name, "mimeType": "text/plain", "buffer": words.encode()}
    )


def send(page: Page) -> str:
    """Send what was chosen; the address of the document."""
    page.get_by_role("button", name="Ajouter", exact=True).click()
    row = page.locator(".file").first
    expect(row).to_have_attribute("data-tone", "good", timeout=30_000)
    return row.get_by_role("link").get_attribute("href") or ""


def test_a_name_without_spaces_makes_no_page_wider_than_the_screen(
    visit: Visit,
) -> None:
    page = visit("membre")
    choose(page, LONG, "Une licorne dans le fichier au nom trop long.")
    address = send(page)
    wait_for_hit(page, "licorne")
    for width in (360, 768, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        for path in [*PATHS, address, f"{address}modifier/", f"{address}supprimer/"]:
            page.goto(path)
            expect(
                page.get_by_text(re.compile("Convention.?pluri")).first
            ).to_be_visible()
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{path} at {width}: {wide}"


def test_marks_that_turn_a_name_around_are_not_shown(visit: Visit) -> None:
    page = visit("membre")
    choose(page, TURNED, "Ce fichier se dit facture.")
    expect(page.locator("[data-file-name]")).to_have_text("facturetxt.exe.txt")
    page.goto(send(page))
    assert "\u202e" not in page.content()
