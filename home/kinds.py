"""The kinds of things that a person keeps or opens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import models
from django.http import HttpRequest

from library.models import Document, Reference
from members.rights import User
from pages.models import ContentPage


class Kind(models.TextChoices):
    """The values stand in addresses."""

    PAGE = "page", "page"
    DOCUMENT = "document", "document"
    TEXT = "texte", "texte officiel"


MODELS: dict[str, Any] = {
    Kind.PAGE: ContentPage,
    Kind.DOCUMENT: Document,
    Kind.TEXT: Reference,
}


class Row(Protocol):
    """A row that names a thing: a favourite, or what was opened."""

    kind: str
    thing_id: int
    at: datetime


@dataclass(frozen=True)
class Named:
    """A thing that the person sees, and when he kept or opened it."""

    kind: str
    thing: Any
    at: datetime
    url: str

    @property
    def title(self) -> str:
        return str(self.thing.title)


def kind_of(thing: models.Model) -> str:
    """Raises ValueError for what is of no kind."""
    for kind, model in MODELS.items():
        if isinstance(thing, model):
            return str(kind)
    raise ValueError(thing)


def seen(kind: str, user: User) -> Any:
    """Of one kind, those that are opened by a person: pages are published."""
    found = MODELS[kind].objects.visible_to(user)
    return found.live().filter(depth__gt=2) if kind == Kind.PAGE else found


def named(
    rows: Iterable[Row], user: User, request: HttpRequest | None = None
) -> list[Named]:
    """Those that `user` sees today, in the order of the rows: a query a kind.

    With `request`, the address of the site is looked up once for all the pages.
    """
    rows = list(rows)
    found: dict[tuple[str, int], Any] = {}
    for kind in Kind.values:
        keys = [row.thing_id for row in rows if row.kind == kind]
        things = seen(kind, user)
        if kind == Kind.PAGE:
            things = things.select_related("space").defer("body")
        else:
            things = things.for_lists()
        found |= {(kind, pk): thing for pk, thing in things.in_bulk(keys).items()}
    return [
        Named(row.kind, thing, row.at, address(row.kind, thing, request))
        for row in rows
        if (thing := found.get((row.kind, row.thing_id))) is not None
    ]


def address(kind: str, thing: Any, request: HttpRequest | None) -> str:
    if kind == Kind.PAGE:
        return thing.get_url(request) or "/"
    return str(thing.get_absolute_url())
