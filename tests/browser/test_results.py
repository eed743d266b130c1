"""The page of results by clicks: boxes, kinds, pages, order."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

QUESTION = "/recherche/?q=sant%C3%A9"


def results(page: Page) -> int:
    """The number that the heading tells."""
    text = page.get_by_role("heading", level=1).inner_text()
    return int(re.sub(r"\D", "", text.partition(" pour ")[0]) or text.startswith("Un"))


def titles(page: Page) -> list[str]:
    return page.locator(".hit h2 a").all_inner_texts()


def box(page: Page, legend: str) -> tuple[Locator, int]:
    """The first box of a facet that is not ticked, and its count."""
    facet = page.get_by_role("group", name=legend)
    label = facet.locator("label:has(input:not(:checked))").first
    return label, int(re.sub(r"\D", "", label.locator("span").nth(1).inner_text()))


def open_results(page: Page) -> None:
    """Once the worker has read the demonstration: the count has stopped growing."""
    before, since = 0, 0
    for _ in range(120):
        page.goto(QUESTION)
        count = results(page)
        since = since + 1 if count == before else 0
        before = count
        if count > 10 and since == 6:
            return
        page.wait_for_timeout(500)
    pytest.fail("The demonstration has more than ten things about health.")


def test_boxes_apply_as_they_are_ticked_and_are_removed(visit: Visit) -> None:
    page = visit("membre")
    open_results(page)
    whole = results(page)
    for legend in ("Catégorie", "Année"):
        label, count = box(page, legend)
        with page.expect_navigation():
            label.click()
        assert results(page) == count
        assert 0 < count < whole
    expect(page.locator(".facet input:checked")).to_have_count(2)
    for left in (1, 0):
        with page.expect_navigation():
            page.get_by_role("link", name="Retirer le filtre").first.click()
        expect(page.locator(".facet input:checked")).to_have_count(left)
    assert results(page) == whole


def test_back_unticks_the_box_that_led_away(visit: Visit) -> None:
    page = visit("membre")
    open_results(page)
    whole = results(page)
    with page.expect_navigation():
        box(page, "Catégorie")[0].click()
    page.go_back()
    assert results(page) == whole
    expect(page.locator(".facet input:checked")).to_have_count(0)


def test_boxes_are_sent_together_without_scripts_on_a_phone(visit: Visit) -> None:
    page = visit("membre", scripts=False, width=360)
    open_results(page)
    whole = results(page)
    page.locator("summary", has_text="Affiner").click()
    facet = page.get_by_role("group", name="Année")
    years = facet.locator("label:has(input)")
    years.nth(0).click()
    years.nth(1).click()
    page.get_by_role("button", name="Affiner").click()
    expect(page.get_by_text("Affiner (2)")).to_be_visible()
    assert 0 < results(page) <= whole
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scripts", [True, False])
def test_every_page_of_results_is_reached_and_holds_others(
    visit: Visit, scripts: bool
) -> None:
    page = visit("membre", scripts=scripts)
    open_results(page)
    for order in ("pertinence", "date"):
        if order == "date":
            page.get_by_role("link", name="par date").click()
            page.wait_for_url("**tri=date*")
        seen = titles(page)
        while page.get_by_role("link", name="Suivante").count():
            with page.expect_navigation():
                page.get_by_role("link", name="Suivante").click()
            seen += titles(page)
        assert len(seen) == results(page)
        expect(page).to_have_title(re.compile(r"· page \d+ ·"))
        with page.expect_navigation():
            page.get_by_role("link", name="Précédente").click()
        before_last = 10 * ((len(seen) - 1) // 10 - 1)
        assert titles(page) == seen[before_last : before_last + 10]


def test_a_kind_is_chosen_and_left(visit: Visit) -> None:
    page = visit("membre")
    open_results(page)
    whole = results(page)
    kinds = page.get_by_role("navigation", name="Nature")
    with page.expect_navigation():
        kinds.get_by_role("link", name=re.compile("^Documents")).click()
    expect(kinds.locator("[aria-current]")).to_have_text(re.compile("^Documents"))
    assert 0 < results(page) < whole
    with page.expect_navigation():
        kinds.get_by_role("link", name=re.compile("^Tout")).click()
    assert results(page) == whole


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize(
    "question",
    [
        "q=sortie",
        "q=zzzzzz",
        "q=sant%C3%A9&annee=1500",
        "q=sant%C3%A9&page=9999",
        "q=%22de+la%22",
        "q=%E2%80%AEsant%C3%A9",
        "q=" + "x" * 300,
        "q=de+la",
    ],
)
def test_odd_questions_make_a_sound_page(
    visit: Visit, question: str, width: int
) -> None:
    page = visit("membre", width=width)
    page.goto(f"/recherche/?{question}")
    found = Axe().run(page)
    assert [v["id"] for v in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
