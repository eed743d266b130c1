"""Long mail addresses in the report of a file and in the journal, in a browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

LONG = (
    "bernadette.charpentier-delacroix@maison-de-sante-de-lapalisse.example",
    "jean-baptiste.de-la-tour@centre-hospitalier-de-moulins-yzeure.example",
)
LINES = [
    "mail;prénom;nom;profession;commune",
    *(f"{mail};Anne;Martin;infirmier;Lapalisse" for mail in LONG),
    f"{LONG[0]};Anne;Martin;infirmier;Nulle-Part",
]
#: The pieces of addresses that stand on more than one line, or out of their cell.
BROKEN = """() => [...document.querySelectorAll('.mail')].filter((piece) => {
  const range = document.createRange();
  range.selectNodeContents(piece);
  const lines = new Set([...range.getClientRects()].map((box) => box.top));
  const cell = piece.closest('th, td').getBoundingClientRect();
  return lines.size > 1 || piece.getBoundingClientRect().right > cell.right + 1;
}).map((piece) => piece.textContent)"""


def test_no_piece_of_an_address_is_broken_at_any_width(visit: Visit) -> None:
    page = visit("pays")
    page.goto("/invitations/fichier/")
    page.locator("input[type=file]").set_input_files(
        {
            "name": "gens.csv",
            "mimeType": "text/csv",
            "buffer": "\n".join(LINES).encode(),
        }
    )
    page.locator("main form button.main").last.click()
    expect(page.locator("h1")).to_have_text("gens.csv")
    report = page.url
    page.locator("main form button.main").first.click()
    # The page reloads itself until the worker has invited them.
    expect(page.get_by_text("En cours")).to_be_visible()
    expect(page.get_by_text("En cours")).to_have_count(0, timeout=30_000)
    for address in (report, "/journal/"):
        page.goto(address)
        page.evaluate("document.fonts.ready")  # the typeface of the house is set
        for mail in LONG:  # in the journal too: they are invited
            domain = mail.partition("@")[2].removesuffix(".example")
            expect(page.locator(f".mail:text-is('@{domain}')").first).to_be_visible()
        for width in (360, 768, 1024, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(BROKEN) == [], (address, width)
            across = page.evaluate("document.documentElement.scrollWidth")
            assert across == width, address
            assert page.evaluate(
                "(() => { const box = document.querySelector('.sideways');"
                " return box.scrollWidth <= box.clientWidth })()"
            ), (address, width)
