"""What a space, or a person, shows of the apps that stand above this one.

Each of them registers a function in its `AppConfig.ready` (design § 2).
"""

from collections.abc import Callable

from django.http import HttpRequest

from members.models import Member, Space

Giver = Callable[[HttpRequest, Space], dict[str, object]]
givers: list[Giver] = []
GiverOfPerson = Callable[[HttpRequest, Member], dict[str, object]]
givers_of_people: list[GiverOfPerson] = []


def of(request: HttpRequest, space: Space) -> dict[str, object]:
    """The template's context for `space`, as seen by the person who asks."""
    news: dict[str, object] = {}
    for give in givers:
        news |= give(request, space)
    return news


def by(request: HttpRequest, person: Member) -> dict[str, object]:
    """The template's context for `person`: what he did, that the reader may see."""
    news: dict[str, object] = {}
    for give in givers_of_people:
        news |= give(request, person)
    return news
