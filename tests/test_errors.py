"""What a person is told when a page is refused, by its cause."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.people import People

URL = reverse("library:reference_add")
TOO_LONG = "Cette page est restée ouverte trop longtemps"


@pytest.fixture
def browser(people: People) -> Client:
    checking = Client(enforce_csrf_checks=True)
    checking.force_login(people.member)
    return checking


def test_a_form_that_was_left_open_says_so_and_keeps_nothing(browser: Client) -> None:
    answer = browser.post(URL, {"title": "x"})
    assert answer.status_code == 403
    assert TOO_LONG in answer.content.decode()
    spoken = browser.post(URL, headers={"accept": "application/json"})
    assert spoken.status_code == 403
    assert spoken.json()["error"].startswith(TOO_LONG)


def test_what_is_not_allowed_is_not_blamed_on_time(people: People) -> None:
    occasional = Client()
    occasional.force_login(people.outsider)
    answer = occasional.post(URL, {"title": "x"})
    assert answer.status_code == 403
    assert "restée ouverte" not in answer.content.decode()
