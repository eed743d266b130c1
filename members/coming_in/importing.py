"""A CSV file of people: what would be done, line by line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from members import communes
from members.accounts import REFUSED, may_manage
from members.coming_in import days, lists, professions, updating, workplaces, zeros
from members.coming_in.guests import (
    Guest,
    belonging,
    goes_again,
    inviter_of,
    new_to,
    owns,
    role_kept,
    why_not,
)
from members.coming_in.merging import Draft
from members.coming_in.pasting import split_name
from members.coming_in.permissions import roles_to_give
from members.coming_in.placing import Placer
from members.coming_in.plans import Line, Plan
from members.coming_in.proposing import Proposals
from members.coming_in.towns import Towns
from members.directory.phones import clean_phone
from members.listed import fold
from members.models import (
    Invitation,
    Member,
    PeopleFile,
    Practice,
    Profession,
    Structure,
)
from members.names import in_cells, in_small, why_no_name
from members.numbers import is_rpps
from members.spaces.terms import last_day

ROLES = {
    "": Member.Role.PERMANENT,
    "permanent": Member.Role.PERMANENT,
    "membre permanent": Member.Role.PERMANENT,
    "occasionnel": Member.Role.OCCASIONAL,
    "membre occasionnel": Member.Role.OCCASIONAL,
    "equipe du pays": Member.Role.STAFF,  # as the directory's export writes it
}


class Reader:
    """Reads lines with what the site knows, asked for once for the whole file."""

    def __init__(self, file: PeopleFile, rows: Iterable[tuple[int, dict[str, str]]]):
        self.file = file
        self.rows = [(number, plain(row)) for number, row in rows]
        emails = [row.get("email", "") for _, row in self.rows]
        accounts = Member.objects.prefetch_related("professions", "practices")
        self.members = {
            member.email: member for member in in_pieces(accounts, "email", emails)
        }
        waiting = Invitation.objects.unanswered().prefetch_related(
            "invited_by", "professions", "places__space"
        )
        self.waiting = {
            made.email: made for made in in_pieces(waiting, "email", emails)
        }
        self.belongs = belonging()
        self.there: dict[int, set[int]] = defaultdict(set)
        for member, space in self.belongs:
            self.there[member].add(space)
        self.professions = professions.by_name()
        self.unknown = Proposals()
        self.towns = Towns(self.rows)
        structures = list(Structure.objects.all())
        self.structures: dict[str, list[Structure]] = defaultdict(list)
        for each in structures:
            for name in {each.name, str(each), f"{each.name}, {each.commune_name}"}:
                self.structures[fold(name)].append(each)
        self.by_number = {structure.pk: structure for structure in structures}
        self.placer = Placer(file.by, file.choices)
        invited = Invitation.objects.unanswered().exclude(rpps="")
        self.rpps = dict(invited.values_list("rpps", "email"))
        self.rpps |= dict(Member.objects.exclude(rpps="").values_list("rpps", "email"))

    def plan(self) -> Plan:
        seen: dict[str, int] = {}
        lines = []
        for number, row in self.rows:
            line = self.read(number, row)
            if line.email and line.email in seen:
                line.fail(f"Adresse déjà donnée à la ligne {seen[line.email]}.")
            seen.setdefault(line.email, number)
            lines.append(line)
        return Plan(lines)

    def read(self, number: int, row: dict[str, str]) -> Line:
        email = row.get("email", "")
        line = Line(number, email[:254])
        if extra := row.get(lists.EXTRA):  # the other cells may not be where they say
            line.fail(
                f"Une case de trop\u202f: «\u202f{extra[:40]}\u202f» n’est sous aucun "
                "titre. Un texte où se trouve le séparateur se met entre guillemets."
            )
            return line
        if not email:
            line.fail("L’adresse mail manque.")
        elif not lists.is_address(email):
            line.fail("Cette adresse mail n’est pas bien écrite.")
        known = self.members.get(email)
        first, last = in_cells(row.get("first_name", ""), row.get("last_name", ""))
        row["first_name"] = in_small(first, known.first_name if known else "")
        row["last_name"] = in_small(last, known.last_name if known else "")
        line.name = self.name_of(row, line)
        trades = self.professions_of(row, line)
        rpps = self.rpps_of(row, line)
        line.role, ends_on = self.role_of(row, line, known)
        there = self.there[known.pk] if known else None
        line.places = self.placer.places_of(row, line, ends_on, there)
        details = self.details_of(row, line, known)
        line.about = self.about(row, trades, details)
        if line.action == Line.ERROR:
            return line
        line.guest = Guest(
            email,
            row.get("first_name", ""),
            row.get("last_name", ""),
            line.role,
            rpps,
            tuple(trades),
            details,
        )
        if known:
            self.for_member(line, known, row, ends_on)
        elif email in self.waiting:
            self.for_invited(line, self.waiting[email])
        return line

    def name_of(self, row: dict[str, str], line: Line) -> str:
        first, last = row.get("first_name", ""), row.get("last_name", "")
        if max(len(first), len(last)) > lists.LONGEST_NAME:
            line.fail(lists.TOO_LONG)
        elif reason := why_no_name(first, last):
            line.fail(reason)
        return f"{first} {last}".strip()[:200]

    def about(
        self, row: dict[str, str], trades: list[Profession], details: dict[str, Any]
    ) -> str:
        """What he does and where: as it was understood, else as it was given."""
        known = "\u202f; ".join(profession.name for profession in trades)
        read = (details.get(key, "") for key in ("commune_code", "commune_name"))
        town = communes.shown(*read) or row.get("commune", "")
        both = [known or row.get("professions", ""), town]
        return " · ".join(text[:100] for text in both if text)

    def for_invited(self, line: Line, waiting: Invitation) -> None:
        """An invitation waits for him: `members.coming_in.merging` joins the two."""
        by = self.file.by
        if whose := inviter_of(waiting, by):
            line.says.append(f"Déjà invitée par {whose}.")
        if owns(by, waiting):
            line.action = Line.RENEW
            self.for_new_role(line, waiting)
            assert line.guest is not None
            if told := updating.told_of_waiting(waiting, line.guest):
                line.says.append(told)
            return
        line.says.append("Seuls vos espaces s’ajoutent.")
        if goes_again(by, waiting):
            line.action = Line.RENEW
            return
        draft = Draft(line.email, waiting)
        new = [place for place in line.places if not draft.holds(place)]
        line.action = Line.ADD if new else Line.SAME

    def for_new_role(self, line: Line, waiting: Invitation) -> None:
        """The invitation that waits was for another kind of member: what changes."""
        if not self.file.by.publishes_everywhere or line.role == waiting.role:
            return
        now = Member.Role(line.role).label
        line.says.append(f"Était invitée comme {waiting.as_what}, l’est comme {now}.")
        if waiting.role == Member.Role.OCCASIONAL:
            line.says.append("Les dates de fin d’avant tombent.")
        elif line.role == Member.Role.OCCASIONAL:
            line.says.append("Tous ses espaces ont désormais une date de fin.")

    def for_member(
        self, line: Line, member: Member, row: dict[str, str], ends_on: date | None
    ) -> None:
        by = self.file.by
        asked, line.role = line.role, member.role
        if not self.file.update_existing:
            line.action = Line.SAME
            line.says.append("A déjà un compte\u202f: laissé tel quel.")
            return
        staff = by.publishes_everywhere
        if member.role == Member.Role.OCCASIONAL:
            line.places = [replace(place, ends_on=ends_on) for place in line.places]
        line.says += updating.there_already(member, line.places, self.belongs)
        line.places = new_to(member, line.places, self.belongs)
        if reason := why_not(member, line.places):
            line.fail(reason)
            return
        assert line.guest is not None
        if staff:
            where = self.workplaces_of(line.guest.details)
            line.changes = updating.changes_of(member, line.guest, where)
        line.action = Line.UPDATE if line.changes or line.places else Line.SAME
        if staff and line.action == Line.UPDATE and not may_manage(by, member):
            line.fail(REFUSED)
            return
        if line.changes:
            line.says.append(f"Fiche\u202f: {updating.in_words(line.changes)}.")
        if row.get("role") and asked != member.role:
            line.says.append(role_kept(member))

    def workplaces_of(self, details: dict[str, Any]) -> list[Practice]:
        structure = self.by_number.get(details.get("structure", 0))
        return workplaces.workplaces(structure, details)

    def professions_of(self, row: dict[str, str], line: Line) -> list[Profession]:
        text = row.get("professions", "")
        if not text:
            return []
        whole = professions.named(text, self.professions)
        if whole:
            return [whole]
        found = []
        for name in re.split(r"[/+|;]", text):
            if not name.strip():
                continue
            profession = professions.named(name, self.professions)
            if profession is None:
                line.fail(self.unknown_profession(name))
                return []
            found.append(profession)
        return found

    def unknown_profession(self, name: str) -> str:
        otherwise = f"Profession inconnue\u202f: {name[:60]}."
        known = self.professions
        return self.unknown.of(
            name, lambda: professions.unknown(name, known), otherwise
        )

    def rpps_of(self, row: dict[str, str], line: Line) -> str:
        rpps = "".join(row.get("rpps", "").split())
        if not rpps:
            return ""
        if not self.file.by.publishes_everywhere:
            # The number opens an account by Pro Santé Connect: it is the staff's word.
            line.says.append("RPPS laissé de côté\u202f: la personne le donnera.")
            return ""
        if not is_rpps(rpps):
            line.fail(f"Le numéro RPPS {rpps[:20]} n’est pas bon.")
        elif self.rpps.setdefault(rpps, line.email) != line.email:
            line.fail(f"Le numéro RPPS {rpps} est déjà celui d’une autre personne.")
        return rpps

    def role_of(
        self, row: dict[str, str], line: Line, known: Member | None
    ) -> tuple[str, date | None]:
        """What he would come in as, and until when; who has an account keeps his."""
        text = fold(row.get("role", ""))
        role = ROLES.get(text, "")
        if not role:
            line.fail(
                f"Rôle inconnu\u202f: «\u202f{text[:40]}\u202f». Écrivez "
                "«\u202fpermanent\u202f» ou «\u202foccasionnel\u202f»."
            )
        elif not text:
            role = self.file.choices.get("role", role)
        if role and not known and role not in roles_to_give(self.file.by):
            line.fail(
                "Seule l’équipe du Pays invite des membres permanents\u202f: écrivez "
                "«\u202foccasionnel\u202f»."
            )
        ends_on = days.read(row.get("ends_on", "")) or days.read(
            self.file.choices.get("ends_on") or ""
        )
        if row.get("ends_on") and days.read(row["ends_on"]) is None:
            line.fail(days.why_none(row["ends_on"]))
        elif role == Member.Role.OCCASIONAL and ends_on is None and not known:
            line.fail("Un membre occasionnel a une date de fin\u202f: donnez-la.")
        elif ends_on and not timezone.localdate() <= ends_on <= last_day():
            line.fail("La date de fin est passée, ou dans plus d’un an.")
        return role, ends_on

    def details_of(
        self, row: dict[str, str], line: Line, known: Member | None
    ) -> dict[str, Any]:
        details: dict[str, Any] = self.towns.commune_of(row, line, known)
        if given := row.get("phone"):
            try:
                details["phone"] = clean_phone(zeros.phone(given))
                if zeros.phone(given) != given:
                    line.says.append(f"Téléphone lu {details['phone']}.")
            except ValidationError as error:
                line.fail(" ".join(error.messages))
        if (structure := row.get("structure")) and (
            found := self.structure_of(structure, details, line)
        ):
            details["structure"] = found.pk
        if len(where := self.workplaces_of(details)) > 1:
            line.says.append(
                f"Deux lieux d’exercice\u202f: {workplaces.in_words(where)}."
            )
        return details

    def structure_of(
        self, text: str, details: dict[str, Any], line: Line
    ) -> Structure | None:
        """The structure of this name; of several, that of the commune of the line."""
        found = self.structures.get(fold(text), [])
        there = [s for s in found if s.commune_code == details.get("commune_code")]
        if len(found) > 1:
            found = there or found
        if len(found) == 1:
            return found[0]
        if found:
            names = "\u202f; ".join(map(str, found[:6]))
            line.says.append(
                f"Plusieurs structures s’appellent {text[:60]}, laissées de "
                f"côté\u202f: {names}. Écrivez-la ainsi."
            )
        else:
            told = f"Structure inconnue, laissée de côté\u202f: {text[:60]}."
            line.says.append(told)
        return None


def in_pieces(queryset: Any, name: str, values: list[str]) -> list[Any]:
    """Rows of `queryset` whose `name` is among `values`, 500 values a query."""
    found: list[Any] = []
    for start in range(0, len(values), 500):
        found += queryset.filter(**{f"{name}__in": values[start : start + 500]})
    return found


def plain(row: dict[str, str]) -> dict[str, str]:
    """The cells of a line, its address apart from the name that stands with it."""
    name, email = lists.named_address(row.get("email", ""))
    row = row | {"email": email.lower()}
    if name and not (row.get("first_name") or row.get("last_name")):
        row["first_name"], row["last_name"] = split_name(name)
    return row


def plan(file: PeopleFile) -> Plan:
    """What the file would do now. Raises tables.ListError when it cannot be read."""
    return Reader(file, lists.rows(file.text)).plan()
