"""Days that are near are said as people say them."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.template.loader import render_to_string


def said(day, **more):
    with time_machine.travel(datetime(2026, 11, 25, 22, 30, tzinfo=UTC), tick=False):
        html = render_to_string("components/near_day.html", {"date": day, **more})
    return " ".join(html.replace("<", " <").split()).replace(" <sup>", "<sup>")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 25), "aujourd’hui"),
        (date(2026, 11, 24), "hier"),
        (date(2026, 11, 23), "avant-hier"),
        (date(2026, 11, 20), "vendredi 20 novembre 2026"),
        (date(2026, 11, 1), "1<sup>er </sup> novembre 2026"),
        (datetime(2026, 11, 24, 22, 59, tzinfo=UTC), "hier"),
        # In Paris it is past midnight.
        (datetime(2026, 11, 24, 23, 1, tzinfo=UTC), "aujourd’hui"),
    ],
)
def test_near_days_are_said_in_a_word(day, words):
    assert words in said(day)


def test_only_a_whole_date_has_its_article():
    assert said(date(2026, 11, 24), le=True).startswith("<time")
    assert said(date(2026, 10, 24), le=True).startswith("le <time")
