"""Every kind of page, found by following links: axe, both themes, narrow and wide."""

from collections.abc import Callable
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.walk import FEWEST, STARTS, every_kind

pytestmark = [pytest.mark.browser, pytest.mark.looks]
THEMES: list[tuple[Literal["light", "dark"], int]] = [("light", 320), ("dark", 1280)]


@pytest.fixture
def look(site: str) -> Callable[[Page], list[str]]:
    """What is wrong with the page that stands open, in both themes."""

    def wrong(page: Page) -> list[str]:
        found = []
        path = page.url.removeprefix(site)
        for theme, width in THEMES:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            page.wait_for_timeout(300)  # the colours have changed
            for violation in Axe().run(page).response["violations"]:
                where = violation["nodes"][0]["target"]
                found.append(f"{path} {theme}: {violation['id']} {where}")
            across = page.evaluate("document.documentElement.scrollWidth")
            if across > width:
                found.append(f"{path}: {across} pixels wide on a screen of {width}")
        if page.locator("h1").count() != 1:
            found.append(f"{path}: {page.locator('h1').count()} h1")
        return found

    return wrong


@pytest.mark.parametrize("who", STARTS)
def test_axe_finds_nothing_on_any_kind_of_page(
    visit: Visit,
    site: str,
    look: Callable[[Page], list[str]],
    who: str,
) -> None:
    page = visit(None if who == "stranger" else who)
    looked_at, wrong = [], []
    for address in every_kind(page, STARTS[who], site):
        looked_at.append(address)
        wrong += look(page)
    assert wrong == []
    assert len(looked_at) >= FEWEST[who], looked_at


@pytest.mark.parametrize("path", ["/n-existe-pas/", "/bibliotheque/999999/"])
def test_what_does_not_exist_is_a_page_like_the_others(
    visit: Visit, look: Callable[[Page], list[str]], path: str
) -> None:
    page = visit("membre")
    page.goto("/mon-espace/")
    answer = page.request.get(path)
    assert answer.status == 404
    page.set_content(answer.text())
    assert look(page) == []
