"""What is said of a thing that was found: one quiet line, and what to beware of."""

from __future__ import annotations

from typing import Any

from library.models import Document, Reference
from members.french import in_words
from search.dating import day_of

PAGE_NAMES = {"news": "Actualité", "faq": "Questions fréquentes"}


def describe(thing: Any, kind: str = "page") -> str:
    """One quiet line: what it is, how long, and the day by which it is sorted."""
    if isinstance(thing, Document):
        parts = ["Protocole de soins" if thing.is_protocol else thing.category.name]
        if thing.current and thing.current.length:
            parts.append(thing.current.length)
    elif isinstance(thing, Reference):
        parts = [Reference.Kind(thing.kind).label.capitalize()]
    else:
        parts = [PAGE_NAMES.get(kind, "Page")]
    if since := day_of(thing):
        parts.append(f"{since.called} {in_words(since.day)}".strip())
    return " · ".join(parts)


def chips(thing: Any) -> list[dict[str, str]]:
    if isinstance(thing, Reference) and not thing.in_force:
        label = "Remplacé" if thing.replaced_by_id else "N’est plus en vigueur"
        return [{"tone": "warn", "icon": "triangle-alert", "label": label}]
    if isinstance(thing, Document) and thing.at_door and thing.current:
        held = thing.current.is_held
        return [{"tone": "bad", "icon": "lock", "label": "Retenu"}] if held else []
    if isinstance(thing, Document) and thing.is_refused:
        return [{"tone": "bad", "icon": "x", "label": "Refusé"}]
    if isinstance(thing, Document) and thing.is_archived:
        label = "Remplacé" if thing.is_superseded else "Archivé"
        return [{"tone": "warn", "icon": "archive", "label": label}]
    if isinstance(thing, Document) and thing.is_proposed:
        return [{"tone": "warn", "icon": "clock", "label": "Proposé"}]
    return []
