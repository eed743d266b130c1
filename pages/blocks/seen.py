"""The things that a body names, as far as its reader may see them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from wagtail.blocks import StreamValue
from wagtail.blocks.list_block import ListValue

from members.directory.listing import people
from members.models import Member
from members.rights import User

#: Sizes of the images of a page, as Wagtail names them: all are asked for at once.
PICTURE_SIZES = ("width-640", "width-1280", "width-2400")


class Seen:
    """Gives back those of some things that `user` may see.

    With a `body`, all that it names is asked for at the first look, in as many queries
    whatever the number of blocks.
    """

    def __init__(self, user: User, body: StreamValue | None = None) -> None:
        self.user = user
        self.body = body
        self.found: dict[type[Model], dict[Any, Any]] | None = None

    def of(self, things: list[Any]) -> list[Any]:
        """Of things of one model, those that are there and seen, in their order.

        Members come back as cards of the directory (`members.directory.listing.Card`).
        """
        kept = [thing for thing in things if thing is not None]
        if not kept:
            return []
        if self.found is None:
            self.found = {
                model: loaded(model, keys, self.user)
                for model, keys in named(self.body).items()
            }
        model = type(kept[0])
        if model not in self.found:
            keys = {thing.pk for thing in kept}
            self.found[model] = loaded(model, keys, self.user)
        found = self.found[model]
        return [found[thing.pk] for thing in kept if thing.pk in found]


def named(body: StreamValue | None) -> dict[type[Model], set[Any]]:
    """The keys of all that is named in a body, by model."""
    keys: dict[type[Model], set[Any]] = {}
    for thing in things_in(body):
        keys.setdefault(type(thing), set()).add(thing.pk)
    return keys


def things_in(value: Any) -> Iterator[Model]:
    if isinstance(value, Model):
        yield value
    elif isinstance(value, StreamValue):
        for block in value:
            yield from things_in(block.value)
    elif isinstance(value, dict):
        for inside in value.values():
            yield from things_in(inside)
    elif isinstance(value, ListValue):
        for inside in value:
            yield from things_in(inside)


def loaded(model: type[Model], keys: set[Any], user: User) -> dict[Any, Any]:
    """By their keys, those that `user` may see, with what a row shows of them."""
    if model is Member:
        return {card.thing.pk: card for card in people(user, sorted(keys))}
    found: Any = model._default_manager.all()
    found = found.visible_to(user)
    for_lines: Callable[[], Any] | None = getattr(found, "for_lines", None)
    if for_lines is not None:
        found = for_lines()
    if hasattr(found, "prefetch_renditions"):
        found = found.prefetch_renditions(*PICTURE_SIZES)
    result: dict[Any, Any] = found.in_bulk(keys)
    return result


def seen_of(context: dict[str, Any] | None) -> Seen:
    """The `Seen` of the page that is shown; a new one outside of a page."""
    given = context or {}
    found = given.get("seen")
    if isinstance(found, Seen):
        return found
    user = getattr(given.get("request"), "user", None)
    return Seen(user or AnonymousUser())
