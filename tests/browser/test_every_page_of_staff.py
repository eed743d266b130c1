"""Every kind of page that staff come to: axe, both themes, narrow and wide."""

import pytest

from tests.browser.conftest import Visit
from tests.browser.looking import look_as

pytestmark = [pytest.mark.browser, pytest.mark.looks]


def test_axe_finds_nothing_on_any_kind_of_page(visit: Visit, site: str) -> None:
    look_as("pays", visit, site)
