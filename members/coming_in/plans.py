"""What a file of people would do, or did, line by line."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from members.coming_in import lists
from members.coming_in.guests import Guest, Place
from members.models import Member
from members.spaces.terms import in_words


@dataclass
class Line:
    """What would become of a line. An error makes it nobody's."""

    INVITE, RENEW, ADD = "invite", "renew", "add"
    UPDATE, SAME, ERROR = "update", "same", "error"
    #: Those that do something.
    DOING = (INVITE, RENEW, ADD, UPDATE)

    number: int
    email: str
    action: str = INVITE
    says: list[str] = field(default_factory=list)
    #: What is wrong with a line in error.
    wrong: list[str] = field(default_factory=list)
    guest: Guest | None = None
    places: list[Place] = field(default_factory=list)
    #: What is written for a member, by the names of the fields.
    changes: dict[str, Any] = field(default_factory=dict)
    #: As it was read: name, what he does and where, what he comes in as.
    name: str = ""
    about: str = ""
    role: str = ""

    def fail(self, sentence: str) -> None:
        self.action = self.ERROR
        self.wrong.append(sentence)

    @property
    def told(self) -> str:
        """What is wrong, alone; else all that is to be said."""
        return " ".join(self.wrong or self.says)

    def shown(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "email": self.email,
            "action": self.action,
            "says": self.told,
            "name": self.name,
            "about": self.about,
            "role": str(Member.Role(self.role).label) if self.role else "",
            "places": [
                f"{place.space} ({in_words(place.role, place.ends_on)})"
                for place in self.places
            ],
        }


@dataclass
class Plan:
    lines: list[Line]

    @property
    def counts(self) -> dict[str, int]:
        return dict(Counter(line.action for line in self.lines))

    def report(self, text: str) -> dict[str, Any]:
        """For the page: counts, lines with errors first, errors as they were given."""
        ordered = sorted(self.lines, key=lambda line: line.action != Line.ERROR)
        return {
            "counts": self.counts,
            "columns": lists.told_of_columns(lists.table(text)[0]),
            "lines": [line.shown() for line in ordered],
            "rejected": self.rejected(text),
        }

    def rejected(self, text: str) -> list[list[str]]:
        """Titles, then each line in error as it was given, and the reason.

        What stands beyond the titles stays beyond them, after the reason: given back
        as it is, the line is refused again.
        """
        wrong = {
            line.number: line.told for line in self.lines if line.action == Line.ERROR
        }
        if not wrong:
            return []
        header, rows = lists.table(text)
        kept = [place for place, title in enumerate(header) if title != lists.REASON]
        cut = [
            [cells[place] if place < len(cells) else "" for place in kept]
            + [wrong[number], *cells[len(header) :]]
            for number, cells in rows
            if number in wrong
        ]
        return [[header[place] for place in kept] + [lists.REASON], *cut]
