"""Daily jobs: once a day, again when they fail."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from background import daily

PARIS = ZoneInfo("Europe/Paris")
pytestmark = pytest.mark.django_db


@pytest.fixture
def done() -> Iterator[list[str]]:
    done: list[str] = []
    kept = list(daily.jobs)
    daily.jobs[:] = [daily.Job("compter", 7, lambda: done.append("fait"))]
    yield done
    daily.jobs[:] = kept


def test_a_job_is_done_once_a_day_from_its_hour_on(done: list[str]) -> None:
    morning = datetime(2026, 11, 25, 6, 59, tzinfo=PARIS)
    for hours, times in [(0, 0), (0.1, 1), (5, 1), (24, 1), (24.1, 2)]:
        with time_machine.travel(morning + timedelta(hours=hours), tick=False):
            daily.run()
            assert len(done) == times, hours


def test_a_job_that_fails_is_tried_again(done: list[str]) -> None:
    def fail_once() -> None:
        done.append("essai")
        if len(done) == 1:
            raise OSError

    daily.jobs[:] = [daily.Job("échouer", 0, fail_once)]
    daily.run()
    daily.run()
    daily.run()
    assert done == ["essai", "essai"]
