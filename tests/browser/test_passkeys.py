"""A passkey, made and used on a virtual authenticator of the browser."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


@pytest.fixture
def page(visit: Visit) -> Iterator[Page]:
    yield visit("occasionnel")


def authenticator(page: Page) -> tuple[Any, str]:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, made["authenticatorId"]


def sign_out(page: Page) -> None:
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("heading", name="Se connecter")).to_be_visible()


def test_a_passkey_is_made_used_alone_as_a_second_factor_and_removed(
    page: Page,
) -> None:
    session, device = authenticator(page)
    page.goto("/securite/")
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    page.get_by_label("Nom de la clé").fill("Mon téléphone")
    page.get_by_role("button", name="Créer la clé").click()
    expect(page.get_by_role("heading", name="Codes de secours")).to_be_visible()
    found = Axe().run(page)
    assert [v["id"] for v in found.response["violations"]] == []

    sign_out(page)
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    page.wait_for_url("**/mon-espace/")

    sign_out(page)
    page.get_by_label("Adresse mail").fill("occasionnel@demo.example")
    page.get_by_label("Mot de passe", exact=True).fill("maillage-demo-2026")
    page.keyboard.press("Enter")
    page.wait_for_url("**/connexion/verification/")
    page.get_by_role("button", name="Utiliser ma clé d’accès").click()
    page.wait_for_url("**/mon-espace/")

    # Without the owner's finger, the key alone opens nothing.
    sign_out(page)
    off = {"authenticatorId": device, "isUserVerified": False}
    session.send("WebAuthn.setUserVerified", off)
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    expect(page.get_by_text("La clé n’a pas été utilisée")).to_be_visible()
    session.send("WebAuthn.setUserVerified", off | {"isUserVerified": True})
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    page.wait_for_url("**/mon-espace/")

    page.goto("/securite/")
    found = Axe().run(page)
    assert [v["id"] for v in found.response["violations"]] == []
    page.get_by_role("link", name="Retirer « Mon téléphone »").click()
    page.get_by_role("button", name="Retirer").click()
    expect(page.get_by_text("La clé d’accès est retirée")).to_be_visible()
    sign_out(page)
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    expect(page.get_by_text("n’ouvre aucun compte ici")).to_be_visible()
