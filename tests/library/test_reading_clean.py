"""Text and metadata as people would have typed them."""

import unicodedata

import pytest

from library.reading.clean import clean, clean_lines, is_usable
from library.reading.metadata import author, day, title


def test_letters_are_composed_and_invisible_marks_are_gone():
    made = unicodedata.normalize("NFD", "santé") + "\u202e\u200f\u00ad\x07\ufeff ﬁn"
    assert clean(made) == "santé fin"


def test_spaces_are_plain_and_blank_lines_few():
    assert clean(" a\u00a0\u202fb \t c \r\n\r\n\r\n\r\n d\f") == "a b\tc\n\nd"


@pytest.mark.parametrize(
    ("laid_out", "expected"),
    [
        ("profes\ufffe\r\nsionnels", "professionnels"),
        ("profes\x02sionnels", "professionnels"),
        ("des par\ufffetages", "des partages"),
        ("Poitou\ufffeCharentes", "Poitou-Charentes"),
        ("Lot\ufffeet-Garonne", "Lot-et-Garonne"),
        ("Saint-Aignan\ufffesur-Roë", "Saint-Aignan-sur-Roë"),
        ("zones sous\ufffedotées", "zones sous-dotées"),
        ("peut\ufffeêtre", "peut-être"),
        (
            "la santé\r\nau Pays.\r\nle Pays\r\nThiers",
            "la santé au Pays.\nle Pays\nThiers",
        ),
    ],
)
def test_words_and_lines_that_a_page_cuts_are_joined(laid_out, expected):
    assert clean_lines(laid_out) == expected


def test_a_page_of_undecodable_letters_is_not_usable():
    assert is_usable("Un pôle de santé pour le Pays")
    assert not is_usable("Un pôle")
    assert not is_usable("Un pôle de santé pour le Pays" + "\ufffd" * 20)


@pytest.mark.parametrize(
    "junk",
    [
        *("", "Microsoft Word - Bilan.doc", "Sans titre", "Document1", "Présentation1"),
        *("bilan.pdf", "bulletin-vallee-de-la-dore-scanne", "PowerPoint Presentation"),
        *("scan_0001", "Présentation PowerPoint", "…", "Bilan 2011"),
    ],
)
def test_a_title_that_software_wrote_is_dropped(junk):
    assert title(junk, "bilan-2011.pdf") is None


def test_a_title_that_a_person_wrote_is_kept():
    assert title("Bilan  du\nPays", "bilan.pdf") == "Bilan du Pays"
    assert title("Bibliosanté") == "Bibliosanté"


def test_an_author_is_a_person_or_an_organisation():
    assert author("Utilisateur Windows") is None
    assert author("python-docx") is None
    assert author("Cabinet Diotima") == "Cabinet Diotima"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("D:20110609101112+02'00'", "2011-06-09"),
        ("2011-06-09T10:11:12Z", "2011-06-09"),
        ("1601-01-01T00:00:00Z", None),
        ("2999-01-01", None),
        ("2011-02-31", None),
        ("hier", None),
    ],
)
def test_a_date_is_one_that_can_be(found, expected):
    assert day(found) == expected
