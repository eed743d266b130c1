"""A page that waits for the worker is not loaded again under who reads it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

PUT = """([html, script]) => {
  window.same = true;
  document.querySelector('main').insertAdjacentHTML('afterbegin', html);
  return import(`/static/js/${script}`);
}"""
REFRESHING = '<p data-refresh="1" hidden>Patience. <button>Arrêter</button></p>'


def is_same(page: Page) -> bool:
    return bool(page.evaluate("() => window.same === true"))


def test_what_is_loaded_again_by_itself_can_be_stopped(visit: Visit) -> None:
    page = visit("membre")
    page.evaluate(PUT, [REFRESHING, "refresh.js"])
    page.wait_for_function("() => window.same !== true")  # it is loaded again

    page.evaluate(PUT, [REFRESHING, "refresh.js?again"])
    page.get_by_role("button", name="Arrêter").click()
    page.wait_for_timeout(1500)
    assert is_same(page)
    expect(page.get_by_text("ne se recharge plus")).to_be_visible()


def test_the_end_of_a_reading_is_told_and_the_page_stays(visit: Visit) -> None:
    page = visit("membre")
    place = '<div role="status" data-state-url="/bibliotheque/1/etat/"></div>'
    page.evaluate(PUT, [place, "reading-state.js"])
    button = page.get_by_role("link", name="Mettre la page à jour")
    expect(button).to_be_visible()
    assert is_same(page)
    button.click()
    page.wait_for_function("() => window.same !== true")
