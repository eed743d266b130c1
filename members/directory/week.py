"""The days on which someone works."""

from __future__ import annotations

from dataclasses import dataclass

DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
CHOICES = [(str(number), name) for number, name in enumerate(DAYS, 1)]


@dataclass(frozen=True)
class Day:
    name: str
    works: bool

    @property
    def short(self) -> str:
        """« lun. » is read at a glance where « l » is not."""
        return f"{self.name[:3]}."


def week(days: str) -> list[Day]:
    """The seven days; `days` are digits from 1 (Monday) to 7 (ISO 8601)."""
    return [Day(name, str(number) in days) for number, name in enumerate(DAYS, 1)]


def days_in_words(days: str) -> str:
    """« lundi, mardi, jeudi »; « du lundi au vendredi » when they follow each other."""
    names = [day.name for day in week(days) if day.works]
    first = names[0] if names else ""
    if len(names) > 2 and DAYS.index(names[-1]) - DAYS.index(first) == len(names) - 1:
        return f"du {first} au {names[-1]}"
    return ", ".join(names)
