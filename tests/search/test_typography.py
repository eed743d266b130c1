"""What was typed, and how many were found, as they are shown."""

import pytest

from search.typography import grouped, shown, unbroken


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
