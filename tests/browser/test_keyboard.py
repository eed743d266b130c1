"""The site without a mouse: each thing is reached, seen, used and left."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PASSWORD, Visit
from tests.browser.keys import activate, tab_to, wrong_focus

pytestmark = [pytest.mark.browser, pytest.mark.looks]
THEME = "/les-themes/les-sorties-d-hopital/"
#: A page that nobody changes in other tests.
STEPS = "/sorties-d-hopital/la-sortie-d-hopital-pas-a-pas/"

#: All that the key Tab must reach, in the order of the page. Of several radio buttons
#: it reaches the one that is checked, or the first.
STOPS = """() => {
  const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary,'
    + ' iframe, audio[controls], video[controls], [tabindex="0"]';
  const shown = (thing) => thing.checkVisibility({visibilityProperty: true})
    && !thing.disabled && thing.tabIndex >= 0;
  const radios = (thing) => [...document.getElementsByName(thing.name)];
  return [...document.querySelectorAll(all)].filter(shown).filter((thing) =>
    thing.type !== 'radio' || thing.checked
    || !radios(thing).some((one) => one.checked) && radios(thing)[0] === thing);
}"""


def signs_in(page: Page, password: str) -> None:
    tab_to(page, page.get_by_label("Adresse mail"))
    page.keyboard.press("Control+A")
    page.keyboard.type("membre@demo.example")
    tab_to(page, page.get_by_label("Mot de passe", exact=True))
    page.keyboard.type(password)
    page.keyboard.press("Enter")


def test_signing_in_after_a_wrong_password(visit: Visit) -> None:
    page = visit(None)
    signs_in(page, "rien-de-tel-7")
    refused = page.locator("[role=alert][autofocus]")
    expect(refused).to_be_focused()
    expect(page).to_have_title(re.compile("^Erreur\u202f: Se connecter"))
    assert wrong_focus(page) == []
    signs_in(page, PASSWORD)
    page.wait_for_url("**/mon-espace/")


def test_the_summary_of_a_refused_form_leads_to_each_field(visit: Visit) -> None:
    page = visit(None, width=360)
    page.goto("/rejoindre/")
    page.eval_on_selector("main form", "form => { form.noValidate = true; }")
    activate(page, page.get_by_role("button", name="Envoyer ma demande"))
    refused = page.locator("[role=alert][autofocus]")
    expect(refused).to_be_focused()
    assert Axe().run(page).response["violations"] == []
    activate(page, refused.get_by_role("link", name="Commune"))
    commune = page.get_by_label("Commune")
    expect(commune).to_be_focused()
    expect(commune).to_have_accessible_description(re.compile("remplissez-le"))


def test_to_the_content_and_to_the_word_that_is_sought(visit: Visit) -> None:
    page = visit("membre")
    page.goto("/bibliotheque/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    assert wrong_focus(page) == []
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.locator("main :focus").count() == 1
    held = page.locator("main :focus")
    before = held.evaluate("thing => thing.outerHTML")

    page.keyboard.press("/")
    field = page.get_by_role("searchbox").first
    expect(field).to_be_focused()
    page.keyboard.type("a/b")
    expect(field).to_have_value("a/b")
    page.keyboard.press("Escape")
    expect(field).to_have_value("")
    page.keyboard.press("Escape")  # and back to where one was
    assert page.locator(":focus").evaluate("thing => thing.outerHTML") == before

    page.keyboard.press("/")
    page.keyboard.type("hypoglycémie")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=*")
    activate(page, page.locator(".passage").first)
    expect(page).to_have_url(re.compile(r"/bibliotheque/\d+/\?page=\d+&q="))
    page.wait_for_load_state("networkidle")  # it goes to the word by itself
    tab_to(page, page.get_by_role("link", name=re.compile("Télécharger")).first)
    tab_to(page, page.get_by_label("page", exact=True))


def test_the_key_of_the_search_can_be_turned_off(visit: Visit) -> None:
    page = visit("membre")
    page.goto("/aide/")
    activate(page, page.get_by_label("La touche / mène à la recherche"), key="Space")
    page.goto("/bibliotheque/")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox").first).not_to_be_focused()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_menu_of_the_account_opens_and_closes(visit: Visit, width: int) -> None:
    page = visit("membre", width=width)
    page.goto("/bibliotheque/")
    summary = page.locator("details.menu > summary")
    inside = page.locator("details.menu .menu-in")
    activate(page, summary)
    page.keyboard.press("Tab")
    expect(inside.get_by_role("link").first).to_be_focused()
    assert wrong_focus(page) == []
    page.keyboard.press("Escape")
    expect(inside).to_be_hidden()
    expect(summary).to_be_focused()

    page.keyboard.press("Space")
    tab_to(page, inside.get_by_role("button", name="Se déconnecter"))
    page.keyboard.press("Tab")  # past its end it closes, and is in nobody's way
    expect(inside).to_be_hidden()
    if width == 360:
        activate(page, page.locator(".thumbs").get_by_role("link", name="Menu"))
        page.wait_for_url("**/menu/")
        activate(page, page.locator("main").get_by_role("link", name="Thèmes"))
        page.wait_for_url("**/themes/")


def test_a_theme_its_contents_and_a_term(visit: Visit) -> None:
    page = visit("membre")
    page.goto(STEPS)
    contents = page.get_by_role("navigation", name="Sur cette page")
    first = contents.get_by_role("link").first
    activate(page, first)
    title = page.locator(f"[id='{(first.get_attribute('href') or '#')[1:]}']")
    expect(title).to_be_in_viewport()

    page.goto(THEME)
    term = page.locator("main button[popovertarget]").first
    note = page.locator(f"[id='{term.get_attribute('popovertarget')}']")
    tab_to(page, term)
    page.keyboard.press("Enter")
    expect(note).to_be_visible()
    page.keyboard.press("Tab")
    expect(note.get_by_role("link")).to_be_focused()
    assert wrong_focus(page) == []
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(term).to_be_focused()


def test_files_are_added(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "au-clavier.txt"
    file.write_text("Écrit, choisi et envoyé sans souris.")
    page = visit("membre")
    page.on("filechooser", lambda _: None)  # kept from the screen long before the key
    page.goto("/bibliotheque/ajouter/")
    expect(
        page.get_by_text("Choisir des fichiers")
    ).to_be_visible()  # scripts are there
    tab_to(page, page.get_by_role("radio").first)
    ges = page.get_by_role("radio", name=re.compile("^GES"))
    for _ in range(page.get_by_role("radio").count()):
        page.keyboard.press("Space")
        if ges.is_checked():
            break
        page.keyboard.press("ArrowDown")
    expect(ges).to_be_checked()
    tab_to(page, page.get_by_label("Catégorie"))
    page.keyboard.type("Projet")
    tab_to(page, page.locator("#id_file"))
    expect(page.locator("#id_file")).to_be_focused()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(file)
    tab_to(page, page.get_by_role("button", name="Retirer"))
    activate(page, page.get_by_role("button", name="Ajouter", exact=True))
    expect(page.locator("[data-end]")).to_have_text(re.compile("C’est fini"))
    activate(page, page.get_by_role("link", name="Voir mes dépôts"))
    page.wait_for_url("**/bibliotheque/?miens=on")


def test_a_problem_is_signalled_and_answered(visit: Visit) -> None:
    member = visit("membre")
    member.goto(STEPS)
    activate(member, member.get_by_role("link", name="Signaler un problème"))
    member.wait_for_url("**/signaler/")
    tab_to(member, member.get_by_role("radio").first)
    member.keyboard.press("ArrowDown")
    tab_to(member, member.get_by_label("En quelques mots"))
    member.keyboard.type("Lu sans souris.")
    activate(member, member.get_by_role("button", name="Signaler"))
    expect(member.get_by_text("c’est signalé")).to_be_visible()

    editor = visit("animatrice")
    editor.goto("/propositions/")
    problem = re.compile("^Problème .*pas à pas")
    activate(editor, editor.locator("main").get_by_role("link", name=problem).first)
    editor.wait_for_url(re.compile(r"/propositions/\d+/$"))
    expect(editor.get_by_text("Lu sans souris.")).to_be_visible()
    tab_to(editor, editor.locator("main form textarea"))
    editor.keyboard.type("Merci, c’est corrigé.")
    activate(editor, editor.get_by_role("button", name=re.compile("C’est réglé")))
    expect(editor.get_by_text("a répondu")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_tab_goes_through_a_page_in_its_order_and_out_of_it(
    visit: Visit, width: int
) -> None:
    page = visit("membre", width=width)
    for path in ("/mon-espace/", THEME, "/bibliotheque/", "/bibliotheque/ajouter/"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        stops = page.evaluate(f"() => (window.stops = ({STOPS})()).length")
        assert stops > 15
        met = []
        for _ in range(stops):
            page.keyboard.press("Tab")
            met.append(page.evaluate("() => stops.indexOf(document.activeElement)"))
            assert wrong_focus(page) == []
        assert met == list(range(stops)), path
        page.keyboard.press("Tab")  # nothing holds it back
        assert page.evaluate("() => document.activeElement === document.body")


@pytest.mark.parametrize(
    ("style", "trouble"),
    [
        ("a { outline: none }", "no outline"),
        ("a { outline: 3px solid #eee }", "outline of 1."),
        ("a { outline: 3px solid }  div { position: fixed; inset: 0 }", "covered"),
    ],
)
def test_a_focus_that_is_not_seen_is_told(
    chromium: Browser, style: str, trouble: str
) -> None:
    page = chromium.new_page()
    page.set_content(f"<style>{style}</style><a href='#'>Un lien</a><div></div>")
    page.keyboard.press("Tab")
    assert [one[: len(trouble)] for one in wrong_focus(page)] == [trouble]
    page.close()
