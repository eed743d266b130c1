"""People and lines of the journal are found by their words, and nothing is cut."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from members import journal
from members.models import JournalEntry, Member
from tests.members.signing_in.steps import say_again
from tests.people import People

SignIn = Callable[[Member | None], Any]


def test_the_copy_of_my_data_says_no_address_of_somebody_else(
    people: People, sign_in: SignIn
) -> None:
    with journal.launched_from("203.0.113.9"):
        for by in (people.staff, None):
            journal.record(journal.Kind.RIGHT, "changé", by=by, about=people.member)
    with journal.launched_from("198.51.100.4"):
        journal.record(journal.Kind.EXPORT, "annuaire", by=people.member)
    browser = sign_in(people.member)
    say_again(browser)
    answer = browser.post("/mes-donnees/copie/")
    data = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    lines = json.loads(data.read("donnees.json"))["journal"]
    assert [line["adresse IP"] for line in lines if line["détail"] == "changé"] == [
        None,
        None,
    ]
    assert "198.51.100.4" in [line["adresse IP"] for line in lines]
