"""Links of a text to what its reader does not see, or is no more: their words stay,
they do not.

The address of a page tells its title, that of a file its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from wagtail.documents import get_document_model
from wagtail.models import Page

from members.rights import User
from pages.models.content import ContentPage

#: A link of a rich text as Wagtail keeps it: `<a linktype="page" id="3">`.
LINK = re.compile(r"<a\b([^>]*\blinktype=[^>]*)>(.*?)</a>", re.DOTALL)
ATTRIBUTE = re.compile(r'\b(linktype|id)="([^"]*)"')
MODELS: dict[str, Any] = {"page": ContentPage, "document": get_document_model()}


def without_hidden(html: str, user: User) -> str:
    """`html` as it is kept, without the links that lead `user` nowhere.

    A query for each kind of thing that is linked; the front page is everyone's.
    """
    hidden = set(hidden_of(named_in(html), user))
    if not hidden:
        return html
    return LINK.sub(lambda a: a[2] if target(a[1]) in hidden else a[0], html)


def target(attributes: str) -> tuple[str, str]:
    """What a link leads to: `("page", "3")`."""
    given = dict(ATTRIBUTE.findall(attributes))
    return given.get("linktype", ""), given.get("id", "")


def named_in(html: str) -> dict[str, set[str]]:
    keys: dict[str, set[str]] = {}
    for attributes, _ in LINK.findall(html):
        kind, key = target(attributes)
        if key.isdecimal():
            keys.setdefault(kind, set()).add(key)
    return keys


def hidden_of(keys: dict[str, set[str]], user: User) -> Iterator[tuple[str, str]]:
    """What is deleted, not published, or of a space that `user` does not see."""
    for kind, named in keys.items():
        if kind not in MODELS:
            continue
        shown = MODELS[kind]._default_manager.all().visible_to(user)
        if kind == "page":  # who edits a draft sees it, but at no address
            shown = shown.live()
        there = strings(shown.filter(pk__in=named))
        for key in named - there - fronts(kind, named - there):
            yield kind, key


def strings(things: Any) -> set[str]:
    return {str(key) for key in things.values_list("pk", flat=True)}


def fronts(kind: str, keys: set[str]) -> set[str]:
    """The front page is of no space."""
    if kind != "page" or not keys:
        return set()
    return strings(Page.objects.live().filter(pk__in=keys, contentpage=None))


@dataclass(frozen=True)
class Lost:
    """A link of a page that leads to nothing, by its words."""

    words: str
    why: str


GONE = {"page": "page supprimée", "document": "document supprimé"}
UNPUBLISHED = {"page": "page non publiée", "document": "document non publié"}


def lost_in(pages: Iterable[ContentPage]) -> list[tuple[ContentPage, list[Lost]]]:
    """Pages with links to what is deleted or not published, and these links.

    As many queries whatever the number of pages.
    """
    found = [(page, links_in(list(page.body.raw_data))) for page in pages]
    keys: dict[str, set[str]] = {}
    for _, links in found:
        for kind, key, _ in links:
            keys.setdefault(kind, set()).add(key)
    why: dict[tuple[str, str], str] = {}
    for kind, named in keys.items():
        things = MODELS[kind]._default_manager.filter(pk__in=named)
        there, ready = strings(things), strings(things.filter(things.published))
        for key in named - ready - fronts(kind, named - there):
            why[kind, key] = (UNPUBLISHED if key in there else GONE)[kind]
    lost = [
        (page, [Lost(said, why[a, b]) for a, b, said in links if (a, b) in why])
        for page, links in found
    ]
    return [(page, links) for page, links in lost if links]


def links_in(value: Any) -> list[tuple[str, str, str]]:
    """Kind, key and words of each link of a body as it is stored."""
    if isinstance(value, str):
        return [
            (*target(attributes), unescape(strip_tags(words)))
            for attributes, words in LINK.findall(value)
            if target(attributes)[0] in MODELS and target(attributes)[1].isdecimal()
        ]
    inside = value.values() if isinstance(value, dict) else value
    if not isinstance(value, dict | list):
        return []
    return [link for each in inside for link in links_in(each)]
