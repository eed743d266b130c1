"""The question as the address gives it. Nothing in it can be wrong: what is not
understood is left out, so that an old link still answers."""

from collections.abc import Callable

from django.http import QueryDict

from members.models import Space
from search.facade import Question

KINDS = ("document", "reference", "page", "news", "faq")


def years(given: QueryDict) -> list[str]:
    return [v for v in given.getlist("annee") if is_number(v)]


def slugs(name: str) -> Callable[[QueryDict], list[str]]:
    return lambda given: [v for v in given.getlist(name) if 0 < len(v) <= 60]


#: Parameter → the values of it that count.
BOXES: dict[str, Callable[[QueryDict], list[str]]] = {
    "espace": slugs("espace"),
    "categorie": slugs("categorie"),
    "annee": years,
}


def is_number(value: str) -> bool:
    """At most nine digits: a database takes it."""
    return value.isascii() and value.isdigit() and len(value) < 10


def read_question(given: QueryDict, size: int = 10) -> Question:
    """`q`, the boxes `nature`, `categorie`, `espace` (slugs), `annee`, then `page`,
    `tri=date`, and `tel-quel=1` for no other word in place of what was typed."""
    spaces: tuple[int, ...] = ()
    if wanted := BOXES["espace"](given):
        found = Space.objects.filter(slug__in=wanted).values_list("pk", flat=True)
        # A box for a space that does not exist finds nothing, rather than all.
        spaces = tuple(found) or (0,)
    page = given.get("page", "")
    return Question(
        text=given.get("q", ""),
        kinds=tuple(k for k in KINDS if k in given.getlist("nature")),
        categories=tuple(BOXES["categorie"](given)),
        spaces=spaces,
        years=tuple(map(int, BOXES["annee"](given))),
        by_date=given.get("tri") == "date",
        as_typed=given.get("tel-quel") == "1",
        page=max(1, int(page)) if is_number(page) else 1,
        size=size,
    )
