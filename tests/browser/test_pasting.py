"""A table that is pasted in a text: one line a row, its cells apart."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.browser.conftest import Visit
from tests.browser.test_editors import PASTE, REFUSED, STEPS, STOPPED, edit, save

pytestmark = pytest.mark.browser

#: Word puts a paragraph in each cell; a sheet and a web page do not.
TABLE = """
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>
table.MsoTableGrid {mso-style-name:"Grille du tableau"}</style></head><body lang=FR>
<!--StartFragment--><p class=MsoNormal>Qui appeler</p>
<table class=MsoTableGrid border=1 style='mso-border-alt:solid windowtext .5pt'>
<tr style='mso-yfti-irow:0'><td width=201>Nom</td><td>Prénom</td><td>Téléphone</td></tr>
<tr><td><p class=MsoNormal><b>Durand</b><o:p></o:p></p>
<p class=MsoNormal>(cabinet)<o:p></o:p></p></td><td><p class=MsoNormal>&nbsp;</p></td>
<td><a href="https://a.example/dire">04 70 00 00 00</a></td></tr></table>
<table><tr><td><h2>Le soir</h2><p>Une phrase.</p><ul><li>un point</li></ul></td>
<td></td></tr></table><!--EndFragment--></body></html>
"""


def test_cells_are_never_glued(visit: Visit) -> None:
    page = visit("pays", known=(STOPPED, REFUSED))
    form = edit(page, STEPS)
    field = page.locator(".Draftail-Editor [contenteditable=true]").first
    field.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    field.evaluate(PASTE, TABLE)
    for _ in range(2):  # as it is pasted, and as it comes back
        lines = field.locator("[data-block]")
        for line in (
            "Nom · Prénom · Téléphone",
            "Durand (cabinet) · – · 04 70 00 00 00",
            "Une phrase.",
        ):
            expect(lines.filter(has_text=line).first).to_be_visible()
        expect(field.locator("h2").filter(has_text="Le soir")).to_be_visible()
        expect(field.locator("li").filter(has_text="un point")).to_be_visible()
        expect(field.get_by_text("04 70 00 00 00")).to_be_visible()
        value = page.locator("input[name^=body-][name$=-value]").first
        expect(value).to_have_value(re.compile("https://a.example/dire"))
        assert "mso" not in value.input_value().lower()
        save(page)
        page.goto(form)
        page.wait_for_load_state("networkidle")


#: What a table of Wagtail holds, the names of its columns first.
HELD = """block => [
  [...block.querySelectorAll('thead .column-heading')].map(name => name.value),
  ...[...block.querySelectorAll('tbody > tr')].map(row =>
    [...row.querySelectorAll('td:not(.control-cell) input')].map(cell => cell.value)),
]"""
SHEET = """(field, text) => {
  const held = new DataTransfer();
  held.setData("text/plain", text);
  const given = { clipboardData: held, bubbles: true, cancelable: true };
  field.dispatchEvent(new ClipboardEvent("paste", given));
}"""
SMALL = """<table><tr><td><p>Nom</p></td><td>Téléphone</td></tr>
<tr><td><p>Durand</p><p>(cabinet)</p></td><td>04 70</td></tr></table>"""


def add_table(page: Page) -> Locator:
    """A table of one column, at the end of the page that is edited."""
    page.locator(".c-sf-add-button").last.click()
    page.locator(".w-combobox__option").filter(has_text="Tableau").first.click()
    table = page.locator(".typed-table-block").last
    choice = table.locator(".add-column-menu button").first
    for _ in range(5):  # a click that comes before its script opens nothing
        table.locator("[data-append-column]").click()
        with suppress(TimeoutError):
            choice.wait_for(timeout=2000)
            break
    choice.click()
    return table


def test_a_table_fills_the_block_that_holds_tables(visit: Visit) -> None:
    page = visit("pays", known=(STOPPED, REFUSED))
    edit(page, STEPS)
    table = add_table(page)
    table.locator(".column-heading").evaluate(PASTE, SMALL)
    filled = [["Nom", "Téléphone"], ["Durand (cabinet)", "04 70"]]
    assert table.evaluate(HELD) == filled
    cell = table.locator("tbody tr").first.locator("input[type=text]").last
    cell.evaluate(SHEET, "04 71\tle soir\r\n04 72\tle matin\r\n")
    assert table.evaluate(HELD) == [
        ["Nom", "Téléphone", ""],
        ["Durand (cabinet)", "04 71", "le soir"],
        ["", "04 72", "le matin"],
    ]
    # A word or two are pasted by the browser.
    cell.evaluate(SHEET, "04 73")
    expect(cell).to_have_value("le soir")


#: Merged cells, a link, and text around.
MERGED = """<p>Les permanences</p><table>
<tr><th>Jour</th><th colspan=2>Qui</th><th>Où</th></tr>
<tr><td rowspan=2>Lundi</td><td colspan=2><a href="https://a.example/x">Durand</a></td>
<td>Vichy</td></tr>
<tr><td>Petit</td><td><a href="mailto:p@a.example">p@a.example</a></td><td>Cusset</td>
</tr></table><table><tr><td>Autre</td></tr></table>"""
WIDE = "\t".join(str(number) for number in range(14)) + "\r\n"


def test_merged_cells_keep_their_columns_and_what_is_left_out_is_told(
    visit: Visit,
) -> None:
    page = visit("pays", known=(STOPPED, REFUSED))
    edit(page, STEPS)
    table = add_table(page)
    heading = table.locator(".column-heading").first
    heading.evaluate(PASTE, MERGED)
    filled = [
        ["Jour", "Qui", "Qui", "Où"],
        ["Lundi", "Durand (https://a.example/x)", "", "Vichy"],
        ["Lundi", "Petit", "p@a.example", "Cusset"],
    ]
    assert table.evaluate(HELD) == filled
    told = page.locator("[data-told]")
    expect(told).to_contain_text("Le texte autour du tableau n’a pas été collé")
    expect(told).to_contain_text("Seul le premier tableau a été collé")
    heading.evaluate(SHEET, WIDE)
    expect(told).to_contain_text("ce tableau a 14 colonnes")
    assert table.evaluate(HELD) == filled
    heading.evaluate(PASTE, SMALL)
    expect(told).to_have_count(0)
