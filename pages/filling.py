"""Lists that fill themselves: what stands in them is asked for when a page is read.

An app above this one adds what it has to `fillers`, in its `AppConfig.ready`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from members.models import Space
from members.rights import User

if TYPE_CHECKING:
    from pages.models import ContentPage

DOCUMENTS_OF_THEME = "documents_of_theme"
DOCUMENTS_OF_SPACE = "documents_of_space"
PAGES_BELOW = "pages_below"
MEETINGS = "meetings"
NEWS = "news"
CHOICES = [
    (DOCUMENTS_OF_THEME, "les documents de ce thème, le dernier d’abord"),
    (DOCUMENTS_OF_SPACE, "les derniers documents de l’espace"),
    (PAGES_BELOW, "les pages de cette rubrique, la dernière mise à jour d’abord"),
    (NEWS, "les dernières actualités de l’espace"),
    (MEETINGS, "la prochaine réunion de l’espace"),
]


@dataclass(frozen=True)
class Filled:
    """What a list holds: `kind` (document, page, news, meeting) names the row of the
    template; `url` leads to the rest, when there is more than `things`.
    """

    kind: str
    things: list[Any]
    url: str = ""
    empty: str = "Rien pour l’instant."


Filler = Callable[["ContentPage", User, int], Filled]


def pages_below(page: ContentPage, user: User, count: int) -> Filled:
    from pages.models import ContentPage

    found = ContentPage.objects.live().visible_to(user).descendant_of(page)
    newest = found.for_rows().order_by("-last_published_at")
    return Filled("page", list(newest[:count]), empty="Aucune page pour l’instant.")


def news(page: ContentPage, user: User, count: int) -> Filled:
    from pages.models.news import seen_news
    from pages.news import with_pictures

    found = seen_news(user).filter(space=page.space_id).exclude(pk=page.pk)
    newest = list(found[: count + 1])
    archive = f"{reverse('pages:news')}?espace={page.space.slug}"
    return Filled(
        "news",
        with_pictures(newest[:count], user),
        url=archive if len(newest) > count else "",
        empty="Aucune actualité pour l’instant.",
    )


def meetings(page: ContentPage, user: User, count: int) -> Filled:
    space = Space.objects.visible_to(user).filter(pk=page.space_id).first()
    soon = [space] if space is not None and space.meets_soon else []
    return Filled("meeting", soon, empty="Aucune réunion n’est annoncée.")


fillers: dict[str, Filler] = {
    PAGES_BELOW: pages_below,
    NEWS: news,
    MEETINGS: meetings,
}


def filled(what: str, page: ContentPage, user: User, count: int) -> Filled | None:
    """What the list named `what` holds on `page`; None when no app gives it."""
    fill = fillers.get(what)
    return fill(page, user, count) if fill else None
