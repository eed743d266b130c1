"""The directory by clicks: finding someone, writing one's card, on a phone too."""

import re
from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def sound(page: Page, width: int) -> None:
    """Nothing that axe finds, nothing wider than the screen."""
    found = Axe().run(page)
    wrong = [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]]
    assert wrong == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def names(page: Page) -> list[str]:
    return page.locator(".about-person h3 a").all_inner_texts()


@pytest.mark.parametrize("width", [360, 1440])
def test_every_page_is_sound(visit: Visit, width: int) -> None:
    page = visit("pays", width=width)
    page.goto("/annuaire/?q=roche")
    card = page.get_by_role("link", name="Émilie Roche", exact=True).get_attribute(
        "href"
    )
    page.goto("/annuaire/structures/")
    place = page.locator(".about-person h3 a").first.get_attribute("href")
    page.goto("/annuaire/contacts/")
    contact = page.locator(".about-person h3 a").first.get_attribute("href")
    for path in (
        "/annuaire/",
        "/annuaire/?vue=liste",
        "/annuaire/?q=zzz&commune=03310",
        "/annuaire/contacts/",
        "/annuaire/structures/",
        "/annuaire/imprimer/",
        "/annuaire/ma-fiche/",
        card,
        f"{card}modifier/",
        f"{card}modifier/photo/",
        f"{card}modifier/absences/",
        place,
        f"{place}modifier/",
        f"{place}fusionner/",
        f"{place}supprimer/",
        contact,
        f"{contact}modifier/",
        "/annuaire/contacts/ajouter/",
    ):
        answer = page.goto(str(path))
        assert answer is not None
        assert answer.status == 200, path
        sound(page, width)


@pytest.mark.parametrize("scripts", [True, False])
def test_someone_is_found_by_words_then_by_boxes(visit: Visit, scripts: bool) -> None:
    page = visit("membre", scripts=scripts, width=1280)
    page.goto("/annuaire/")
    page.get_by_label("Un nom, une profession").fill("sante besbre")
    page.get_by_role("button", name="Chercher", exact=True).click()
    expect(page.locator(".tally")).to_contain_text("4 personnes")
    assert "Paul Esnault" in names(page)
    box = page.get_by_role("group", name="Commune").get_by_text("Saint-Prix")
    box.click()
    if not scripts:
        page.get_by_role("button", name="Filtrer").click()
    expect(page.locator(".tally")).to_contain_text("2 personnes")
    page.get_by_role("link", name="Liste", exact=True).click()
    expect(page.locator(".directory-list")).to_be_visible()
    page.get_by_role("link", name="Retirer le filtre").first.click()
    expect(page.locator(".tally")).to_contain_text("4 personnes")
    expect(page.locator(".directory-list")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_card_is_written_with_a_place_that_must_be_chosen(
    visit: Visit, scripts: bool
) -> None:
    page = visit("karim.haddad", scripts=scripts, width=360)
    page.goto("/annuaire/ma-fiche/")
    expect(page.get_by_text("Votre fiche est complète à")).to_be_visible()
    page.get_by_label("À contacter pour").fill("Rééducation de l’épaule")
    page.get_by_text("Ajouter un autre lieu").first.click()
    place = page.locator("fieldset.place-form:visible").last
    place.get_by_label("Commune").fill("Bussy")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("alert")).to_contain_text("Rien n’est enregistré")
    if scripts:
        sound(page, 360)
    page.get_by_label("Bussy, Cher (18130)").check()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Karim Haddad")
    expect(page.locator("main")).to_contain_text("Bussy")
    expect(page.locator("main")).to_contain_text("Rééducation de l’épaule")
    # As it was, for the other run.
    page.goto("/annuaire/ma-fiche/")
    page.get_by_label("Retirer ce lieu").last.check()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("main")).not_to_contain_text("Bussy")


def test_a_commune_is_suggested_as_it_is_typed(visit: Visit) -> None:
    page = visit("karim.haddad")
    page.goto("/annuaire/ma-fiche/")
    field = page.get_by_label("Commune").first
    field.fill("")
    with page.expect_response(re.compile("/annuaire/suggestions/communes/")):
        field.press_sequentially("varennes sur a")
    option = page.locator("datalist option[value='Varennes-sur-Allier (03150)']")
    expect(option).to_have_count(1)


def test_a_photo_is_seen_before_it_is_sent_and_removed(visit: Visit) -> None:
    data = BytesIO()
    Image.new("RGB", (300, 200), "teal").save(data, "PNG")
    page = visit("thomas.gidel")
    page.goto("/annuaire/ma-fiche/")
    page.get_by_role("link", name="Ajouter une photo").click()
    page.get_by_label("Photo", exact=True).set_input_files(
        {"name": "moi.png", "mimeType": "image/png", "buffer": data.getvalue()}
    )
    expect(page.locator("[data-preview] img")).to_be_visible()
    page.get_by_role("button", name="Enregistrer la photo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thomas Gidel")
    picture = page.locator(".card-head img.who")
    expect(picture).to_have_js_property("naturalWidth", 300)
    page.goto("/annuaire/ma-fiche/")
    page.get_by_role("link", name="Changer la photo").click()
    page.get_by_role("button", name="Retirer la photo").click()
    expect(page.get_by_text("La photo est retirée")).to_be_visible()


def test_an_absence_is_announced_and_seen_by_others(visit: Visit) -> None:
    page = visit("ines.carvalho")
    page.goto("/annuaire/ma-fiche/")
    page.get_by_role("link", name="Annoncer une absence").click()
    today = timezone.localdate()
    page.get_by_label("Premier jour").fill(today.isoformat())
    page.get_by_label("Dernier jour").fill(f"{today.year + 1}-12-31")
    page.get_by_label("Qui vous remplace").fill("Julie Pommier")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("main")).to_contain_text("Remplacement\u202f: Julie Pommier")
    other = visit("membre", width=360)
    other.goto("/annuaire/?q=carvalho")
    back = f"De retour le 1er jan. {today.year + 2}"
    expect(other.get_by_text(back)).to_be_visible()
    page.get_by_role("button", name="Retirer").click()
    expect(page.get_by_text("L’absence est retirée")).to_be_visible()
