"""Drafts are kept and compared in the admin; members propose without scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.grown]
ADDRESS = "/sorties-d-hopital/la-sortie-d-hopital-pas-a-pas/les-medicaments-au-retour/"


def save_draft(page: Page, edit: str, summary: str) -> None:
    page.goto(edit)
    page.locator("#id_summary").fill(summary)
    page.locator("button.action-save").first.click()
    page.wait_for_load_state("networkidle")
    expect(page.locator("#id_summary")).to_have_value(summary)


def test_staff_save_drafts_and_compare_them(visit: Visit) -> None:
    page = visit("pays")
    page.goto(ADDRESS)
    edit = page.get_by_role("link", name="Modifier cette page").get_attribute("href")
    assert edit
    save_draft(page, edit, "Un chapeau d’essai")
    save_draft(page, edit, "Un autre chapeau")

    page.goto(f"{edit}../revisions/compare/earliest...latest/")
    expect(page.locator(".comparison").first).to_contain_text("Un autre chapeau")


def test_a_member_proposes_and_follows_without_scripts(visit: Visit) -> None:
    page = visit("membre", scripts=False)
    page.goto(ADDRESS)
    page.get_by_role("link", name="Signaler un problème").click()
    page.get_by_label("C’est faux").check()
    page.get_by_label("En quelques mots").fill("Une dose est fausse.")
    page.get_by_role("button", name="Signaler").click()
    expect(page.get_by_text("c’est signalé")).to_be_visible()
    page.goto("/mon-espace/")
    expect(page.get_by_role("heading", name="Mes propositions")).to_be_visible()
