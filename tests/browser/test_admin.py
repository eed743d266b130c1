"""Staff write in Wagtail's admin: what they do there works, and is seen on the site.

`visit` fails a test at the first error of the console: a policy that refuses something,
a script that breaks, an answer that is an error.
"""

import re
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]
#: A bar as ours are: a sentence, and a link in it.
BAR = """messages => {
  messages.innerHTML = '<ul><li>Une phrase <a href="/">un lien</a></li></ul>';
}"""
PLAIN = """bar => {
  const link = getComputedStyle(bar.querySelector("a:not(.button)"));
  const same = link.color === getComputedStyle(bar).color;
  return same && link.textDecorationLine === "underline";
}"""

MIDDLE = """item => {
  item.scrollIntoView({ block: "nearest" });
  const { left, top, width, height } = item.getBoundingClientRect();
  const there = document.elementFromPoint(left + width / 2, top + height / 2);
  return item.contains(there);
}"""

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
    "/admin/snippets/members/profession/",
    "/admin/snippets/library/reference/",
    "/admin/snippets/library/reference/add/",
    "/admin/snippets/library/category/",
    "/admin/users/",
    "/admin/users/edit/2/",
    "/admin/users/history/2/",
    "/admin/images/",
    "/admin/images/3/",
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


def test_calendars_choosers_and_texts_work_under_the_policy(visit: Visit) -> None:
    page = visit("admin")
    page.goto("/admin/snippets/library/reference/add/")
    page.get_by_label("Date", exact=True).click()
    page.locator(".xdsoft_datetimepicker:visible .xdsoft_date").get_by_text(
        "15", exact=True
    ).click()
    expect(page.get_by_label("Date", exact=True)).to_have_value(re.compile(r"^15/"))
    page.get_by_role("button", name="Choisir une catégorie").click()
    page.get_by_role("dialog").get_by_role("link", name="réglementaire").click()
    chosen = page.locator("#id_category-chooser [data-chooser-title]")
    expect(chosen).to_have_text("Réglementaire")

    page.goto("/admin/redirects/add/")
    page.get_by_role("button", name="Choisissez une page").click()
    expect(page.get_by_role("dialog")).to_contain_text("Page d’accueil")

    page.goto("/admin/pages/3/edit/")
    written = page.locator(".Draftail-Editor style").first
    assert written.evaluate("style => style.sheet.cssRules.length") > 0


def test_an_apostrophe_ends_a_word_of_an_address(visit: Visit) -> None:
    page = visit("pays")
    page.goto("/admin/pages/add/pages/sectionpage/3/")
    page.wait_for_load_state("networkidle")
    page.locator("#id_title").fill("L’été d’une commune qu'on aime")
    page.locator("#id_title").press("Tab")
    slug = page.locator("#id_slug")
    expect(slug).to_have_value("l-ete-d-une-commune-qu-on-aime")


def test_a_calendar_closes_once_its_field_is_left(visit: Visit) -> None:
    page = visit("pays")
    page.goto("/admin/snippets/library/reference/add/")
    page.wait_for_load_state("networkidle")
    field = page.get_by_label("Date", exact=True)
    calendar = page.locator(".xdsoft_datetimepicker:visible")
    for leave in ("Tab", "Shift+Tab", "click"):
        field.focus()
        expect(calendar).to_have_count(1)
        if leave == "click":
            page.get_by_label("Numéro", exact=True).click()
        else:
            page.keyboard.press(leave)
        expect(field).not_to_be_focused()
        page.wait_for_timeout(400)  # it may open a moment after the focus
        expect(calendar).to_have_count(0)
    # Before it has had time to open.
    field.focus()
    page.keyboard.press("Tab")
    page.wait_for_timeout(600)
    expect(calendar).to_have_count(0)


def test_what_is_typed_in_a_date_is_left_to_the_form(visit: Visit) -> None:
    page = visit("pays")
    page.goto("/admin/snippets/library/reference/add/")
    page.wait_for_load_state("networkidle")
    field = page.get_by_label("Date", exact=True)
    field.fill("le 3 novembre")
    page.keyboard.press("Tab")
    page.wait_for_timeout(400)
    expect(field).to_have_value("le 3 novembre")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_links_of_the_coloured_bars_are_readable(visit: Visit, scheme: Scheme) -> None:
    page = visit("pays")
    page.emulate_media(color_scheme=scheme)
    page.goto("/admin/pages/3/edit/")
    page.wait_for_load_state("networkidle")
    bar = page.locator(".messages > ul > li").first
    if not bar.count():
        page.locator(".messages").first.evaluate(BAR)
    expect(bar.locator("a").first).to_be_visible()
    for tone in ("info", "success", "warning", "error"):
        bar.evaluate("(bar, tone) => (bar.className = tone)", tone)
        found = Axe().run(page, ".messages", {"runOnly": ["color-contrast"]}).response
        assert found["violations"] == [], tone
        # Of the colour of its sentence: nothing but the line under it tells a link.
        assert bar.evaluate(PLAIN), tone


def test_the_menu_of_a_row_opens_whole_on_a_telephone(visit: Visit) -> None:
    page = visit("pays")
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto("/admin/pages/3/")
    page.wait_for_load_state("networkidle")
    for row in page.locator("#listing-results .w-dropdown__toggle").all():
        assert row.evaluate("button => button.getBoundingClientRect().right") <= 360
        row.click(force=True)
        item = page.locator("#listing-results [data-tippy-root] a").last
        expect(item).to_be_visible()
        # What lies at its middle is itself: nothing cuts it.
        assert item.evaluate(MIDDLE)
        page.keyboard.press("Escape")
        expect(item).to_have_count(0)
    page.goto("/admin/pages/30/edit/")
    state = page.locator(".page-status-tag").first
    assert state.evaluate("tag => tag.getBoundingClientRect().right") <= 360


def test_the_outline_of_a_page_names_its_blocks(visit: Visit) -> None:
    page = visit("pays")
    page.goto("/admin/pages/30/edit/")
    page.wait_for_load_state("networkidle")
    page.get_by_label("Afficher/masquer le panneau latéral").first.click()
    lines = page.locator(".w-minimap-item__label")
    expect(lines.filter(has_text="Trois signes")).to_have_count(1)
    said = {line.strip() for line in lines.all_inner_texts()}
    assert not said & {"Oui", "Non", "à savoir", "attention", "null"}


def test_states_are_as_large_as_the_words_beside(visit: Visit) -> None:
    page = visit("pays")
    page.goto("/admin/")
    for pill in page.locator(".house-about .w-status").all():
        look = pill.evaluate("p => [getComputedStyle(p).fontSize, p.scrollWidth]")
        assert float(look[0].removesuffix("px")) >= 12
        case = pill.evaluate("p => getComputedStyle(p).textTransform")
        assert case == "none"


def test_what_is_done_stays_in_sight_on_a_tablet(visit: Visit) -> None:
    page = visit("pays", width=768)
    page.goto("/admin/documents/")
    page.locator("tbody input[type=checkbox]").first.check()
    expect(page.locator(".bulk-actions-choices")).to_be_in_viewport(ratio=0.9)
    page.set_viewport_size({"width": 360, "height": 700})
    for action in page.locator(".bulk-actions-choices a").all():
        expect(action).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 768, "height": 800})
    page.goto("/admin/pages/3/edit/")
    save = page.get_by_role("button", name="Enregistrer le brouillon")
    expect(save.first).to_be_in_viewport(ratio=0.9)
    page.goto("/admin/account/")
    mark = page.locator("h2.w-h1 > .icon").first
    assert not mark.is_visible() or (mark.bounding_box() or {"x": 0})["x"] >= 0

    # Lying, with the menu beside.
    page.set_viewport_size({"width": 1024, "height": 768})
    page.goto("/admin/pages/3/")
    name = page.locator(".w-slim-header .w-breadcrumbs")
    expect(name).to_contain_text("Les soignants")
    box = name.bounding_box()
    assert box is not None
    assert box["width"] > 250


@pytest.mark.parametrize("width", [768, 1024])
def test_the_list_of_categories_holds_in_the_window(visit: Visit, width: int) -> None:
    page = visit("pays")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/admin/snippets/library/category/")
    table = page.locator("table.listing")
    table.evaluate(
        """table => {
          const row = table.querySelector("tbody tr");
          const last = row.cells.length - 1;
          row.cells[last - 2].textContent = "tous les trois ans";
          row.cells[last - 1].textContent = "10";
          row.cells[last].textContent = "versement aux Archives départementales";
        }"""
    )
    assert table.evaluate("table => table.getBoundingClientRect().right") <= width
