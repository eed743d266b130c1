"""The button of the sign-in page that says who uses this computer."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD, Visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False])
def test_it_keeps_the_address_and_enter_still_signs_in(
    visit: Visit, scripts: bool
) -> None:
    page = visit(None, scripts=scripts)
    address = page.get_by_label("Adresse mail")
    address.fill("membre@demo.example")
    page.get_by_role("button", name="Cet ordinateur sert à plusieurs").click()
    expect(page.get_by_text("Ordinateur partagé.")).to_be_visible()
    expect(address).to_have_value("membre@demo.example")
    page.get_by_role("button", name="Cet ordinateur n’est qu’à moi").click()
    expect(page.get_by_text("Ordinateur partagé.")).to_have_count(0)
    expect(address).to_have_value("membre@demo.example")
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/mon-espace/$"))
