"""A page as its editor previews it, and what the checks of the admin find there."""

from collections.abc import Callable

from django.test import Client

from members.models import Member
from pages.models import ArticlePage, SectionPage
from tests.pages.telling import soup
from tests.people import People

SignIn = Callable[[Member | None], Client]
PANEL = "?in_preview_panel=true"


def preview(browser: Client, page: ArticlePage) -> str:
    """The address of what an editor previews, once the form was sent there."""
    form = f"/admin/pages/{page.pk}/edit/"
    fields = soup(browser, form).select("form[data-edit-form] [name]")
    given = {field["name"]: field.get("value", "") for field in fields}
    given |= {"title": "La veille", "tags": "sortie", "body-count": "0"}
    answer = browser.post(f"{form}preview/", given)
    assert answer.json()["is_valid"], answer.content
    return f"{form}preview/"


def test_a_page_with_themes_is_previewed_and_checked(
    ges: SectionPage, people: People, sign_in: SignIn
) -> None:
    page = ArticlePage(title="La veille", body=[])
    ges.add_child(instance=page)
    page.tags.add("sortie")
    page.save_revision().publish()
    browser = sign_in(people.staff)
    address = preview(browser, page)
    panel = soup(browser, address + PANEL)
    assert panel.select_one("wagtail-userbar") is not None
    assert ".step-what" in browser.get(address + PANEL).content.decode()
    assert soup(browser, address).select_one("wagtail-userbar") is None
    assert soup(browser, page.get_url()).select_one("wagtail-userbar") is None


def test_the_panel_claims_no_count_before_it_has_looked(
    ges: SectionPage, people: People, sign_in: SignIn
) -> None:
    page = ArticlePage(title="La veille", body=[])
    ges.add_child(instance=page)
    form = soup(sign_in(people.staff), f"/admin/pages/{page.pk}/edit/")
    counts = form.select("[data-side-panel=checks] [data-content-checker-count]")
    assert [count.get_text() for count in counts] == ["–"]
