"""The spaces that a line of a file names, and what one may do there."""

from __future__ import annotations

from datetime import date
from typing import Any

from members.coming_in.guests import Place
from members.coming_in.permissions import spaces_to_invite_to
from members.coming_in.plans import Line
from members.listed import fold
from members.models import Member, Membership, Space

LEVELS = {
    "lecture": Membership.Role.READER,
    "lire": Membership.Role.READER,
    "lecteur": Membership.Role.READER,
    "contribution": Membership.Role.CONTRIBUTOR,
    "contribuer": Membership.Role.CONTRIBUTOR,
    "contributeur": Membership.Role.CONTRIBUTOR,
    "lire et contribuer": Membership.Role.CONTRIBUTOR,
}


class Placer:
    """Knows the spaces that `by` may open, and those of his that are shut.

    `choices` are those made for the whole file (`PeopleFile.choices`).
    """

    def __init__(self, by: Member, choices: dict[str, Any]) -> None:
        self.by = by
        self.choices = choices
        spaces = list(spaces_to_invite_to(by))
        self.spaces = {fold(space.name): space for space in spaces}
        self.spaces |= {space.slug: space for space in spaces}
        self.by_number = {space.pk: space for space in spaces}
        shut = Space.objects.edited_by(by).exclude(pk__in=list(self.by_number))
        self.shut = {space.pk: space for space in shut}

    def places_of(
        self, row: dict[str, str], line: Line, ends_on: date | None
    ) -> list[Place]:
        for_all = self.choices.get("spaces", [])
        found = [self.by_number.get(pk) or self.shut.get(pk) for pk in for_all]
        for name in self.names_in(row.get("spaces", "")):
            space = self.space_named(name)
            if space is None:
                line.fail(self.no_such_space(name))
            found.append(space)
        spaces = {space.pk: space for space in found if space is not None}
        for space in spaces.values():
            if space.pk in self.shut:
                line.fail(self.why_shut(space))
        occasional = line.role == Member.Role.OCCASIONAL
        if occasional and not any(found) and not row.get("spaces", "").strip():
            line.fail(
                "Un membre occasionnel ne voit que ses espaces\u202f: donnez-en un."
            )
        level = self.level_of(row, line)
        # A permanent member has an end where his own line gives one.
        until = ends_on if occasional or row.get("ends_on") else None
        return [Place(space, level, until) for space in spaces.values()]

    def names_in(self, text: str, separators: str = "|;/,") -> list[str]:
        """The names of a cell; that of a space may hold any of the separators."""
        text = text.strip()
        if not text or not separators or self.space_named(text):
            return [text] if text else []
        pieces = text.split(separators[0])
        return [name for p in pieces for name in self.names_in(p, separators[1:])]

    def space_named(self, name: str) -> Space | None:
        open_one = self.spaces.get(fold(name)) or self.spaces.get(name)
        if open_one:
            return open_one
        shut = self.shut.values()
        return next((s for s in shut if fold(name) in (fold(s.name), s.slug)), None)

    def no_such_space(self, name: str) -> str:
        told = f"Espace inconnu\u202f: «\u202f{name[:60]}\u202f»"
        if self.by.publishes_everywhere:
            return f"{told}."
        return f"{told}, ou que vous n’animez pas."

    @staticmethod
    def why_shut(space: Space) -> str:
        if space.is_open:
            return f"On n’invite pas dans «\u202f{space}\u202f»\u202f: tous le voient."
        return space.why_closed

    def level_of(self, row: dict[str, str], line: Line) -> str:
        text = " ".join(fold(row.get("level", "")).split())
        if not text:
            return str(self.choices.get("level") or Membership.Role.CONTRIBUTOR)
        if text not in LEVELS:
            line.fail(
                f"Niveau inconnu\u202f: «\u202f{row['level'][:40]}\u202f». Écrivez "
                "«\u202flecture\u202f» ou «\u202fcontribution\u202f»."
            )
        return LEVELS.get(text, Membership.Role.READER)
