"""The reader in a browser: where a hit lands, what is marked, zoom, scans."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from bench import site as scratch
from tests.browser.conftest import Visit
from tests.library import samples
from tests.library.samples import soffice

__all__ = ["soffice"]

pytestmark = pytest.mark.browser

FILLER = "Une phrase du guide qui ne parle pas de cela, et qui est assez longue. " * 9
WORD = "coquelicot"
#: What the worker does of an office file once it has read it.
DRAW = """
from library.models import Version
from library.previews.making import make_preview
make_preview.call(Version.objects.get(kind="docx", name="flore.docx").pk)
"""


@pytest.fixture(scope="module")
def documents(site: str, data: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Files of the demonstration's GES, read by its worker; gives the site."""
    folder = tmp_path_factory.mktemp("files")
    text = [FILLER] * 60
    text[40] = f"Le {WORD} pousse ici. {FILLER}"
    text[41] = f"Un autre {WORD}, plus loin."
    (folder / "guide-long.txt").write_text("\n\n".join(text))
    lines = "\n".join([f"Ligne {n}" for n in range(1, 25)])
    far = " " * 90
    page = f"{lines}\n{far}Le {WORD} rouge"
    (folder / "herbier.pdf").write_bytes(samples.pdf("Sommaire", page, "Fin"))
    (folder / "scan.pdf").write_bytes(samples.scanned_pdf("Une jonquille jaune ici"))
    (folder / "fax.pdf").write_bytes(samples.jbig2_pdf())
    (folder / "photo.pdf").write_bytes(samples.jpeg2000_pdf())
    leaf = samples.paragraphs(*[FILLER[:60]] * 90)
    flower = samples.paragraphs("L’ancolie bleue")
    (folder / "flore.docx").write_bytes(samples.docx(leaf + flower))
    scratch.manage(
        data,
        *("import_documents", str(folder), "--space", "ges", "--category", "projet"),
    )
    return site


def open_hit(page: Page, question: str, name: str) -> None:
    """Open the first passage of the hit of this title, once the worker has read it."""
    hit = page.locator(".hit", has=page.get_by_role("link", name=name, exact=True))
    for _ in range(120):
        page.goto(f"/recherche/?q={question}")
        if hit.locator(".passage").count():
            hit.locator(".passage").first.click()
            return
        page.wait_for_timeout(500)
    pytest.fail(f"{name} was not found within a minute")


def open_file(page: Page, name: str) -> None:
    page.goto("/bibliotheque/")
    page.get_by_role("link", name=name, exact=True).click()


def expect_on_screen(page: Page, mark: Locator) -> None:
    """Between the top of the window and the thumb bar, neither left nor right."""
    expect(mark).to_be_in_viewport(ratio=0.99)
    box = mark.bounding_box()
    size = page.viewport_size
    assert box and size
    assert 60 < box["y"] < size["height"] - 80


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_hit_in_a_long_text_lands_at_the_word(
    visit: Visit, documents: str, width: int, scripts: bool
) -> None:
    page = visit("membre", width=width, scripts=scripts)
    open_hit(page, WORD, "Guide long")
    expect_on_screen(page, page.locator("#passage-1"))
    assert page.evaluate("document.documentElement.scrollHeight") < 9_000
    page.get_by_role("link", name="Passage suivant").click()
    expect_on_screen(page, page.locator("#passage-2"))
    page.get_by_role("link", name="Passage précédent").click()
    expect_on_screen(page, page.locator("#passage-1"))


@pytest.mark.parametrize("width", [360, 1280])
def test_a_hit_in_a_pdf_lands_at_the_word_and_zoom_keeps_it(
    visit: Visit, documents: str, width: int
) -> None:
    page = visit("membre", width=width)
    open_hit(page, WORD, "Herbier")
    mark = page.locator("[data-sheet] mark.here")
    expect(mark).to_have_text(WORD)
    expect_on_screen(page, mark)
    for _ in range(4):
        before = page.locator(".paper").evaluate("paper => paper.clientWidth")
        page.get_by_role("button", name="Agrandir").evaluate("button => button.click()")
        page.wait_for_function(
            "before => document.querySelector('.paper').clientWidth > before",
            arg=before,
        )
        expect_on_screen(page, page.locator("[data-sheet] mark.here"))
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_narrow_screen_is_offered_the_text_alone(
    visit: Visit, documents: str
) -> None:
    page = visit("membre", width=360)
    open_hit(page, WORD, "Herbier")
    page.get_by_role("button", name="Lire le texte seul").click()
    expect(page.locator("[data-text] mark.here")).to_have_text(WORD)
    expect_on_screen(page, page.locator("[data-text] mark.here"))
    expect(page.get_by_role("button", name="Lire le texte seul")).to_be_hidden()
    page.get_by_role("button", name="Texte seul").click()
    expect(page.locator("[data-sheet] mark.here")).to_have_text(WORD)


def test_a_scan_says_that_its_words_are_in_the_recognised_text(
    visit: Visit, documents: str
) -> None:
    page = visit("membre", width=360)
    open_hit(page, "jonquille", "Scan")
    expect(page.locator("[data-sheet] canvas").first).to_be_visible()
    expect(page.get_by_text("Ces mots sont dans le texte reconnu")).to_be_visible()
    expect(page.get_by_text(re.compile("Passage 1 sur"))).to_be_hidden()
    page.get_by_role("button", name="Voir ce texte").click()
    expect(page.locator("[data-text] mark.here")).to_have_text("jonquille")
    expect(page.get_by_text(re.compile("Passage 1 sur"))).to_be_visible()


@pytest.mark.parametrize("name", ["Fax", "Photo"])
def test_images_of_scanners_are_drawn_under_a_policy_without_exceptions(
    visit: Visit, documents: str, name: str
) -> None:
    page = visit("membre")
    open_file(page, name)
    answer = page.reload()
    assert answer
    assert "unsafe" not in answer.headers["content-security-policy"]
    canvas = page.locator("[data-sheet] canvas").first
    expect(canvas).to_be_visible()
    seen = canvas.evaluate(
        """canvas => [0.5, 0.1].map((share) => canvas.getContext("2d").getImageData(
            canvas.width * share, canvas.height * share, 1, 1).data[0])"""
    )
    assert seen == [0, 255]


@pytest.mark.parametrize("width", [360, 1280])
def test_a_hit_in_an_office_file_lands_at_the_word_on_its_pages(
    visit: Visit, documents: str, data: Path, width: int, soffice: str
) -> None:
    page = visit("membre", width=width)
    open_hit(page, "ancolie", "Flore")
    if not page.locator("#lecture[data-pdf]").count():
        scratch.grown["MAILLAGE_PREVIEWS"] = "oui"
        scratch.manage(data, "shell", "-c", DRAW)
        scratch.grown["MAILLAGE_PREVIEWS"] = "non"
        page.reload()
    mark = page.locator("[data-sheet] mark.here")
    expect(mark).to_have_text("ancolie")
    expect_on_screen(page, mark)
    assert page.locator("[data-sheet] .paper").count() > 1
    page.get_by_role("button", name="Texte seul").click()
    expect(page.locator("[data-text] mark").first).to_be_visible()
    page.get_by_role("button", name="Texte seul").click()
    expect(mark).to_be_visible()
    found = Axe().run(page)
    assert [v["id"] for v in found.response["violations"]] == []
    with page.expect_download() as taken:
        page.get_by_role("link", name="En PDF").click()
    assert taken.value.suggested_filename.endswith(".pdf")


def test_axe_finds_nothing_on_a_drawn_page(visit: Visit, documents: str) -> None:
    page = visit("membre")
    open_hit(page, WORD, "Herbier")
    expect(page.locator("[data-sheet] mark.here")).to_be_visible()
    found = Axe().run(page)
    assert [v["id"] for v in found.response["violations"]] == []
    assert page.locator("body > canvas, [lang]:not(html)").count() == 0


def test_paper_has_the_text_its_address_and_the_day(
    visit: Visit, documents: str
) -> None:
    page = visit("membre")
    open_hit(page, WORD, "Herbier")
    expect(page.locator("[data-sheet] mark.here")).to_be_visible()
    printed = page.locator(".printed")
    expect(printed).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("[data-sheet]")).to_be_hidden()
    expect(page.locator("[data-text]")).to_contain_text(f"Le {WORD} rouge")
    expect(page.get_by_text("sans sa mise en page")).to_contain_text("herbier.pdf")
    expect(printed).to_contain_text(re.compile(r"/bibliotheque/\d+/\?page=2&q="))
    expect(printed).to_contain_text(re.compile(r"Imprimé le\s+\S+ \d+(er)? \S+ 20\d\d"))


def test_paper_has_no_links_to_sort_by(visit: Visit, documents: str) -> None:
    page = visit("membre")
    page.goto("/recherche/?q=sant%C3%A9")
    expect(page.get_by_role("link", name="par date")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_text("Triés par")).to_be_hidden()
    expect(page.locator(".printed")).to_contain_text("/recherche/?q=sant%C3%A9")
