"""What the pages of a space show of the apps that stand above this one.

Each of them registers its functions in its `AppConfig.ready` (design § 2).
"""

from collections.abc import Callable

from django.http import HttpRequest

from members.models import Space

Giver = Callable[[HttpRequest, Space], dict[str, object]]
givers: list[Giver] = []
#: How much of each kind a space holds, in words: « 38 documents »; empty for none.
counters: list[Callable[[Space], str]] = []


def of(request: HttpRequest, space: Space) -> dict[str, object]:
    """The template's context for `space`, as seen by the person who asks."""
    news: dict[str, object] = {}
    for give in givers:
        news |= give(request, space)
    return news


def contents(space: Space) -> str:
    """All that a space holds: « 38 documents et 4 pages »; empty for nothing."""
    counts = [count for counter in counters if (count := counter(space))]
    if len(counts) < 2:
        return "".join(counts)
    return f"{', '.join(counts[:-1])} et {counts[-1]}"


def counted(number: int, one: str, many: str) -> str:
    """`38 documents`; nothing for none."""
    return f"{number}\u00a0{one if number == 1 else many}" if number else ""
