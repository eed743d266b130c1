"""Every kind of page, found by following links: axe, both themes, narrow and wide.

What staff see is in `test_every_page_of_staff.py`.
"""

import pytest

from tests.browser.conftest import Visit
from tests.browser.looking import look_as, wrong_with

pytestmark = [pytest.mark.browser, pytest.mark.looks]


@pytest.mark.parametrize("who", ["stranger", "membre"])
def test_axe_finds_nothing_on_any_kind_of_page(
    visit: Visit, site: str, who: str
) -> None:
    look_as(who, visit, site)


@pytest.mark.parametrize("path", ["/n-existe-pas/", "/bibliotheque/999999/"])
def test_what_does_not_exist_is_a_page_like_the_others(visit: Visit, path: str) -> None:
    page = visit("membre")
    page.goto("/mon-espace/")
    answer = page.request.get(path)
    assert answer.status == 404
    page.set_content(answer.text())
    assert wrong_with(page) == []
