"""Links of a text to what its reader does not see: their words stay, they do not.

The address of a page tells its title, that of a file its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from wagtail.documents import get_document_model

from members.rights import User
from pages.models.content import ContentPage

#: A link of a rich text as Wagtail keeps it: `<a linktype="page" id="3">`.
LINK = re.compile(r"<a\b([^>]*\blinktype=[^>]*)>(.*?)</a>", re.DOTALL)
ATTRIBUTE = re.compile(r'\b(linktype|id)="([^"]*)"')
MODELS: dict[str, Any] = {"page": ContentPage, "document": get_document_model()}


def without_hidden(html: str, user: User) -> str:
    """`html` as it is kept, without the links to what `user` does not see.

    A query for each kind of thing that is linked. What is no more is left to Wagtail;
    the front page is everyone's.
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
    for kind, model in MODELS.items():
        if named := keys.get(kind):
            there = model._default_manager.filter(pk__in=named)
            unseen = there.exclude(
                pk__in=model._default_manager.all().visible_to(user).values("pk")
            )
            for key in unseen.values_list("pk", flat=True):
                yield kind, str(key)
