"""What is sent is HTML as the standard has it (RGAA 8.2)."""

from collections.abc import Callable

import pytest
from django.test import Client
from tinyhtml5.parser import HTMLParser

from members.models import Member
from tests.access import EXPECTED, OK
from tests.people import People
from tests.test_access import is_admin, things  # noqa: F401
from tests.urls import every_address

pytestmark = pytest.mark.looks

FEWEST = {"stranger": 15, "staff": 80}


def errors(html: str) -> list[str]:
    parser = HTMLParser()
    parser.parse(html)
    return [f"{line}: {code} {more}" for (line, _), code, more in parser.errors]


def test_what_is_badly_nested_is_seen() -> None:
    assert errors("<!doctype html><p><div>x</div></p>")


@pytest.mark.parametrize("who", FEWEST)
def test_each_page_is_valid(
    who: str,
    things: dict[str, str],  # noqa: F811
    people: People,
    sign_in: Callable[[Member | None], Client],
) -> None:
    client = sign_in(people.all().get(who))
    read, wrong = 0, {}
    for address in every_address(things):
        if is_admin(address) or EXPECTED[address.key][who] != OK:
            continue
        answer = client.get(address.path)
        if answer.streaming or not answer["Content-Type"].startswith("text/html"):
            continue
        html = answer.content.decode()
        if not html.lstrip().lower().startswith("<!doctype"):  # a piece for a script
            continue
        read += 1
        if found := errors(html):
            wrong[address.key] = found[:3]
    assert wrong == {}
    assert read >= FEWEST[who]
