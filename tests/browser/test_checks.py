"""The panel « Vérifications » of the admin looks at the page that it previews."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.test_editors import edit

pytestmark = pytest.mark.browser


def test_what_is_written_is_checked(visit: Visit) -> None:
    page = visit("pays", known=("axe.run results",))
    edit(page, "/les-themes/les-sorties-d-hopital/")
    page.locator("[data-side-panel-toggle='checks']").click()
    panel = page.locator("[data-side-panel='checks']")
    words = panel.locator("[data-content-word-count]")
    expect(words).to_have_text(re.compile(r"\d{2,}"), timeout=15_000)
    # The steps of a protocol are the site's own: nothing for an editor to mend.
    expect(panel.locator("[data-content-checker-count]")).to_have_text("0")
