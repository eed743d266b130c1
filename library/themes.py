"""The themes of the group that a document is about, and their pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from library.models import Document
from members.models import Member
from members.rights import User
from pages.filling import Filled
from pages.models import ThemePage

if TYPE_CHECKING:
    from pages.models import ContentPage

NOTHING = "Aucun document pour vous ici, pour l’instant."


def themes_for(user: User) -> QuerySet[ThemePage]:
    """The published themes that `user` sees, by title."""
    found: QuerySet[ThemePage] = (
        ThemePage.objects.live().visible_to(user).order_by("title")
    )
    return found


def set_themes(by: Member, document: Document, chosen: Iterable[ThemePage]) -> None:
    """Say what `document` is about; themes that `by` does not see stay as they are."""
    hidden = document.themes.exclude(pk__in=themes_for(by).values("pk"))
    document.themes.set([*hidden, *chosen])


def theme_of(page: ContentPage) -> ThemePage | None:
    """The theme that `page` is, or is under."""
    paths = [page.path[:end] for end in range(page.steplen, len(page.path) + 1, 4)]
    return ThemePage.objects.filter(path__in=paths).order_by("-path").first()


def published(user: User) -> Any:
    seen = Document.objects.visible_to(user)
    return seen.in_use().order_by("-created_at", "-pk")


def cut(found: Any, count: int, **narrowed: Any) -> Filled:
    """The first `count`, and where the others are."""
    things = list(found.for_lists()[: count + 1])
    url = f"{reverse('library:documents')}?{urlencode(narrowed)}"
    more = url if len(things) > count else ""
    return Filled("document", things[:count], more, NOTHING)


def of_theme(page: ContentPage, user: User, count: int) -> Filled:
    theme = theme_of(page)
    if theme is None:
        return Filled("document", [], empty=NOTHING)
    return cut(published(user).filter(themes=theme.pk), count, theme=theme.pk)


def of_space(page: ContentPage, user: User, count: int) -> Filled:
    found = published(user).filter(space=page.space_id)
    return cut(found, count, espace=page.space.slug)
