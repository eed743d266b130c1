"""Who sees a page, in words, for the admin."""

from dataclasses import dataclass

from django import template
from wagtail.models import Page

from members.models import Space
from pages.models import ContentPage, Proposal

register = template.Library()


@dataclass(frozen=True)
class MoveAudience:
    """Who sees a page before and after a move; and how many proposals wait there."""

    before: str
    after: str
    changes: bool
    proposals: int


@register.simple_tag
def move_audience(page: Page, destination: Page) -> MoveAudience:
    """What a move changes for readers: a page takes the space of its new parent.

    A section right under the front page keeps the space it chose.
    """
    now = space_of(page)
    then = now if keeps_its_space(page, destination) else space_of(destination)
    under = ContentPage.objects.filter(path__startswith=page.path)
    waiting = Proposal.objects.waiting().filter(page__in=under.values("pk")).count()
    return MoveAudience(words(now), words(then), now != then, waiting)


def keeps_its_space(page: Page, destination: Page) -> bool:
    return destination.depth == 2 and bool(page.specific_class.chooses_space)


def space_of(page: Page) -> Space | None:
    found = ContentPage.objects.filter(pk=page.pk).values("space")
    return Space.objects.with_people_count().filter(pk__in=found).first()


def words(space: Space | None) -> str:
    """`GES, 16 personnes`; for a public space, everyone."""
    if space is None:
        return "personne"
    if space.visibility == Space.Visibility.PUBLIC:
        return f"tout le monde, sans se connecter ({space.name})"
    if space.visibility == Space.Visibility.MEMBERS:
        return f"{space.name}, tous les membres permanents"
    count: int = getattr(space, "people_count", 0)
    return f"{space.name}, {count} personne{'s' if count > 1 else ''}"
