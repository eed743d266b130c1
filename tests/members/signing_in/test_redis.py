"""Counts of tries in a real Redis, for several machines."""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings as conf
from django.core.cache import cache, caches
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.members.signing_in.steps import give_password, is_in
from tests.people import People

HOW = (
    "Il faut un Redis : « script/services start /tmp/services redis », puis "
    "« export $(cat /tmp/services/redis/env) » (paquet redis-server)."
)
WRONG = "pas-le-bon-du-tout"


@pytest.fixture(autouse=True)
def redis(settings: Settings) -> Iterator[None]:
    address = os.environ.get("REDIS_URL", "")
    if not address:
        if os.environ.get("CI") == "true":
            pytest.fail(HOW)
        pytest.skip(HOW)
    counts = conf.COUNTS_IN_REDIS | {"LOCATION": address}
    settings.CACHES = {"default": counts}
    cache.clear()
    yield
    cache.clear()
    caches.close_all()


def test_tries_are_counted_in_redis_and_outlive_the_process(people: People) -> None:
    email = people.member.email
    statuses = [give_password(Client(), email, WRONG).status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    caches.close_all()  # another process would start so
    assert give_password(Client(), email).status_code == 429
    other = Client()
    give_password(other, people.colleague)
    assert is_in(other)


def test_a_redis_that_is_gone_lets_nobody_guess(
    people: People, settings: Settings
) -> None:
    there = settings.CACHES
    gone = conf.COUNTS_IN_REDIS | {"LOCATION": "redis://127.0.0.1:9/0"}
    settings.CACHES = {"default": gone}
    client = Client(raise_request_exception=False)
    given = {"login": people.member.email, "password": WRONG}
    answer = client.post(reverse("account_login"), given)
    settings.CACHES = there
    assert answer.status_code == 503
    assert "Réessayez dans quelques minutes" in answer.content.decode()
