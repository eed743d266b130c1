"""What the index holds of a page: what someone wrote, block by block."""

from typing import Any

import pytest

from pages.models import ArticlePage
from search.page_text import ended, page_text

pytestmark = pytest.mark.django_db  # making a page looks up its kind


def text_of(*body: tuple[str, Any], summary: str = "") -> list[str]:
    page = ArticlePage(title="Fiche", summary=summary, body=list(body))
    return page_text(page).split("\n\n")


def test_headings_paragraphs_and_items_stand_apart() -> None:
    html = (
        "<h2>Avant l’appel</h2><p>Préparez <b>l’ordonnance</b><br/>et la carte.</p>"
        "<ul><li>un nom</li><li>une date ;</li></ul><hr/><p>&amp; voilà&nbsp;!</p>"
    )
    assert text_of(("rich_text", html), summary="Pour qui débute") == [
        "Pour qui débute.",
        "Avant l’appel.",
        "Préparez l’ordonnance et la carte.",
        "un nom.",
        "une date ;",
        "& voilà\u00a0!",
    ]


def test_what_nobody_wrote_is_left_out() -> None:
    written = text_of(
        ("document_list", {"title": "Documents", "documents": []}),
        ("reference_list", {"title": "Textes officiels", "references": []}),
        ("callout", {"tone": "warn", "title": "", "text": "<p>Délai court</p>"}),
    )
    assert written == ["Délai court."]


def test_a_title_that_someone_chose_is_kept() -> None:
    assert text_of(
        ("document_list", {"title": "Les protocoles", "documents": []}),
        ("callout", {"tone": "good", "title": "Le vendredi", "text": "<p>Tôt.</p>"}),
    ) == ["Les protocoles.", "Le vendredi.", "Tôt."]


def test_a_contact_is_one_sentence() -> None:
    contact = {
        "name": "Anne Villard",
        "role": "",
        "phone": "04 70 00 00 00",
        "email": "anne@test.example",
        "when": "le matin",
    }
    assert text_of(("contact", contact)) == [
        "Anne Villard, 04 70 00 00 00, anne@test.example, le matin."
    ]


def test_an_empty_page_has_no_words() -> None:
    assert text_of() == [""]
    assert text_of(("rich_text", "<p></p>"), summary=" ") == [""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oui", "Oui."),
        ("Oui\u202f?", "Oui\u202f?"),
        ("« Oui\u202f! »", "« Oui\u202f! »"),
        ("Oui (sauf lundi)", "Oui (sauf lundi)."),
        ("Oui\u202f:", "Oui\u202f:"),
        (" ", ""),
    ],
)
def test_a_block_ends(text: str, expected: str) -> None:
    assert ended(text) == expected
