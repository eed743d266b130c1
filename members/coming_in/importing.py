"""A CSV file of people: what would be done, line by line, then all of it at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from members import communes
from members.coming_in import lists
from members.coming_in.guests import Guest, Place
from members.coming_in.permissions import spaces_to_invite_to
from members.directory.phones import clean_phone
from members.listed import fold
from members.models import (
    Invitation,
    Member,
    Membership,
    PeopleFile,
    Profession,
    Space,
    Structure,
)
from members.numbers import is_rpps
from members.spaces.terms import last_day

ROLES = {
    "": Member.Role.PERMANENT,
    "permanent": Member.Role.PERMANENT,
    "membre permanent": Member.Role.PERMANENT,
    "occasionnel": Member.Role.OCCASIONAL,
    "membre occasionnel": Member.Role.OCCASIONAL,
}
#: Lines of a report that a page shows; the counts are of all.
SHOWN = 200


@dataclass
class Line:
    """What would become of a line. An error makes it nobody's."""

    INVITE, RENEW, UPDATE, SAME, ERROR = "invite", "renew", "update", "same", "error"

    number: int
    email: str
    action: str = INVITE
    says: list[str] = field(default_factory=list)
    guest: Guest | None = None
    places: list[Place] = field(default_factory=list)
    #: What is written for a member, by the names of the fields.
    changes: dict[str, Any] = field(default_factory=dict)

    def fail(self, sentence: str) -> None:
        self.action = self.ERROR
        self.says.append(sentence)


@dataclass
class Plan:
    lines: list[Line]

    @property
    def counts(self) -> dict[str, int]:
        return dict(Counter(line.action for line in self.lines))

    @property
    def errors(self) -> list[Line]:
        return [line for line in self.lines if line.action == Line.ERROR]

    def report(self) -> dict[str, Any]:
        """For the page: counts, errors first, then the other lines."""
        ordered = sorted(self.lines, key=lambda line: line.action != Line.ERROR)
        return {
            "counts": self.counts,
            "lines": [
                [line.number, line.email, line.action, " ".join(line.says)]
                for line in ordered[:SHOWN]
            ],
            "more": max(len(ordered) - SHOWN, 0),
        }


class Reader:
    """Reads lines with what the site knows, asked for once for the whole file."""

    def __init__(self, file: PeopleFile, rows: Iterable[tuple[int, dict[str, str]]]):
        self.file = file
        self.rows = list(rows)
        emails = [row.get("email", "").lower() for _, row in self.rows]
        self.members = {
            member.email: member
            for member in in_pieces(Member.objects.all(), "email", emails)
        }
        self.invited = {
            invitation.email
            for invitation in in_pieces(
                Invitation.objects.unanswered(), "email", emails
            )
        }
        self.belongs = set(
            Membership.objects.current().values_list("member_id", "space_id")
        )
        self.professions = professions_by_name()
        self.communes: dict[str, list[communes.Commune]] = {}
        self.structures = {fold(s.name): s for s in Structure.objects.all()}
        spaces = list(spaces_to_invite_to(file.by))
        self.spaces = {fold(space.name): space for space in spaces}
        self.spaces |= {space.slug: space for space in spaces}
        self.by_number = {space.pk: space for space in spaces}
        self.rpps = dict(Member.objects.exclude(rpps="").values_list("rpps", "email"))

    def plan(self) -> Plan:
        seen: dict[str, int] = {}
        lines = []
        for number, row in self.rows:
            line = self.read(number, row)
            if line.action != Line.ERROR and line.email in seen:
                line.fail(f"Adresse déjà donnée à la ligne {seen[line.email]}.")
            seen.setdefault(line.email, number)
            lines.append(line)
        return Plan(lines)

    def read(self, number: int, row: dict[str, str]) -> Line:
        email = row.get("email", "").lower()
        line = Line(number, email[:254])
        if not email:
            line.fail("L’adresse mail manque.")
            return line
        if not lists.is_address(email):
            line.fail("Cette adresse mail n’est pas bien écrite.")
            return line
        professions = self.professions_of(row, line)
        rpps = self.rpps_of(row, line)
        role, ends_on = self.role_of(row, line)
        line.places = self.places_of(row, line, role, ends_on)
        details = self.details_of(row, line)
        if line.action == Line.ERROR:
            return line
        if email in self.members:
            self.for_member(line, row, professions, rpps, details)
            return line
        line.action = Line.RENEW if email in self.invited else Line.INVITE
        line.guest = Guest(
            email,
            row.get("first_name", "")[:100],
            row.get("last_name", "")[:100],
            role,
            rpps,
            tuple(professions),
            details,
        )
        return line

    def for_member(
        self,
        line: Line,
        row: dict[str, str],
        professions: list[Profession],
        rpps: str,
        details: dict[str, Any],
    ) -> None:
        member = self.members[line.email]
        if not self.file.update_existing:
            line.action = Line.SAME
            line.says = ["A déjà un compte\u202f: laissé tel quel."]
            return
        if member.is_superuser and not self.file.by.is_superuser:
            line.fail("Seul un administrateur change le compte d’un administrateur.")
            return
        given = {
            "first_name": row.get("first_name", "")[:100],
            "last_name": row.get("last_name", "")[:100],
            "phone": details.get("phone", ""),
            "rpps": rpps,
        }
        changes: dict[str, Any] = {
            name: value
            for name, value in given.items()
            if value and value != getattr(member, name)
        }
        if professions:
            changes["professions"] = professions
        if details.get("commune_name") or details.get("structure"):
            changes["practice"] = details
        line.places = [
            place
            for place in line.places
            if (member.pk, place.space.pk) not in self.belongs
        ]
        occasional = member.role == Member.Role.OCCASIONAL
        if occasional and any(place.ends_on is None for place in line.places):
            line.fail("Membre occasionnel\u202f: donnez sa date de fin.")
            return
        line.changes = changes
        line.action = Line.UPDATE if changes or line.places else Line.SAME

    def professions_of(self, row: dict[str, str], line: Line) -> list[Profession]:
        text = row.get("professions", "")
        if not text:
            return []
        whole = self.professions.get(fold(text))
        if whole:
            return [whole]
        found = []
        for name in text.replace("/", "|").replace("+", "|").split("|"):
            profession = self.professions.get(" ".join(fold(name).split()))
            if profession is None:
                line.fail(
                    f"Profession inconnue\u202f: «\u202f{name.strip()[:60]}\u202f»."
                )
                return []
            found.append(profession)
        return found

    def rpps_of(self, row: dict[str, str], line: Line) -> str:
        rpps = "".join(row.get("rpps", "").split())
        if not rpps:
            return ""
        if not is_rpps(rpps):
            line.fail(f"Le numéro RPPS {rpps[:20]} n’est pas bon.")
        elif self.rpps.setdefault(rpps, line.email) != line.email:
            line.fail(f"Le numéro RPPS {rpps} est déjà celui d’une autre personne.")
        return rpps

    def role_of(self, row: dict[str, str], line: Line) -> tuple[str, date | None]:
        text = fold(row.get("role", ""))
        role = ROLES.get(text, "")
        if not role:
            line.fail(
                f"Rôle inconnu\u202f: «\u202f{text[:40]}\u202f». Écrivez "
                "«\u202fpermanent\u202f» ou «\u202foccasionnel\u202f»."
            )
        elif not text:
            role = self.file.choices.get("role", role)
        ends_on = read_day(row.get("ends_on", "")) or read_day(
            self.file.choices.get("ends_on") or ""
        )
        if row.get("ends_on") and read_day(row["ends_on"]) is None:
            line.fail("La date de fin s’écrit 31/12/2027.")
        elif role == Member.Role.OCCASIONAL and ends_on is None:
            line.fail("Un membre occasionnel a une date de fin\u202f: donnez-la.")
        elif ends_on and not timezone.localdate() <= ends_on <= last_day():
            line.fail("La date de fin est passée, ou dans plus d’un an.")
        return role, ends_on

    def places_of(
        self, row: dict[str, str], line: Line, role: str, ends_on: date | None
    ) -> list[Place]:
        spaces: dict[int, Space] = {
            pk: self.by_number[pk]
            for pk in self.file.choices.get("spaces", [])
            if pk in self.by_number
        }
        for name in row.get("spaces", "").replace("|", ",").split(","):
            if not name.strip():
                continue
            space = self.spaces.get(fold(name.strip())) or self.spaces.get(name.strip())
            if space is None:
                line.fail(f"Espace inconnu\u202f: «\u202f{name.strip()[:60]}\u202f».")
            else:
                spaces[space.pk] = space
        if role == Member.Role.OCCASIONAL and not spaces:
            line.fail(
                "Un membre occasionnel ne voit que ses espaces\u202f: donnez-en un."
            )
        until = ends_on if role == Member.Role.OCCASIONAL else None
        return [
            Place(space, Membership.Role.CONTRIBUTOR, until)
            for space in spaces.values()
        ]

    def details_of(self, row: dict[str, str], line: Line) -> dict[str, Any]:
        details: dict[str, Any] = self.commune_of(row, line)
        if row.get("phone"):
            try:
                details["phone"] = clean_phone(row["phone"])
            except ValidationError as error:
                line.fail(" ".join(error.messages))
        structure = row.get("structure", "")
        if structure:
            known = self.structures.get(fold(structure))
            if known is None:
                line.says.append(
                    f"Structure inconnue, laissée de côté\u202f: {structure[:60]}."
                )
            else:
                details["structure"] = known.pk
        return details

    def commune_of(self, row: dict[str, str], line: Line) -> dict[str, Any]:
        """The commune by its name, its postcode or both, of the official list."""
        name, postcode = row.get("commune", ""), row.get("postcode", "")
        if not name and not postcode:
            return {}
        asked = f"{name} ({postcode})" if name and postcode else name or postcode
        if asked not in self.communes:
            self.communes[asked] = communes.named(asked)
        found = self.communes[asked]
        if len(found) == 1:
            return {"commune_code": found[0].code, "commune_name": found[0].name}
        line.fail(
            f"Plusieurs communes pour «\u202f{asked[:60]}\u202f»\u202f: donnez le "
            "nom et "
            "le code postal."
            if found
            else f"Commune inconnue\u202f: {asked[:60]}."
        )
        return {}


def in_pieces(queryset: Any, name: str, values: list[str]) -> list[Any]:
    """Rows of `queryset` whose `name` is among `values`, 500 values a query."""
    found: list[Any] = []
    for start in range(0, len(values), 500):
        found += queryset.filter(**{f"{name}__in": values[start : start + 500]})
    return found


def professions_by_name() -> dict[str, Profession]:
    """Each way of naming a profession, folded: whole, masculine, feminine."""
    known: dict[str, Profession] = {}
    for profession in sorted(Profession.objects.all(), key=lambda p: len(p.name)):
        parts = [part.strip() for part in profession.name.split(",")]
        names = [profession.name, *parts]
        if len(parts) == 2:  # « Infirmier, infirmière en pratique avancée »
            names.append(" ".join([parts[0], *parts[1].split()[1:]]))
        for name in names:
            known.setdefault(fold(name), profession)
    return known


def read_day(text: str) -> date | None:
    """A day written 31/12/2027 or 2027-12-31; None when it is neither."""
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    return None


def plan(file: PeopleFile) -> Plan:
    """What the file would do now. Raises lists.ListError when it cannot be read."""
    return Reader(file, lists.rows(file.text)).plan()
