"""The question as the address gives it. Nothing in it can be wrong: what is not
understood is left out, so that an old link still answers."""

from django.http import QueryDict

from members.models import Space
from search.facade import Question

KINDS = ("document", "reference", "page")


def numbers(values: list[str]) -> tuple[int, ...]:
    """Those of `values` that are numbers of at most nine digits."""
    return tuple(int(v) for v in values if v.isascii() and v.isdigit() and len(v) < 10)


def read_question(given: QueryDict, size: int = 10) -> Question:
    """`q`, and the boxes `nature`, `categorie`, `espace` (slugs), `annee`, `page`."""
    slugs = [slug for slug in given.getlist("espace") if len(slug) <= 60]
    spaces: tuple[int, ...] = ()
    if slugs:
        found = Space.objects.filter(slug__in=slugs).values_list("pk", flat=True)
        # A box for a space that does not exist finds nothing, rather than all.
        spaces = tuple(found) or (0,)
    return Question(
        text=given.get("q", ""),
        kinds=tuple(k for k in given.getlist("nature") if k in KINDS),
        categories=tuple(given.getlist("categorie")),
        spaces=spaces,
        years=numbers(given.getlist("annee")),
        by_date=given.get("tri") == "date",
        page=max(1, *numbers([given.get("page", "1")]), 1),
        size=size,
    )
