"""What is said of a frozen or archived space: since when, by whom, what to do."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.core import context

from members.french import in_words
from members.journal import Kind
from members.models import JournalEntry, Member, Space


def state_said(space: Space) -> str:
    """How the journal says it: « il est figé »."""
    return f"il est {space.get_state_display()}"


def since(space: Space) -> str:
    """« Claire Morand l’a figé le 3 mars 2026. »; empty when the journal lost it."""
    return since_each([space]).get(space.pk, "")


def since_each(spaces: Iterable[Space]) -> dict[int, str]:
    """`since` of those that are closed, by their keys; one query, however many."""
    shut = {space.pk: space for space in spaces if not space.is_open}
    changes = JournalEntry.objects.filter(space__in=list(shut), kind=Kind.SPACE)
    found: dict[int, str] = {}
    for entry in changes.select_related("by").order_by("-at", "-pk"):
        space = shut[entry.space_id or 0]
        if space.pk not in found and entry.sentence.endswith(state_said(space)):
            found[space.pk] = said(space, entry)
    return found


def said(space: Space, entry: JournalEntry) -> str:
    day = in_words(entry.at)
    if entry.by is None:
        return f"Il l’est depuis le {day}."
    if entry.by == reader():
        return f"Vous l’avez {space.get_state_display()} le {day}."
    return f"{entry.by.get_full_name()} l’a {space.get_state_display()} le {day}."


def reader() -> Member | None:
    """Who will read what is being said: the person of the request that is answered."""
    user = getattr(context.request, "user", None)
    return user if isinstance(user, Member) else None


def who_opens() -> str:
    """Who may open it again, said to who reads it."""
    who = reader()
    if who is not None and who.publishes_everywhere:
        return "Vous pouvez l’ouvrir de nouveau, dans ses réglages."
    return "L’équipe du Pays peut l’ouvrir de nouveau."


def look_up(spaces: Iterable[Space]) -> None:
    """Have `closed_since` of each ready, for a list that shows it."""
    spaces = list(spaces)
    found = since_each(spaces)
    for space in spaces:
        space.keep_closed_since(found.get(space.pk, ""))


def told_if_closed(user: Member, pk: str = "", slug: str = "") -> str:
    """What is told of the space that `user` asks for, if he sees it and it is closed.

    `pk` and `slug` as they were given, which may be anything.
    """
    closed = Space.objects.visible_to(user).exclude(state=Space.State.OPEN)
    if pk.isdecimal() and len(pk) < 19:
        found = closed.filter(pk=pk).first()
    elif slug:
        found = closed.filter(slug=slug[:100]).first()
    else:
        found = None
    return found.why_closed if found else ""
