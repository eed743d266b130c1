"""Words cut by a space after a ligature are made whole; nothing else is joined."""

import pytest

from library.marking import forms
from library.reading.ligatures import joined


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("zones défi nies comme défi citaires", "zones définies comme déficitaires"),
        ("Les aides fi nancières", "Les aides financières"),
        ("afi n de bénéfi cier", "afin de bénéficier"),
        ("une réfl exion diffi cile", "une réflexion difficile"),
        ("un besoin spécifi que", "un besoin spécifique"),
        ("cela suffi t", "cela suffit"),
        ("La défi nition", "La définition"),
    ],
)
def test_a_cut_word_is_made_whole(cut: str, whole: str):
    assert joined(cut) == whole
    assert joined(whole) == whole


@pytest.mark.parametrize(
    "text",
    [
        "Un défi pour tous, un défi citoyen, un défi national et local.",
        "Ce n’est ni un défi ni une charge.",
        "Il fait fi des règles, fi de tout.",
        "Cela a suffi pour nous, il a suffi que l’on vienne, il a suffi sans peine.",
        "M. Delfi parle ; SCAFI organise ; le wifi gratuit, le wi-fi gratuit.",
        "Le staff médical, hors de la salle.",
    ],
)
def test_words_that_end_so_are_left_alone(text: str):
    assert joined(text) == text


def test_what_can_be_read_both_ways_is_joined_where_words_are_cut():
    assert joined("Un projet défi ni.") == "Un projet défi ni."
    text = "Un projet défi ni, fi nancé, modifi é. Enfi n, des Infi rmiers."
    assert joined(text) == "Un projet défini, financé, modifié. Enfin, des Infirmiers."


def test_a_drawn_page_is_marked_where_it_has_the_two_pieces():
    text = "Des zones déficitaires, une difficulté."
    assert set(forms(text, "déficitaires difficultés")) == {
        *("déficitaires", "défi citaires", "difficulté", "diffi culté")
    }
