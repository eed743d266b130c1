"""The declaration of accessibility is whole, and the page says what it says."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

ROOT = Path(settings.BASE_DIR)
#: How many criteria each of the 13 themes of the RGAA 4.1.2 has.
CRITERIA = [9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12]
LINE = re.compile(
    r"^\| (\d+\.\d+) \| ([^|]+) \| ((?:non )?conforme|non applicable) \| ([^|]+) \|$",
    re.MULTILINE,
)


@pytest.fixture
def text() -> str:
    return (ROOT / "docs" / "accessibilite.md").read_text()


def figures(text: str) -> tuple[int, int, int, int]:
    """The rate in whole percents, then how many criteria of each state."""
    states = [state for _, _, state, _ in LINE.findall(text)]
    good, bad = states.count("conforme"), states.count("non conforme")
    return round(100 * good / (good + bad)), good, bad, states.count("non applicable")


def test_each_criterion_is_there_once_in_order(text: str) -> None:
    expected = [
        f"{theme}.{number}"
        for theme, many in enumerate(CRITERIA, 1)
        for number in range(1, many + 1)
    ]
    assert len(expected) == 106
    assert [number for number, *_ in LINE.findall(text)] == expected
    assert text.count("\n| ") == 106 + len(CRITERIA)  # and a heading for each theme


def test_what_is_not_conform_says_when_it_will_be(text: str) -> None:
    for number, _, state, how in LINE.findall(text):
        assert len(how) >= 4, number
        if state == "non conforme":
            assert re.search(r"avant fin [\w ]*20\d\d|Même remède", how), number


def test_every_file_that_it_names_is_there(text: str) -> None:
    named = set(re.findall(r"`([\w/]+(?:\.\w+)?)`", text))
    files = {name for name in named if "/" in name.strip("/")}
    assert len(files) > 15
    assert [name for name in files if not (ROOT / name).exists()] == []


@pytest.mark.django_db
def test_the_page_has_the_rate_of_the_document(text: str, client: Client) -> None:
    rate, good, bad, apart = figures(text)
    assert f"{rate}\u202f% des critères applicables" in text
    page = client.get(reverse("home:accessibility")).content.decode()
    assert f"{rate}\u202f% des critères applicables" in page
    counted = f"{good} conformes, {bad} non conformes, {apart} non applicables"
    assert counted in text
    assert counted in page
    for number, _, state, _ in LINE.findall(text):
        if state == "non conforme":
            assert re.search(rf"\b{number}\b", page), number
    state = "totalement" if not bad else "partiellement"
    assert f"Accessibilité\u202f: {state} conforme</a>" in page  # at the foot of all
    assert f"<h1>Accessibilité\u202f: {state} conforme</h1>" in page
    assert "Défenseur des droits" in page
