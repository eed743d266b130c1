"""A page that moves takes the space of its new place, with all that is under it."""

from typing import Any

from django.db import transaction
from django.dispatch import Signal
from wagtail.models import Page
from wagtail.signals import post_page_move, pre_page_move

from members.models import Space
from members.refusals import SpaceClosed
from pages.models import ContentPage

#: Sent with `pages`, the keys of the pages whose space or address has changed.
pages_moved = Signal()


def keep_closed(
    sender: type[Page], instance: Page, parent_page_after: Page, **kwargs: Any
) -> None:
    """No page moves within a space that is frozen or archived, into it or out of it."""
    places = ContentPage.objects.filter(pk=instance.pk)
    # A section under the front page keeps its own space, whatever that of the front is.
    if parent_page_after.depth > 2:
        places |= ContentPage.objects.filter(pk=parent_page_after.pk)
    closed = Space.objects.filter(pk__in=places.values("space")).exclude(
        state=Space.State.OPEN
    )
    for space in closed:
        raise SpaceClosed(space.why_closed)


def take_space(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Give the moved page and its descendants the space of their place."""
    place = ContentPage.objects.filter(pk=instance.pk).first()
    if place is None:
        return
    with transaction.atomic():
        top = place.specific
        top.take_space_of_place()
        moved = ContentPage.objects.filter(path__startswith=place.path)
        moved.update(space=top.space_id)
        pages_moved.send(ContentPage, pages=list(moved.values_list("pk", flat=True)))


def connect() -> None:
    pre_page_move.connect(keep_closed, dispatch_uid="pages.keep_closed")
    post_page_move.connect(take_space, dispatch_uid="pages.take_space")
