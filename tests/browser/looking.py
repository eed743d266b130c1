"""What is wrong with a page, in both themes, narrow and wide."""

from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.walk import FEWEST, STARTS, every_kind

Looks = list[tuple[Literal["light", "dark"], int]]
THEMES: Looks = [("light", 320), ("dark", 1280)]

#: The colours have changed: nothing moves and two frames were drawn.
AT_REST = """() => Promise.race([
  Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null))),
  new Promise((done) => setTimeout(done, 300)),
]).then(() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(done))))"""


def wrong_with(page: Page, looks: Looks = THEMES) -> list[str]:
    """What is wrong with the page that stands open."""
    found = []
    path = page.url.split("/", 3)[-1]
    for theme, width in looks:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.evaluate(AT_REST)
        for violation in Axe().run(page).response["violations"]:
            where = violation["nodes"][0]["target"]
            found.append(f"/{path} {theme}: {violation['id']} {where}")
        across = page.evaluate("document.documentElement.scrollWidth")
        if across > width:
            found.append(f"/{path}: {across} pixels wide on a screen of {width}")
    if page.locator("h1").count() != 1:
        found.append(f"/{path}: {page.locator('h1').count()} h1")
    return found


def look_as(who: str, visit: Visit, site: str) -> None:
    """Find nothing wrong on a page of each kind that this person comes to.

    Staff come to all that members do, and to twice as many kinds: they look at them in
    one theme or the other by turns.
    """
    page = visit(None if who == "stranger" else who)
    looked_at: list[str] = []
    wrong = []
    for address in every_kind(page, STARTS[who], site):
        turn = len(looked_at) % len(THEMES)
        wrong += wrong_with(page, [THEMES[turn]] if who == "pays" else THEMES)
        looked_at.append(address)
    assert wrong == []
    assert len(looked_at) >= FEWEST[who], looked_at
