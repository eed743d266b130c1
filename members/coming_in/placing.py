"""The spaces that a line of a file names, and what one may do there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from members.coming_in.guests import Place
from members.coming_in.permissions import spaces_to_invite_to
from members.coming_in.plans import Line
from members.coming_in.proposing import Proposals
from members.french import quoted
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


#: Between the names of a cell; what is between quotes is not cut.
PIECE = re.compile(
    r'(?:(?:"[^"]{0,200}"|«[^»]{0,200}»|“[^”]{0,200}”)\s*(?=[|;/,]|$)|[^|;/,])+'
)
QUOTES = ' "«»“”\u00a0\u202f'
AROUND = re.compile(r"\s*([|;/,])\s*")


@dataclass(frozen=True)
class Piece:
    """Where a name stands in a cell."""

    start: int
    end: int


def cut(text: str) -> list[Piece]:
    return [Piece(*m.span()) for m in PIECE.finditer(text) if m[0].strip()]


def spelled(name: str) -> str:
    """As names are compared: folded, whatever the spaces around its signs."""
    return AROUND.sub(r"\1", " ".join(fold(name).split()))


def held(name: str) -> int:
    """How many separators a name holds."""
    return len(AROUND.findall(name))


class Placer:
    """Knows the spaces that `by` may open, and those of his that are shut.

    `choices` are those made for the whole file (`PeopleFile.choices`).
    """

    def __init__(self, by: Member, choices: dict[str, Any]) -> None:
        self.by = by
        self.choices = choices
        spaces = list(spaces_to_invite_to(by))
        self.spaces = {spelled(space.name): space for space in spaces}
        self.spaces |= {space.slug: space for space in spaces}
        self.by_number = {space.pk: space for space in spaces}
        shut = Space.objects.edited_by(by).exclude(pk__in=list(self.by_number))
        self.shut = {space.pk: space for space in shut}
        for space in self.shut.values():
            self.spaces.setdefault(spelled(space.name), space)
            self.spaces.setdefault(space.slug, space)
        #: Pieces of the name that holds the most separators.
        self.longest = 1 + max(map(held, self.spaces), default=0)
        self.proposals = Proposals()

    def places_of(
        self,
        row: dict[str, str],
        line: Line,
        ends_on: date | None,
        there: Collection[int] | None,
    ) -> list[Place]:
        """Where the line puts him; `there` are the spaces of who has an account.

        Of those, a file changes nothing, which needs them neither open nor his own.
        """
        for_all = self.choices.get("spaces", [])
        found = [self.by_number.get(pk) or self.shut.get(pk) for pk in for_all]
        for name, space in self.named_in(row.get("spaces", ""), line):
            if space is None:
                line.fail(self.no_such_space(name))
            found.append(space)
        spaces = {space.pk: space for space in found if space is not None}
        for space in spaces.values():
            if space.pk in self.shut and space.pk not in (there or ()):
                line.fail(self.why_shut(space))
        occasional = line.role == Member.Role.OCCASIONAL
        given = any(found) or row.get("spaces", "").strip()
        if occasional and there is None and not given:
            line.fail(
                "Un membre occasionnel ne voit que ses espaces\u202f: donnez-en un."
            )
        level = self.level_of(row, line)
        # A permanent member has an end where his own line gives one.
        until = ends_on if occasional or row.get("ends_on") else None
        return [Place(space, level, until) for space in spaces.values()]

    def named_in(self, text: str, line: Line) -> list[tuple[str, Space | None]]:
        """The names of a cell, each with its space, None for what names none.

        That of a space may hold any of the separators: the longest run of pieces that
        is a name is one, which is told when it could be several. What stands between
        quotes is one name.
        """
        pieces = cut(text)
        found: list[tuple[str, Space | None]] = []
        start = 0
        while start < len(pieces):
            for end in range(min(len(pieces), start + self.longest), start, -1):
                name = text[pieces[start].start : pieces[end - 1].end]
                if space := self.space_named(name):
                    break
            found.append((name, space))
            alone = [text[piece.start : piece.end] for piece in pieces[start:end]]
            if end - start > 1 and all(map(self.space_named, alone)):
                line.says.append(
                    f"Espaces lus comme un seul, {quoted(str(space))}\u202f: pour "
                    "plusieurs, mettez chacun entre guillemets."
                )
            start = end
        wrong = len(found) > 1 and any(space is None for _, space in found)
        signs = len(pieces) - 1
        if wrong and self.like(
            text, 0.85, [n for n in self.spaces if held(n) == signs]
        ):
            return [(text, None)]  # one name, not well written
        return found

    def like(self, name: str, cutoff: float, among: Iterable[str]) -> str:
        """The spaces of a name nearly so that one may give: « GES » ou « Pilotage »."""

        def look() -> str:
            close = get_close_matches(spelled(name)[:100], list(among), 3, cutoff)
            names = dict.fromkeys(quoted(str(self.spaces[one])) for one in close)
            return " ou ".join(names)

        return self.proposals.of(name, look)

    def space_named(self, name: str) -> Space | None:
        return self.spaces.get(spelled(name)) or self.spaces.get(
            spelled(name.strip(QUOTES))
        )

    def no_such_space(self, name: str) -> str:
        """With those of a name that is nearly so, of the spaces that one may give."""
        told = f"Espace inconnu\u202f: {quoted(name.strip(QUOTES)[:60])}"
        if not self.by.publishes_everywhere:
            told += ", ou que vous n’animez pas"
        close = self.like(name, 0.7, self.spaces)
        return f"{told}. Peut-être {close}." if close else f"{told}."

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
