"""Staff write in Wagtail's admin: what they do there works, and is seen on the site.

`visit` fails a test at the first error of the console: a policy that refuses something,
a script that breaks, an answer that is an error.
"""

import re

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


def test_calendars_choosers_and_texts_work_under_the_policy(visit: Visit) -> None:
    page = visit("admin")
    page.goto("/admin/snippets/library/reference/add/")
    page.get_by_label("Date", exact=True).click()
    page.locator(".xdsoft_datetimepicker:visible .xdsoft_date").get_by_text(
        "15", exact=True
    ).click()
    expect(page.get_by_label("Date", exact=True)).to_have_value(re.compile(r"^15/"))
    page.get_by_role("button", name="Choisir une catégorie").click()
    page.get_by_role("dialog").get_by_role("link", name="réglementaire").click()
    expect(page.locator("[data-chooser-title]")).to_have_text("Réglementaire")

    page.goto("/admin/redirects/add/")
    page.get_by_role("button", name="Choisissez une page").click()
    expect(page.get_by_role("dialog")).to_contain_text("Page d’accueil")

    page.goto("/admin/pages/3/edit/")
    written = page.locator(".Draftail-Editor style").first
    assert written.evaluate("style => style.sheet.cssRules.length") > 0


def test_an_apostrophe_ends_a_word_of_an_address(visit: Visit) -> None:
    page = visit("pays")
    page.goto("/admin/pages/add/pages/sectionpage/3/")
    page.wait_for_load_state("networkidle")
    page.locator("#id_title").fill("L’été d’une commune qu'on aime")
    page.locator("#id_title").press("Tab")
    slug = page.locator("#id_slug")
    expect(slug).to_have_value("l-ete-d-une-commune-qu-on-aime")
