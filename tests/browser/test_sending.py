"""Sending files from the browser: how it ends."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def choose(page: Page, *files: Path) -> None:
    page.locator("#id_file").set_input_files([str(file) for file in files])


def ready(page: Page) -> None:
    page.goto("/bibliotheque/ajouter/")
    page.get_by_role("radio", name=re.compile("^GES")).check()
    page.get_by_label("Catégorie").select_option(label="Projet")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_end_is_told_and_what_comes_next_is_the_main_button(
    visit: Visit, tmp_path: Path, width: int
) -> None:
    page = visit("membre", width=width)
    ready(page)
    files = [tmp_path / f"fin-{width}-{n}.txt" for n in range(3)]
    for file in files:
        file.write_text(f"Un texte pour {file.name}")
    end = page.locator("[data-end]")
    mine = page.get_by_role("link", name="Voir mes dépôts")
    choose(page, files[0])
    expect(end).to_be_hidden()
    page.get_by_role("button", name="Ajouter", exact=True).click()
    expect(end).to_have_text("C’est fini\u202f: 1 fichier ajouté.")
    expect(mine).to_be_in_viewport()
    expect(page.locator("main .btn.main")).to_have_text(["Voir mes dépôts"])

    choose(page, *files)
    expect(end).to_be_hidden()
    page.get_by_role("button", name="Ajouter", exact=True).click()
    expect(end).to_have_text(
        "C’est fini\u202f: 3 fichiers ajoutés, 1 déjà là.", timeout=20_000
    )
    mine.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bibliothèque")


def test_sizes_are_told_as_on_the_page_of_the_document(
    visit: Visit, tmp_path: Path
) -> None:
    page = visit("membre")
    ready(page)
    for size, told in [(905_311, "884 Ko"), (12_700, "12,4 Ko"), (900, "900 octets")]:
        file = tmp_path / f"{size}.txt"
        file.write_bytes(b"a" * size)
        choose(page, file)
        expect(page.locator(".file").last).to_contain_text(told)
