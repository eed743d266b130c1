"""The communes of a file of people: which one each line means."""

from __future__ import annotations

from collections import Counter
from typing import Any

from members import communes
from members.coming_in import zeros
from members.coming_in.plans import Line
from members.coming_in.proposing import Proposals
from members.directory.nearby import (
    Meant,
    meant,
    mostly,
    several,
    territory,
    unknown,
)
from members.models import Member


class Towns:
    """Knows the territory, and each commune that was asked for, once for the file."""

    def __init__(self, rows: list[tuple[int, dict[str, str]]]) -> None:
        self.near = territory() or of_file(rows)
        self.asked: dict[str, Meant] = {}
        self.proposals = Proposals()

    def commune_of(
        self, row: dict[str, str], line: Line, known: Member | None
    ) -> dict[str, Any]:
        """The commune by its name, its postcode or both, of the official list.

        One where `known` works already is not asked for again.
        """
        asked = commune_asked(row)
        if not asked:
            return {}
        given = row.get("commune", ""), row.get("postcode", "")
        if (read_as := tuple(map(zeros.postcode, given))) != given:
            line.says.append(f"Code postal lu {read_as[1] or read_as[0]}.")
        if asked not in self.asked:
            self.asked[asked] = meant(asked, self.near)
        read = self.asked[asked]
        held = [p.commune_code for p in known.practices.all()] if known else []
        if len(read.found) == 1 and read.here and read.found[0].code not in held:
            line.fail(read.told)  # as a form asks which one
            return {}
        if len(read.found) == 1:
            line.says += filter(None, [read.told] if not read.here else [])
            (one,) = read.found
            return {"commune_code": one.code, "commune_name": one.name}
        line.fail(several(asked, read) if read.found else self.unknown(asked))
        return {}

    def unknown(self, asked: str) -> str:
        otherwise = f"Commune inconnue\u202f: {asked[:60]}."
        return self.proposals.of(asked, lambda: unknown(asked, self.near), otherwise)


def of_file(rows: list[tuple[int, dict[str, str]]]) -> frozenset[str]:
    """On a new site, where no one is yet: where the clear lines are."""
    asked = {commune_asked(row) for _, row in rows}
    found = [communes.named(text) for text in filter(None, asked)]
    clear = [same[0].department_code for same in found if len(same) == 1]
    return mostly(Counter(clear))


def commune_asked(row: dict[str, str]) -> str:
    """« Saint-Prix (03120) », or what of it the line has."""
    name, postcode = (
        zeros.postcode(row.get(key, "")) for key in ("commune", "postcode")
    )
    return f"{name} ({postcode})" if name and postcode else name or postcode
