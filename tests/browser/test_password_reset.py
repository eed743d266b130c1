"""A password that was forgotten, or never chosen: from the mail to the site."""

import re
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from bench import site as scratch
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

PASSWORD = "sept-canards-gris-2"
LINK = re.compile(r"http://\S+/mot-de-passe/nouveau/[\w-]+/[\w-]+/")


def open_account(data: Path, email: str) -> None:
    """An account without a password, as the administration leaves it."""
    code = "from members.models import Member; Member.objects.create(email='{}')"
    scratch.manage(data, "shell", "-c", code.format(email))


def mails(data: Path) -> list[str]:
    written = "".join(file.read_text() for file in (data / "mail").glob("*.log"))
    return [mail for mail in written.split("-" * 79) if mail.strip()]


def wait_for_mail(data: Path, email: str) -> str:
    """The worker writes it within seconds."""
    for _ in range(100):
        found = [mail for mail in mails(data) if f"To: {email}" in mail]
        if found:
            assert len(found) == 1
            return found[0]
        time.sleep(0.2)
    pytest.fail(f"no mail for {email}")


def ask_for_a_link(page: Page, email: str) -> None:
    page.goto("/connexion/")
    page.get_by_role("link", name="Mot de passe oublié").click()
    page.get_by_label("mail").fill(email)
    page.get_by_role("button", name="Recevoir le lien").click()
    expect(page.get_by_role("heading", name="Regardez vos messages")).to_be_visible()


def choose(page: Page, first: str, second: str) -> None:
    page.get_by_label("Nouveau mot de passe", exact=True).fill(first)
    page.get_by_label("Le même, encore une fois").fill(second)
    page.get_by_role("button", name="Enregistrer ce mot de passe").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_mail_to_the_site(visit: Visit, data: Path, scripts: bool) -> None:
    email = f"lea-{scripts}@demo.example".lower()
    open_account(data, email)
    page = visit(None, scripts=scripts)
    ask_for_a_link(page, email)
    mail = wait_for_mail(data, email)
    (link,) = set(LINK.findall(mail))
    # The site of the tests does not know its own port.
    path = urlsplit(link).path

    page.goto(path)
    choose(page, PASSWORD, PASSWORD + "x")
    expect(page.locator(".errorlist", has_text="ne correspondent pas")).to_be_visible()
    choose(page, "123456789012", "123456789012")
    expect(
        page.locator(".errorlist", has_text="est entièrement numérique")
    ).to_be_visible()
    if scripts:
        found = Axe().run(page)
        assert [v["id"] for v in found.response["violations"]] == []
    choose(page, PASSWORD, PASSWORD)
    expect(page.get_by_role("heading", name="C’est fait")).to_be_visible()

    page.get_by_role("link", name="Se connecter").click()
    page.get_by_label("Adresse mail").fill(email)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    page.get_by_role("button", name="J’accepte la charte").wait_for()
    gate = page.url
    for public in ("/", "/actualites/"):  # held at the gate, one reads what is public
        page.goto(public)
        note = page.locator("main > .note").bounding_box()
        below = page.locator("main > .note + *").bounding_box()
        assert note
        assert below
        assert below["y"] - note["y"] - note["height"] >= 16, public
    page.goto(gate)
    page.get_by_role("button", name="J’accepte la charte").click()
    page.wait_for_url("**/mon-espace/")

    stranger = visit(None, scripts=scripts)
    stranger.goto(path)
    expect(stranger.get_by_role("heading", name="ne sert plus")).to_be_visible()
    stranger.get_by_role("link", name="Demander un autre lien").click()
    expect(stranger.get_by_role("button", name="Recevoir le lien")).to_be_visible()


def test_nothing_tells_whether_an_address_has_an_account(
    visit: Visit, data: Path
) -> None:
    before = len(mails(data))
    ask_for_a_link(visit(None), "personne@demo.example")
    # When the next one has left, this one would have too.
    open_account(data, "apres@demo.example")
    ask_for_a_link(visit(None), "apres@demo.example")
    wait_for_mail(data, "apres@demo.example")
    assert len(mails(data)) == before + 1
