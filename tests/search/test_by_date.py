"""By date: the day that is shown is the day that sorts, over all pages of results."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.dates import MONTHS

from library.models import Category, Document, Extract, Reference, Version
from members.models import Member
from search import indexer
from tests.library.rows import make_documents
from tests.people import People, Spaces

ADDED = datetime(2026, 11, 26, 10, tzinfo=timezone.get_default_timezone())
SignIn = Callable[[Member | None], Client]


@pytest.fixture
def bread(people: People, spaces: Spaces, category: Category) -> None:
    """Files of one to five pages, one added every three days; every third says its own
    day, by turns a day of before and one that cannot be. Four laws."""
    make_documents(12, spaces.ges, category, people.member)
    for number, document in enumerate(Document.objects.order_by("pk")):
        added = ADDED - timedelta(number * 3)
        own = added.date() + timedelta(9 if number % 2 else -1000 * number)
        Document.objects.filter(pk=document.pk).update(created_at=added)
        Version.objects.filter(document=document).update(
            added_at=added, dated=None if number % 3 else own
        )
        Extract.objects.bulk_create(
            Extract(version=document.current, page=page, text="Le pain. " * page)
            for page in range(1, 2 + number % 5)
        )
    Reference.objects.bulk_create(
        Reference(
            space=spaces.ges,
            category=category,
            kind=Reference.Kind.LAW,
            title="Loi sur le pain",
            date=day,
            text="Le pain. " * 9,
        )
        for day in (date(1901, 7, 1), None, date(2026, 11, 20), date(1976, 1, 1))
    )
    indexer.rebuild()


def lines(browser: Client, question: str) -> list[str]:
    """The quiet line of each hit."""
    page = unescape(browser.get(f"/recherche/?{question}").content.decode())
    abouts = re.findall(r'<p class="about">(.*?)</p>', page, re.DOTALL)
    return [re.findall(r"<span>([^<]*)</span>\s*$", about)[-1] for about in abouts]


def day_in(line: str) -> date:
    found = re.search(r"(\d+)(?:er)? (\w+) (\d{4})$", line)
    if not found:
        return date.min
    month = [name for _, name in sorted(MONTHS.items())].index(found[2]) + 1
    return date(int(found[3]), month, int(found[1]))


def test_the_dates_on_the_screen_go_down_over_all_pages(
    sign_in: SignIn, people: People, bread: None
) -> None:
    member = sign_in(people.member)
    pages = [lines(member, f"q=pain&tri=date&page={n}") for n in (1, 2)]
    days = [day_in(line) for page in pages for line in page]
    assert len(days) == 16
    assert days == sorted(days, reverse=True)
    assert days[-2:] == [date(1901, 7, 1), date.min]  # what has no date comes last


def test_a_file_is_of_the_day_that_it_says_unless_it_cannot_be(
    sign_in: SignIn, people: People, bread: None
) -> None:
    seen = lines(sign_in(people.member), "q=pain&nature=document&tri=date")
    assert "Pratiques métier · daté du 26 novembre 2026" in seen
    assert "Pratiques métier · ajouté le 17 novembre 2026" in seen  # the fourth


def test_a_year_counts_what_is_dated_of_it(
    sign_in: SignIn, people: People, bread: None
) -> None:
    member = sign_in(people.member)
    assert [day_in(line).year for line in lines(member, "q=pain&annee=2010")] == [2010]
