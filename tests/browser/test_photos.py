"""The photographs of a paper become one PDF, whose words are then found."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import expect

from tests.browser.conftest import Visit, wait_for_hit

pytestmark = pytest.mark.browser


def photograph(path: Path, words: str, turned: bool = False) -> Path:
    """A sheet as a telephone takes it: 12 megapixels, lying, its turn in the EXIF."""
    sheet = Image.new("RGB", (3000, 4000), "white")
    font = ImageFont.load_default(130)
    ImageDraw.Draw(sheet).text((300, 500), words, fill="black", font=font)
    exif = Image.Exif()
    if turned:
        sheet = sheet.rotate(90, expand=True)
        exif[0x0112] = 6  # TIFF 6.0: turn it by a quarter to the right
    sheet.save(path, exif=exif)
    return path


def test_photographs_become_one_document_that_is_found(
    visit: Visit, tmp_path: Path
) -> None:
    one = photograph(tmp_path / "IMG_1.jpg", "Consigne brancardage", turned=True)
    two = photograph(tmp_path / "IMG_2.jpg", "Deuxieme feuillet")
    page = visit("membre")
    page.goto("/bibliotheque/ajouter/?espace=ges")
    page.get_by_label("Catégorie").select_option(label="Projet")
    page.locator("#id_photo").set_input_files([one, two])
    expect(page.locator("[data-photos]")).to_contain_text("2 photos")
    page.get_by_label("Nom du document").fill("Consigne photographiée")
    page.get_by_role("button", name="En faire un seul PDF").click()
    row = page.locator(".file")
    expect(row).to_have_count(1, timeout=20_000)
    expect(row).to_contain_text("Consigne photographiée.pdf")
    page.get_by_role("button", name="Ajouter", exact=True).click()
    expect(page.locator("[data-end]")).to_contain_text("1 fichier ajouté")
    page.get_by_role("link", name="Consigne photographiée").click()
    address = page.url
    wait_for_hit(page, "brancardage")  # upright, or OCR would read nothing
    page.goto(address)
    expect(page.locator(".fiche")).to_contain_text("2 pages")


def test_a_picture_that_does_not_open_is_sent_as_it_is(
    visit: Visit, tmp_path: Path
) -> None:
    page = visit("membre")
    page.goto("/bibliotheque/ajouter/?espace=ges")
    good = photograph(tmp_path / "bonne.jpg", "Bonne")
    bad = tmp_path / "mauvaise.jpg"
    bad.write_bytes(b"\xff\xd8\xff\xe0" + b"0" * 900)
    page.locator("#id_file").set_input_files([good, bad])
    page.get_by_role("button", name="En faire un seul PDF").click()
    expect(page.locator("[data-photos-says]")).to_contain_text("une par une")
    expect(page.locator(".file")).to_have_count(2)
