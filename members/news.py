"""What the page of a space shows of the apps that stand above this one.

Each of them registers a function in its `AppConfig.ready` (design § 2).
"""

from collections.abc import Callable

from django.http import HttpRequest

from members.models import Space

Giver = Callable[[HttpRequest, Space], dict[str, object]]
givers: list[Giver] = []


def of(request: HttpRequest, space: Space) -> dict[str, object]:
    """The template's context for `space`, as seen by the person who asks."""
    news: dict[str, object] = {}
    for give in givers:
        news |= give(request, space)
    return news
