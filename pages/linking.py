"""What links to a thing: the pages that name it, as far as a person sees them.

Wagtail keeps the index of references, of what is published; the worker follows.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Page, ReferenceIndex

from members.rights import User
from pages.models import ContentPage


def pages_naming(thing: Model, user: User) -> Any:
    """Published pages that lead to `thing`, and that `user` sees, by title.

    Of a page, those that lead to one under it too: they are deleted together.
    """
    if isinstance(thing, Page):
        inside = Page.objects.descendant_of(thing, inclusive=True)
        return pages_naming_any(Page, inside.values_list("pk", flat=True), user)
    return pages_naming_any(type(thing), [thing.pk], user)


def pages_naming_any(model: type[Model], keys: Iterable[int], user: User) -> Any:
    """The same, of several things of one kind; of pages, not one another."""
    pages = ContentType.objects.get_for_model(Page)
    named = [str(key) for key in keys]
    found = ReferenceIndex.objects.filter(
        base_content_type=pages,
        to_content_type=ContentType.objects.get_for_model(model),
        to_object_id__in=named,
    )
    naming = set(found.values_list("object_id", flat=True))
    if issubclass(model, Page):
        naming -= set(named)
    return (
        ContentPage.objects.live()
        .visible_to(user)
        .filter(pk__in=[int(pk) for pk in naming])
        .select_related("space")
        .defer("body")
        .order_by("title", "pk")
    )
