"""The tab of a form tells how much is missing to publish it, blocks and all."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
#: Each lacks a title or more.
BLOCKS = ("Vidéo", "Contact")


def missing(page: Page) -> int:
    return page.locator(".error-message").filter(visible=True).count()


def test_the_tab_counts_what_is_missing_in_blocks_too(visit: Visit) -> None:
    page = visit("pays", known=("status of 400",))
    page.goto("/admin/pages/add/pages/articlepage/4/")
    page.wait_for_load_state("networkidle")
    for name in BLOCKS:
        page.locator(".c-sf-add-button").last.click()
        page.locator(".w-combobox__option").filter(has_text=name).first.click()
    tab = page.get_by_role("tab").first
    expect(tab).not_to_contain_text("erreur")
    page.get_by_role("button", name="Plus d’actions").click()
    page.get_by_role("button", name="Publier").first.click()
    page.wait_for_load_state("networkidle")
    count = missing(page)
    assert count > len(BLOCKS)
    expect(tab).to_contain_text(f"({count} erreurs)")

    # What is taken away lacks nothing any more.
    page.get_by_role("button", name="Supprimer").first.click()
    expect(tab).not_to_contain_text(f"({count} erreurs)")
    expect(tab).to_contain_text(re.compile(rf"\({missing(page)} erreurs?\)"))
    assert missing(page) < count
