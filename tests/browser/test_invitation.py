"""An invitation, from the page of who invites to the account of who is invited."""

import re
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import Visit
from tests.browser.test_password_reset import wait_for_mail

pytestmark = pytest.mark.browser

LINK = re.compile(r"http://\S+/invitation/[\w-]+/")


def invite(page: Page, name: str, email: str) -> None:
    page.goto("/invitations/nouvelle/")
    page.get_by_role("textbox", name="Qui").fill(f"{name} <{email}>")
    page.get_by_role("checkbox", name="GES").check()
    page.get_by_label("Un mot").fill("À jeudi.")
    page.get_by_role("button", name="Envoyer les invitations").click()
    expect(page.get_by_text("1 invitation prête")).to_be_visible()


def link_of(mail: str) -> str:
    (link,) = set(LINK.findall(mail))
    # The site of the tests does not know its own port.
    return urlsplit(link).path


def in_a_month() -> str:
    return f"{date.today() + timedelta(days=30):%d/%m/%Y}"


def is_within(page: Page) -> bool:
    return bool(
        page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    )


@pytest.mark.parametrize(
    ("width", "scripts"), [(1440, True), (360, True), (360, False)]
)
def test_who_is_invited_opens_his_account(
    visit: Visit, data: Path, width: int, scripts: bool
) -> None:
    email = f"ines-{width}-{scripts}@demo.example".lower()
    invite(visit("pays"), "Inès Sabourin", email)
    mail = wait_for_mail(data, email)
    assert "GES" in mail
    newcomer = visit(None, width=width, scripts=scripts)
    newcomer.goto(link_of(mail))
    expect(newcomer.get_by_role("heading", name="Bienvenue, Inès")).to_be_visible()
    expect(newcomer.get_by_text("membre permanent")).to_be_visible()
    assert is_within(newcomer)
    if scripts:
        found = Axe().run(newcomer)
        assert [v["id"] for v in found.response["violations"]] == []

    newcomer.get_by_label("Téléphone").fill("04 65 71 00 10")
    newcomer.get_by_label("Mot de passe").fill("sept-canards-gris-2")
    newcomer.get_by_label("J’ai lu la charte").check()
    newcomer.get_by_role("button", name="Ouvrir mon compte").click()
    newcomer.wait_for_url("**/mon-espace/")
    expect(newcomer.get_by_text("Bienvenue, Inès")).to_be_visible()
    newcomer.goto("/espaces/ges/")
    expect(newcomer.get_by_role("heading", name="GES", exact=True)).to_be_visible()

    assert visit(None).request.get(link_of(mail)).status == 410


@pytest.mark.parametrize("scripts", [True, False])
def test_an_editor_corrects_a_file_on_his_telephone(
    visit: Visit, scripts: bool
) -> None:
    page = visit("animatrice", width=360, scripts=scripts)
    page.goto("/invitations/")
    page.get_by_role("link", name="Depuis un fichier CSV").click()
    lines = ["mail;profession;espaces;fin", f"a@x.fr;IDE;Lune;{in_a_month()}"]
    give(page, "\n".join([*lines, "b@x.fr;Médecin;GES;demain"]).encode())
    expect(page.get_by_text("2 en erreur")).to_be_visible()
    assert is_within(page)
    if scripts:
        found = Axe().run(page)
        assert [v["id"] for v in found.response["violations"]] == []
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Lignes en erreur").click()
    errors = downloading.value.path().read_bytes()
    assert b"Espace inconnu" in errors
    page.goto("/invitations/fichier/")
    give(page, errors.replace(b"Lune", "Sorties d’hôpital".encode()))
    expect(page.get_by_text("1 à inviter")).to_be_visible()
    expect(page.get_by_text("1 en erreur")).to_be_visible()


def give(page: Page, data: bytes) -> None:
    file = FilePayload(name="gens.csv", mimeType="text/csv", buffer=data)
    page.get_by_label("Fichier CSV").set_input_files(file)
    page.get_by_role("button", name="Lire le fichier").click()
    page.wait_for_url(re.compile(r"/fichier/\d+/$"))
