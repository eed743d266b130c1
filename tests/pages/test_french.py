"""What Wagtail's French says, once it is printed and not typed."""

import re

import pytest
from django.utils.translation import gettext, ngettext, trans_real


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("Confirm import", "Confirmer l’import"),
        (
            "Are you sure you want to delete this site?",
            "Voulez-vous vraiment supprimer ce site\u202f?",
        ),
        ("Change document:", "Modifier le document\u202f:"),
        ("Created", "Créé"),
        ("Workflow", "Circuit de relecture"),
    ],
)
def test_marks_are_those_of_a_printed_text(english: str, said: str) -> None:
    assert gettext(english) == said


def test_plurals_are_printed_too() -> None:
    said = ngettext(
        "Are you sure you want to delete this document?",
        "Are you sure you want to delete these documents?",
        2,
    )
    assert said == "Voulez-vous vraiment supprimer ces documents\u202f?"


def test_what_stands_for_a_value_is_left_as_it_is() -> None:
    """« %(title)s » and `{% %}` are names: a sentence that lost one would break."""
    names = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
    catalogue = trans_real.translation("fr")._catalog  # type: ignore[attr-defined]
    whole = 0
    for part in catalogue._catalogs:
        for key, said in part.items():
            english = key[0] if isinstance(key, tuple) else key
            if isinstance(said, str) and said and english:
                whole += len(names.findall(said))
                assert set(names.findall(said)) <= set(names.findall(english)), said
    assert whole > 500
