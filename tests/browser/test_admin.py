"""Staff write in Wagtail's admin: what they do there works, and is seen on the site.

`visit` fails a test at the first error of the console: a policy that refuses something,
a script that breaks, an answer that is an error.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

EVERYONE = [
    "/admin/",
    "/admin/pages/",
    "/admin/pages/3/",
    "/admin/pages/3/edit/",
    "/admin/pages/3/history/",
    "/admin/pages/3/usage/",
    "/admin/pages/4/add_subpage/",
    "/admin/pages/add/pages/sectionpage/3/",
    "/admin/pages/search/",
    "/admin/snippets/members/profession/",
    "/admin/snippets/library/reference/",
    "/admin/snippets/library/reference/add/",
    "/admin/snippets/library/category/",
    "/admin/users/",
    "/admin/users/new/",
    "/admin/users/edit/2/",
    "/admin/users/history/2/",
    "/admin/images/",
    "/admin/images/multiple/add/",
    "/admin/documents/",
    "/admin/documents/multiple/add/",
    "/admin/reports/locked/",
    "/admin/reports/site-history/",
    "/admin/reports/aging-pages/",
    "/admin/reports/page-types-usage/",
    "/admin/account/",
]
ADMINISTRATORS = ["/admin/sites/", "/admin/collections/", "/admin/redirects/"]


@pytest.mark.parametrize(
    ("who", "paths"), [("pays", EVERYONE), ("admin", [*EVERYONE, *ADMINISTRATORS])]
)
def test_every_page_opens_without_an_error(
    visit: Visit, who: str, paths: list[str]
) -> None:
    page = visit(who)
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        assert page.url.endswith(path), path
        expect(page.locator("#wagtail-sidebar nav").first).to_be_visible()
        page.wait_for_load_state("networkidle")
