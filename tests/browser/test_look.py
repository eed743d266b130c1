"""Where things stand: beside an icon, between two edges, at one rhythm, on paper."""

from io import BytesIO

import pypdfium2 as pdfium
import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.looks]
THEME = "/les-themes/les-sorties-d-hopital/"
PICTURED = "/les-themes/le-temps-d-un-projet/"
QUESTIONS = "/le-groupement/questions-frequentes/"
STEPS = "/sorties-d-hopital/la-sortie-d-hopital-pas-a-pas/"
#: Of each line of documents: the left of the title, then of what is said of it.
LEFTS = """() => [...document.querySelectorAll('.beside-icon')].map((line) =>
  ['a', '.meta'].map((css) => line.querySelector(css).getBoundingClientRect().left))"""
#: The right edges of what is as wide as the column.
RIGHTS = """(css) => [...new Set([...document.querySelectorAll(css)]
  .filter((thing) => thing.checkVisibility())
  .map((thing) => Math.round(thing.getBoundingClientRect().right)))]"""
#: How far above its title a part of the page ends what is before it.
ABOVE = """() => [...document.querySelectorAll('article h2')].map((title) => {
  const part = title.closest('section') ?? title;
  const before = part.previousElementSibling
    ?? part.parentElement.previousElementSibling;
  return Math.round(part.getBoundingClientRect().top
    - before.getBoundingClientRect().bottom);
})"""


def sheets(page: Page) -> list[str]:
    """The words of each sheet, as the browser prints the page."""
    with pdfium.PdfDocument(page.pdf(format="A4")) as pdf:
        return [each.get_textpage().get_text_range() for each in pdf]


def test_what_is_said_of_a_document_stands_under_its_title(visit: Visit) -> None:
    page = visit("membre", width=360)
    page.goto(THEME)
    lefts = page.evaluate(LEFTS)
    assert lefts
    assert all(title == said for title, said in lefts), lefts


@pytest.mark.parametrize("width", [768, 1440, 1920])
def test_a_page_that_is_read_has_one_column_and_one_rhythm(
    visit: Visit, width: int
) -> None:
    page = visit("membre", width=width)
    page.goto(THEME)
    column = page.evaluate(RIGHTS, "article, .prose.flow, article .head, .around")
    assert len(column) == 1, column
    assert set(page.evaluate(ABOVE)) == {48}
    page.goto(QUESTIONS)
    column = page.evaluate(RIGHTS, "article, .seek-row, .questions")
    assert len(column) == 1, column


def test_a_mail_address_is_cut_before_its_sign(visit: Visit) -> None:
    page = visit("membre", width=360)
    page.goto(THEME)
    link = page.get_by_role("link", name="animatrice@demo.example")
    assert link.locator("span").inner_html() == "animatrice<wbr>@demo.example"


def test_a_low_window_is_left_to_the_page(visit: Visit) -> None:
    page = visit("membre", width=320)
    bar = page.get_by_role("navigation", name="Raccourcis")
    expect(bar).to_have_css("position", "fixed")
    page.set_viewport_size({"width": 320, "height": 256})
    expect(bar).to_have_css("position", "static")
    assert page.evaluate("""() => {
      const [bar, foot] = ['.thumbs', '.foot'].map((css) =>
        document.querySelector(css).getBoundingClientRect());
      return Math.abs(bar.top - foot.bottom) < 1;
    }""")


def test_every_sheet_says_something_of_the_page(visit: Visit) -> None:
    page = visit("membre")
    page.goto(QUESTIONS)
    printed = sheets(page)
    assert "Imprimé le" in printed[0]
    assert "vous pouvez fermer à distance" in " ".join(printed[-1].split())
    page.goto(STEPS)
    whole = " ".join("".join(sheets(page)).split())
    assert "Ce qu’elle montre Cinq panneaux" in whole


def test_a_tall_photograph_is_on_one_sheet_with_its_shape(visit: Visit) -> None:
    tall = BytesIO()
    Image.new("RGB", (500, 2000)).save(tall, "PNG")

    def give(route: Route) -> None:
        is_ours = "/static/" in route.request.url
        if route.request.resource_type == "image" and not is_ours:
            route.fulfill(body=tall.getvalue(), content_type="image/png")
        else:
            route.continue_()

    page = visit("membre")
    page.route("**/*", give)
    page.goto(PICTURED)
    picture = page.locator(".picture img").first
    picture.scroll_into_view_if_needed()
    page.emulate_media(media="print")
    picture.evaluate("image => image.decode()")
    box = picture.bounding_box()
    assert box is not None
    assert box["height"] <= 150 / 25.4 * 96 + 3  # its border
    assert box["height"] / box["width"] == pytest.approx(4, rel=0.05)
