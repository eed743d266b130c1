"""From the file on the desk to the word on its fifteenth page."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, wait_for_hit
from tests.library import samples

pytestmark = [pytest.mark.browser, pytest.mark.grown]


def long_pdf(word: str) -> bytes:
    """A file of twenty pages, with `word` on the fifteenth only."""
    pages = [f"Page {n} du carnet de liaison." for n in range(1, 21)]
    pages[14] = f"En cas de besoin, appeler la {word} avant dix-huit heures."
    return samples.pdf(*pages)


def search(page: Page, words: str) -> None:
    field = page.get_by_role("searchbox").first
    field.fill(words)
    field.press("Enter")
    page.wait_for_url("**/recherche/?q=*")


def expect_nothing(page: Page, word: str) -> None:
    search(page, word)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Aucun résultat")
    expect(page.locator(".hit")).to_have_count(0)


def expect_page_fifteen(page: Page, word: str) -> None:
    expect(page).to_have_url(re.compile(r"/bibliotheque/\d+/\?page=15&q="))
    expect(page.get_by_label("page", exact=True)).to_have_value("15")
    expect(page.locator("mark").first).to_have_text(re.compile(word, re.IGNORECASE))


def test_a_member_drops_a_file_and_a_colleague_opens_it_at_the_word(
    visit: Visit, tmp_path: Path
) -> None:
    file = tmp_path / "carnet-de-liaison.pdf"
    file.write_bytes(long_pdf("coccinelle"))

    member = visit("membre")
    member.goto("/bibliotheque/ajouter/")
    member.get_by_role("radio", name=re.compile("^GES")).check()
    member.get_by_label("Catégorie").select_option(label="Pratiques métier")
    member.locator("#id_file").set_input_files(file)
    member.get_by_role("button", name="Ajouter", exact=True).click()
    row = member.locator(".file").first
    expect(row.get_by_role("link")).to_have_count(1, timeout=20_000)
    expect(row).to_have_attribute("data-tone", "good", timeout=30_000)

    colleague = visit("animatrice")
    wait_for_hit(colleague, "coccinelles")
    passage = colleague.locator(".hit .passage").first
    expect(passage).to_contain_text("p. 15")
    passage.click()
    expect_page_fifteen(colleague, "coccinelle")
    expect(colleague.locator("[data-sheet] canvas").first).to_be_visible()
    with colleague.expect_download() as download:
        colleague.get_by_role("link", name=re.compile("Télécharger")).first.click()
    name = download.value.suggested_filename
    assert re.fullmatch(r"carnet-de-liaison-v1-\d{4}-\d{2}-\d{2}\.pdf", name)

    outsider = visit("exterieur")
    expect_nothing(outsider, "coccinelles")
    assert outsider.request.get(colleague.url).status == 404
    assert outsider.request.get(download.value.url).status == 404


def test_the_same_way_without_scripts(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "fiche.pdf"
    file.write_bytes(long_pdf("funiculaire"))
    member = visit("membre", scripts=False)
    member.goto("/bibliotheque/ajouter/")
    member.get_by_role("radio", name=re.compile("^GES")).check()
    member.get_by_label("Catégorie").select_option(label="Pratiques métier")
    member.locator("#id_file").set_input_files(file)
    member.get_by_role("button", name="Ajouter", exact=True).click()
    expect(member.get_by_role("link", name=re.compile("Fiche")).first).to_be_visible()
    wait_for_hit(member, "funiculaire")
    member.locator(".hit .passage").first.click()
    expect_page_fifteen(member, "funiculaire")


@pytest.mark.parametrize(
    "path",
    [
        "/mon-espace/",
        "/bibliotheque/",
        "/bibliotheque/textes/",
        "/recherche/?q=sant%C3%A9",
        "/espaces/ges/",
    ],
)
def test_a_thumb_hits_the_titles_of_lists(visit: Visit, path: str) -> None:
    page = visit("membre", width=360)
    page.goto(path)
    titles = page.locator(
        ".list .line > :is(h2, h3, .h3) > a, .hit > h2 > a, .list .row > a:not(.chip)"
    )
    heights = titles.evaluate_all(
        "links => links.map((link) => link.getBoundingClientRect().height)"
    )
    assert len(heights) > 2
    assert min(heights) >= 44
