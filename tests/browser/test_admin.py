"""Staff write in Wagtail's admin: what they do there works, and is seen on the site.

`visit` fails a test at the first error of the console: a policy that refuses something,
a script that breaks, an answer that is an error.
"""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

EVERYONE = [
    "/admin/",
    "/admin/pages/",
    "/admin/pages/3/",
    "/admin/pages/3/edit/",
    "/admin/pages/3/history/",
    "/admin/pages/3/usage/",
    "/admin/pages/4/add_subpage/",
    "/admin/pages/add/pages/sectionpage/3/",
    "/admin/pages/search/",
    "/admin/snippets/members/space/",
    "/admin/snippets/members/space/add/",
    "/admin/snippets/members/profession/",
    "/admin/snippets/library/reference/",
    "/admin/snippets/library/reference/add/",
    "/admin/snippets/library/category/",
    "/admin/users/",
    "/admin/users/new/",
    "/admin/users/edit/2/",
    "/admin/users/history/2/",
    "/admin/images/",
    "/admin/images/multiple/add/",
    "/admin/documents/",
    "/admin/documents/multiple/add/",
    "/admin/reports/locked/",
    "/admin/reports/site-history/",
    "/admin/reports/aging-pages/",
    "/admin/reports/page-types-usage/",
    "/admin/account/",
]
ADMINISTRATORS = ["/admin/sites/", "/admin/collections/", "/admin/redirects/"]


@pytest.mark.parametrize(
    ("who", "paths"), [("pays", EVERYONE), ("admin", [*EVERYONE, *ADMINISTRATORS])]
)
def test_every_page_opens_without_an_error(
    visit: Visit, who: str, paths: list[str]
) -> None:
    page = visit(who)
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        assert page.url.endswith(path), path
        expect(page.locator("#wagtail-sidebar nav").first).to_be_visible()
        page.wait_for_load_state("networkidle")


def saved(page: Page) -> Locator:
    return page.locator(".messages .success")


def test_a_person_is_added_to_a_space_until_a_day(visit: Visit) -> None:
    page = visit("pays")
    page.goto("/admin/snippets/members/space/")
    page.get_by_role("link", name="Comité de pilotage").first.click()
    page.get_by_role("button", name="Ajouter un(e) personne").click()
    person = page.locator("[id^=inline_child_memberships-]:visible").last
    person.get_by_label("Membre").select_option(label="Julie Pommier")
    person.get_by_label("Rôle").select_option(label="lit")
    person.get_by_label("Jusqu’au").fill("31/01/2040")
    page.get_by_role("radio", name="framboise").check()
    page.get_by_role("button", name="Enregistrer").click()
    expect(saved(page)).to_be_visible()

    outsider = visit("exterieur")
    outsider.goto("/espaces/comite-de-pilotage/")
    expect(outsider.locator("main")).to_contain_text("Julie Pommier")
    expect(outsider.locator(".hue-5").first).to_be_visible()


def add_block(page: Page, kind: str) -> Locator:
    """Adds a block at the end of the body; gives it."""
    page.get_by_role("button", name="Insérer un bloc").last.click()
    page.get_by_role("option", name=kind, exact=True).click()
    body = page.locator("#body-root > [data-streamfield-stream-container]")
    return body.locator("> [data-streamfield-child]").last


def choose(page: Page, words: str) -> None:
    """Finds and takes what has these words in its title, in the window that opens."""
    modal = page.locator(".modal-content")
    modal.get_by_placeholder("Rechercher").fill(words)
    modal.get_by_role("link", name=re.compile(words)).first.click()
    expect(modal).to_be_hidden()


def publish(page: Page) -> None:
    page.get_by_role("button", name="Plus d'actions").click()
    page.get_by_role("button", name="Publier", exact=True).click()
    expect(saved(page)).to_be_visible()


def test_a_page_of_every_block_is_written_and_read(visit: Visit) -> None:
    page = visit("pays")
    page.goto("/admin/pages/add/pages/articlepage/4/")
    page.get_by_placeholder("Titre de la page*").fill("Tous les blocs")

    add_block(page, "Texte").get_by_role("textbox").last.click()
    page.keyboard.type("## Les règles")
    page.keyboard.press("Enter")
    page.keyboard.type("Lire la charte")
    page.keyboard.press("Shift+Home")
    page.keyboard.press("Control+k")
    choose(page, "La charte")
    add_block(page, "Documents").get_by_role(
        "button", name="Choisir un document"
    ).click()
    choose(page, "Présentation du groupement")
    add_block(page, "Textes officiels").get_by_role(
        "button", name=re.compile("^Choisir texte officiel")
    ).click()
    choose(page, "ASIP")
    callout = add_block(page, "Encadré")
    callout.get_by_label("ton").select_option(label="attention")
    callout.get_by_label("titre").fill("À retenir")
    callout.get_by_role("textbox").last.click()
    page.keyboard.type("Appeler avant midi.")
    contact = add_block(page, "Contact")
    contact.get_by_label("nom").fill("Odile Bernard")
    contact.get_by_label("téléphone").fill("04 65 71 00 12")
    publish(page)

    page.goto("/le-groupement/tous-les-blocs/")
    text = page.locator("main")
    expect(text.get_by_role("heading", name="Les règles")).to_be_visible()
    for words in ("À retenir", "Appeler avant midi.", "Odile Bernard", "ASIP"):
        expect(text).to_contain_text(words)
    expect(
        text.get_by_role("link", name=re.compile("Présentation du groupement"))
    ).to_be_visible()
    text.get_by_role("link", name="Lire la charte").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("La charte")
