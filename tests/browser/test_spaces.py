"""A space lives: someone asks, is let in, made to wait, taken out; with no script too.

`visit` fails a test at the first error of the console.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False])
def test_someone_asks_is_let_in_and_taken_out(visit: Visit, scripts: bool) -> None:
    outsider = visit("exterieur", scripts=scripts, width=360)
    outsider.goto("/espaces/")
    outsider.get_by_role(
        "link", name="Demander à entrer dans Sorties d’hôpital"
    ).click()
    outsider.get_by_label("Un mot pour la personne").fill("Je suis orthophoniste.")
    outsider.get_by_role("button", name="Demander à entrer").click()
    expect(outsider.get_by_role("heading", name="Vos demandes")).to_be_visible()

    editor = visit("animatrice", scripts=scripts)
    editor.get_by_role("link", name="Julie Pommier").click()
    expect(editor.get_by_text("Je suis orthophoniste.")).to_be_visible()
    editor.get_by_role("radio", name=re.compile("^Lit")).check()
    editor.get_by_role("button", name="Accepter").click()
    expect(editor.locator("table")).to_contain_text("Julie Pommier")

    outsider.goto("/espaces/sorties-d-hopital/")
    expect(outsider.locator("main")).to_contain_text(
        "Vous pouvez lire et télécharger ce qui est ici."
    )
    outsider.locator("main .list a[href^='/bibliotheque/']").first.click()
    expect(outsider).to_have_url(re.compile(r"/bibliotheque/\d+/"))

    editor.get_by_role("link", name=re.compile("Modifier.*Julie Pommier")).click()
    editor.get_by_role("link", name="Retirer de l’espace").click()
    editor.get_by_role("button", name="Retirer de l’espace").click()
    expect(editor.get_by_role("status")).to_contain_text("n’est plus dans l’espace")
    expect(editor.locator("table")).not_to_contain_text("Julie Pommier")


def test_the_staff_make_a_space_open_it_put_it_away_and_open_it_again(
    visit: Visit,
) -> None:
    page = visit("pays")
    page.goto("/espaces/")
    page.get_by_role("link", name="Créer un espace").click()
    page.get_by_label("Nom", exact=True).fill("Santé mentale")
    page.get_by_role("radio", name="framboise").check()
    page.get_by_label(re.compile("Qui l’anime")).fill("Julie Pommier")
    page.get_by_role("button", name="Créer l’espace").click()
    expect(page.locator("table")).to_contain_text("Julie Pommier")

    page.goto("/espaces/sante-mentale/reglages/")
    page.get_by_role("radio", name=re.compile("^Tous les membres")).check()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Changer les règles")
    page.get_by_role("button", name="Changer les règles").click()
    expect(page.get_by_role("status")).to_contain_text("C’est enregistré.")
    member = visit("membre")
    member.goto("/espaces/sante-mentale/")
    expect(member.locator(".hue-5").first).to_be_visible()

    page.get_by_role("link", name="Archiver").click()
    page.get_by_role("button", name="Archiver").click()
    expect(page.locator("main")).to_contain_text("Archivé")
    member.goto("/espaces/?archives=on")
    expect(member.get_by_role("link", name="Santé mentale")).to_be_visible()

    page.get_by_role("link", name="Réglages").click()
    page.get_by_role("link", name="Ouvrir de nouveau").click()
    page.get_by_role("button", name="Ouvrir de nouveau").click()
    expect(page.locator("main")).not_to_contain_text("Archivé")
