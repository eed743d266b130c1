"""The tree of pages, as far as a person sees it: beside a page, and as a plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest

from members.models import Space
from members.rights import User
from pages.models import ContentPage, NewsPage

#: Depth, as treebeard counts, of what stands right under the front page.
TOP = 3
STEP = ContentPage.steplen


@dataclass
class Branch:
    """A page and those under it that the person sees; the nearest one seen above it
    holds it when the page right above is not seen.

    `is_here`: it is the page being read.
    """

    page: ContentPage
    url: str
    is_here: bool = False
    under: list[Branch] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.page.title


def grown(
    pages: Iterable[ContentPage], request: HttpRequest, here: ContentPage | None = None
) -> list[Branch]:
    """The branches that `pages`, in the order of their paths, make together."""
    tops: list[Branch] = []
    above: list[Branch] = []
    for page in pages:
        # With the request, the address of the site is looked up once for all.
        branch = Branch(
            page, page.get_url(request) or "", here is not None and page.pk == here.pk
        )
        while above and not page.path.startswith(above[-1].page.path):
            above.pop()
        (above[-1].under if above else tops).append(branch)
        above.append(branch)
    return tops


def seen(user: User) -> Any:
    """What a tree needs of each published page that `user` sees, in their order."""
    return (
        ContentPage.objects.live()
        .visible_to(user)
        .filter(depth__gte=TOP)
        .defer("body")
        .order_by("path")
    )


def of_section(here: ContentPage, request: HttpRequest) -> list[Branch]:
    """The section of a page: the way down to it is open, the rest is closed.

    One query; nothing for a page that stands alone.
    """
    if here.depth < TOP:
        return []
    top = here.path[: STEP * TOP]
    shown = Q(path=top)
    for length in range(len(top), len(here.path) + 1, STEP):
        shown |= Q(path__startswith=here.path[:length], depth=length // STEP + 1)
    found = list(seen(request.user).filter(shown).filter(here_or_no_news(here)))
    return grown(found, request, here) if len(found) > 1 else []


def here_or_no_news(here: ContentPage) -> Q:
    """News are many, and have lists of their own: of them, only the one being read."""
    return Q(newspage__isnull=True) | Q(pk=here.pk)


@dataclass(frozen=True)
class Part:
    """A space, what the tree holds of it, and how many news it has."""

    space: Space
    branches: list[Branch]
    news: int = 0


def plan(request: HttpRequest) -> list[Part]:
    """The whole tree that the person sees, by space; those of everyone first.

    News are counted: the list of a space leads to each.
    """
    pages = seen(request.user).without_news().select_related("space")
    news = NewsPage.objects.live().visible_to(request.user)
    told = dict(news.order_by().values_list("space_id").annotate(Count("pk")))
    parts: dict[int, Part] = {}
    for branch in grown(pages, request):
        space = branch.page.space
        part = parts.setdefault(space.pk, Part(space, [], told.get(space.pk, 0)))
        part.branches.append(branch)
    return sorted(
        parts.values(), key=lambda part: (not part.space.is_public, part.space.folded)
    )
