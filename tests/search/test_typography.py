"""What was typed, and how many were found, as they are shown."""

from datetime import UTC, date, datetime

import pytest

from search.typography import day, grouped, shown, unbroken


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ('"messagerie sécurisée"', "“messagerie sécurisée”"),
        ("«\u202fmaison de santé\u202f»", "“maison de santé”"),
        ('taxi "de la vallée" Vichy', "taxi “de la vallée” Vichy"),
        ('"taxi', "taxi"),
        ('""', ""),
        ("l'hôpital", "l’hôpital"),
        ("  taxi \t\n vallée ", "taxi vallée"),
        ("\u202etaxi\u202c \u2067vallée\u2069\u200f", "taxi vallée"),
        ("taxi\x00vallée \ud800", "taxi vallée"),
        ("👩\u200d⚕️", "👩\u200d⚕️"),
        ("<b>taxi</b>", "<b>taxi</b>"),
    ],
)
def test_a_question_in_a_heading(typed: str, seen: str) -> None:
    assert shown(typed) == seen


def test_spaces_of_indexed_text_hold_signs_to_their_words() -> None:
    assert unbroken("« Oui : 3 % ; non ! » dit-il.") == (
        "«\u202fOui\u202f: 3\u202f%\u202f; non\u202f!\u202f» dit-il."
    )


def test_numbers_are_grouped_by_three() -> None:
    assert [grouped(n) for n in (0, 999, 1000, 29115)] == [
        "0",
        "999",
        "1\u202f000",
        "29\u202f115",
    ]


def test_the_first_of_the_month() -> None:
    assert day(date(2017, 9, 1)) == "1er septembre 2017"
    assert day(date(2017, 9, 11)) == "11 septembre 2017"
    assert day(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == "1er juillet 2026"
