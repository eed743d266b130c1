"""What a space, or a person, shows of the apps that stand above this one.

Each of them registers its functions in its `AppConfig.ready` (design § 2).
"""

from collections.abc import Callable

from django.http import HttpRequest

from members.models import Member, Space

Giver = Callable[[HttpRequest, Space], dict[str, object]]
givers: list[Giver] = []
#: How much of each kind a space holds, in words: « 38 documents »; empty for none.
counters: list[Callable[[Space], str]] = []
GiverOfPerson = Callable[[HttpRequest, Member], dict[str, object]]
givers_of_people: list[GiverOfPerson] = []


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


def by(request: HttpRequest, person: Member) -> dict[str, object]:
    """The template's context for `person`: what he did, that the reader may see."""
    news: dict[str, object] = {}
    for give in givers_of_people:
        news |= give(request, person)
    return news
