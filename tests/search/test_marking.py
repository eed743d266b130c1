"""The page that a hit opens is marked as the hit is."""

from library.marking import spans
from search.marking import find


def marked(text: str, question: str) -> list[str]:
    return [text[start:end] for start, end in find(text, question)]


def test_words_are_marked_whatever_their_form() -> None:
    assert marked("Les hypoglycémies, l’Hypoglycémie.", "hypoglycemie") == [
        "hypoglycémies",
        "Hypoglycémie",
    ]


def test_official_numbers_are_marked_as_they_are_written() -> None:
    assert marked("voir l’article L. 1434-12 du code", "L1434-12") == ["L. 1434-12"]


def test_the_library_marks_by_this_analysis() -> None:
    text = "Une infirmière, des infirmiers"
    assert spans(text, "infirmières") == find(text, "infirmières")
