"""The tokens of the design: what the style sheet says, and whether it can be read."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from home import tokens
from tests.people import People


def test_contrast_is_that_of_wcag():
    assert tokens.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert tokens.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert tokens.contrast("#0b5d57", "#0b5d57") == 1


@pytest.mark.parametrize("pair", tokens.pairs(), ids=lambda p: f"{p.ink} on {p.wash}")
def test_every_ink_can_be_read_on_its_wash(pair: tokens.Pair):
    assert pair.light >= 4.5
    assert pair.dark >= 4.5


@pytest.mark.parametrize(
    "pair", tokens.pairs(tokens.BORDERS), ids=lambda p: f"{p.ink} on {p.wash}"
)
def test_every_border_can_be_seen(pair: tokens.Pair):
    assert pair.light >= 3
    assert pair.dark >= 3


def test_two_dark_themes_that_differ_are_told(tmp_path: Path):
    text = (settings.BASE_DIR / "static/css/main.css").read_text()
    file = tmp_path / "main.css"
    file.write_text(text.replace("--paper: #12181a;", "--paper: #12181b;", 1))
    with pytest.raises(ValueError, match="not alike"):
        tokens.tokens(file)


def test_the_page_of_components_names_each(client: Client, people: People):
    client.force_login(people.staff)
    page = client.get("/composants/").content.decode()
    there = tokens.tokens()
    assert len(there) > 50
    for name in there:
        assert f"<code>--{name}</code>" in page, name
