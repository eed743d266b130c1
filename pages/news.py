"""The lists of news: the latest, and the archive by year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict

from members.models import Space
from members.rights import User
from pages.blocks.seen import Seen
from pages.models import ContentPage, NewsPage
from pages.models.news import seen_news
from pages.publishing.rights import may_propose

PER_PAGE = 20
#: On the front page, in *Mon espace* and on the page of a space.
ON_FRONT = 4


def with_pictures(found: Iterable[NewsPage], user: User) -> list[NewsPage]:
    """News, each with its picture as `seen_picture` when `user` sees it: a query for
    all of them, and one for their sizes."""
    news = list(found)
    shown = {each.pk: each for each in Seen(user).of([n.picture for n in news])}
    for each in news:
        each.seen_picture = shown.get(each.picture_id)
    return news


def on_front(
    user: User, spaces: Iterable[Space] | None = None, most: int = ON_FRONT
) -> list[NewsPage]:
    """The latest that the front lists show, of all spaces that `user` sees or of some
    of them."""
    found = seen_news(user).on_front()
    if spaces is not None:
        found = found.filter(space__in=list(spaces))
    return with_pictures(found[:most], user)


@dataclass(frozen=True)
class Archive:
    """News that a person sees, cut into pages; `space` and `year` narrow them.

    `spaces` and `years` are those that have some. What an address holds that is not
    understood is left out, so that an old link still answers.
    """

    page: Page[NewsPage]
    rows: list[NewsPage]
    spaces: list[Space]
    years: list[int]
    space: Space | None
    year: int | None


def archive(user: User, given: QueryDict) -> Archive:
    """As many queries for any number of news."""
    seen = NewsPage.objects.live().visible_to(user)
    spaces = list(spaces_of(seen))
    years = [day.year for day in seen.dates("day", "year", order="DESC")]
    asked = {"space": given.get("espace"), "year": given.get("annee")}
    space = next((each for each in spaces if each.slug == asked["space"]), None)
    year = next((each for each in years if str(each) == asked["year"]), None)
    found = seen.for_rows().newest()
    if space is not None:
        found = found.filter(space=space)
    if year is not None:
        found = found.filter(day__year=year)
    page = Paginator(found, PER_PAGE).get_page(given.get("page"))
    return Archive(page, with_pictures(page, user), spaces, years, space, year)


def spaces_of(seen: Any) -> QuerySet[Space]:
    """The spaces that some news live in."""
    return Space.objects.filter(pk__in=seen.values("space")).order_by("folded")


def place_to_write(user: User, rows: list[NewsPage]) -> ContentPage | None:
    """Where a news would stand beside the first of these, if `user` may propose one."""
    if not rows or not may_propose(user, rows[0].space):
        return None
    seen = ContentPage.objects.live().visible_to(user)
    place: ContentPage | None = seen.parent_of(rows[0]).first()
    return place
