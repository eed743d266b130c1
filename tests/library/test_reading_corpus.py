"""Real documents about health in the territories, where they are at hand."""

import os
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from library.reading import Reading, read_file
from library.reading.ligatures import joined
from tests.library.samples import tesseract  # noqa: F401 - a fixture

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("BENCH_CORPUS", ROOT / "../shared/corpus/documents"))
LIVRE3 = "livre3-experimentations-et-bilan-pays-vichy-auvergne.pdf"
GUIDE = "guide-offre-locale-de-sante.pdf"
THESIS = "these-creer-une-cpts-en-milieu-rural.pdf"
FIRST_PAGE_ENDS = "parvenir à agir sur l’offre de"

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="le corpus n’est pas là"),
]


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFC", text).lower()))


def recall(reading: Reading, reference: str) -> float:
    wanted = words(joined(reference))
    found = words("\n".join(page.text for page in reading.pages))
    return (wanted & found).total() / wanted.total()


@pytest.mark.parametrize(
    ("name", "expression", "pages"),
    [
        (LIVRE3, "hypoglycémie", {15}),
        (LIVRE3, "bibliosanté", {19}),
        (GUIDE, "chaufferie bois", {25}),
        (GUIDE, "L. 1435-4", {9}),
        (GUIDE, "pédopsychiatrie", {40}),
        (GUIDE, "comme déficitaires", {13}),
        (THESIS, "désinsertion professionnelle", {12}),
        (THESIS, "messagerie sécurisée", {13, 17}),
    ],
)
def test_an_expression_is_found_on_its_pages(name, expression, pages):
    reading = read_file(FOLDER / name)
    found = {
        page.number for page in reading.pages if expression.lower() in page.text.lower()
    }
    assert found == pages


@pytest.mark.parametrize(
    ("name", "reference"),
    [
        ("bulletin-vallee-de-la-dore.docx", "bulletin.txt"),
        ("pole-territorial-de-sante-inter-communautaire.odt", "pole.txt"),
    ],
)
def test_hardly_a_word_is_lost(name, reference):
    expected = re.sub("<[^>]*>", "", (FOLDER / reference).read_text())
    assert recall(read_file(FOLDER / name), expected) > 0.97


@pytest.mark.usefixtures("tesseract")
def test_hardly_a_word_of_a_scan_is_lost():
    expected = " ".join((FOLDER / "bulletin.txt").read_text().split())
    expected = expected[: expected.index(FIRST_PAGE_ENDS) + len(FIRST_PAGE_ENDS)]
    path = FOLDER / "bulletin-vallee-de-la-dore-scanne.pdf"
    scan = read_file(path, ocr=True, last=1)
    assert recall(scan, expected) > 0.97
