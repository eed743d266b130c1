"""What is said of a frozen or archived space: since when, by whom, what to do."""

from __future__ import annotations

from members.french import in_words
from members.journal import Kind
from members.models import JournalEntry, Member, Space


def state_said(space: Space) -> str:
    """How the journal says it: « il est figé »."""
    return f"il est {space.get_state_display()}"


def since(space: Space) -> str:
    """« Claire Morand l’a figé le 3 mars 2026. »; empty when the journal lost it."""
    entry = (
        JournalEntry.objects.filter(
            space=space, kind=Kind.SPACE, sentence__endswith=state_said(space)
        )
        .select_related("by")
        .first()
    )
    if entry is None or space.is_open:
        return ""
    day = in_words(entry.at)
    if entry.by is None:
        return f"Il l’est depuis le {day}."
    return f"{entry.by.get_full_name()} l’a {space.get_state_display()} le {day}."


def told(space: Space) -> str:
    """Why nothing changes there, and since when; empty for an open space."""
    return " ".join(filter(None, [space.why_closed, since(space)]))


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
    return told(found) if found else ""
