"""What stands above a page for its readers, told by the apps above this one.

An app adds a function to `givers` in its `AppConfig.ready`: pages and the reader in,
by the key of a page a template and its context out, in as many queries for any number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from members.rights import User

if TYPE_CHECKING:
    from pages.models import ContentPage

Notice = tuple[str, dict[str, Any]]
Giver = Callable[[Sequence["ContentPage"], User], Mapping[int, Notice]]
givers: list[Giver] = []


def drawn(
    pages: Sequence[ContentPage], request: HttpRequest
) -> defaultdict[int, SafeString]:
    """What there is to say of each page, as HTML, by its key; empty for the others."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for give in givers:
        for key, (template, context) in give(pages, request.user).items():
            found[key].append(render_to_string(template, context, request=request))
    said: defaultdict[int, SafeString] = defaultdict(SafeString)
    for key, parts in found.items():
        said[key] = mark_safe("".join(parts))  # noqa: S308 - drawn by our templates
    return said
