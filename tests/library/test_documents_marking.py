"""Words marked in a text."""

import pytest

from library import marking


@pytest.mark.parametrize(
    ("text", "question", "html"),
    [
        ("Des cœurs.", "coeur", "Des <mark>cœurs</mark>."),
        ("Les réseaux", "reseau", "Les <mark>réseaux</mark>"),
        ("L’hypoglycémie", "HYPOGLYCEMIE", "L’<mark>hypoglycémie</mark>"),
        ("le protocole de la", "le protocole de la", "le <mark>protocole</mark> de la"),
        ("protocolaire", "proto", "protocolaire"),
        ("<script>", "script", "&lt;<mark>script</mark>&gt;"),
        ("a & b", "", "a &amp; b"),
        ("e\u0301te\u0301", "été", "<mark>e\u0301te\u0301</mark>"),
    ],
)
def test_words_are_marked_whatever_their_accents_and_number(text, question, html):
    assert marking.marked(text, question) == html


def test_another_finder_takes_over(monkeypatch):
    monkeypatch.setattr(marking, "finders", [lambda text, question: [(3, 5), (0, 4)]])
    assert marking.marked("abcdef", "x") == "<mark>abcd</mark>ef"
