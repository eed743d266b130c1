"""A list, cut into pages."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import QueryDict

PER_PAGE = 25


@dataclass(frozen=True)
class Pager:
    """Where one is in a list, and the addresses of the pages beside."""

    number: int
    last: int
    total: int
    previous_url: str
    next_url: str


def address(given: QueryDict, page: int) -> str:
    kept = given.copy()
    kept.pop("page", None)
    if page > 1:
        kept["page"] = str(page)
    return f"?{kept.urlencode()}"


def cut(things: "QuerySet[Any]", given: QueryDict) -> tuple[list[Any], Pager]:
    """The page that `given` asks for (the nearest that exists), in three queries.

    Keys are put in order first: rows are long, and sorting thousands of them to show
    25 costs more than reading an index.
    """
    page = Paginator(things.values_list("pk", flat=True), PER_PAGE).get_page(
        given.get("page")
    )
    last = page.paginator.num_pages
    number = page.number
    return list(things.filter(pk__in=list(page))), Pager(
        number=number,
        last=last,
        total=page.paginator.count,
        previous_url=address(given, number - 1) if number > 1 else "",
        next_url=address(given, number + 1) if number < last else "",
    )
