"""A table that is pasted in a text: one line a row, its cells apart."""

import re

import pytest
from playwright.sync_api import expect

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
