"""Who sees a page, in words, for the admin."""

from dataclasses import dataclass
from typing import Any

from django import template
from wagtail.models import Page

from members.models import Space
from pages import linking
from pages.models import ContentPage, Proposal

register = template.Library()
#: Things named one by one, of those that new readers will miss.
MOST_MISSED = 30


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


@dataclass(frozen=True)
class LeadingPage:
    """A page that leads to one that moves: will those who read it see that one?"""

    page: ContentPage
    loses: bool


@register.simple_tag(takes_context=True)
def leading_pages(
    context: dict[str, Any], page: Page, destination: Page
) -> list[LeadingPage]:
    """Those that the editor sees, and that lead to `page` or to one under it.

    As many queries whatever their number.
    """
    from pages.narrower import people_of_spaces, wide_enough  # it takes `words` here

    pages = list(linking.pages_naming(page, context["request"].user))
    now = space_of(page)
    then = now if keeps_its_space(page, destination) else space_of(destination)
    if not pages or now is None or then is None or now == then:
        return [LeadingPage(each, False) for each in pages]
    spaces, people = list(Space.objects.all()), people_of_spaces()
    seen = {
        place.pk: wide_enough(place, spaces, people)
        for place in {each.space for each in pages}
    }
    return [
        LeadingPage(
            each, now.pk in seen[each.space_id] and then.pk not in seen[each.space_id]
        )
        for each in pages
    ]


@dataclass(frozen=True)
class Missed:
    """What the readers of a place will not all see, with why; how many more."""

    shown: list[Any]
    others: int

    @property
    def count(self) -> int:
        return len(self.shown) + self.others


@register.simple_tag(takes_context=True)
def missed_after(context: dict[str, Any], page: Page, destination: Page) -> Missed:
    """What the page names, and those under it, and that its new readers will miss."""
    from pages.narrower import unseen_after  # it takes `words` here

    now = space_of(page)
    then = now if keeps_its_space(page, destination) else space_of(destination)
    if then is None or now == then:
        return Missed([], 0)
    found = unseen_after(page, context["request"].user, then)
    return Missed(found[:MOST_MISSED], len(found[MOST_MISSED:]))


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
