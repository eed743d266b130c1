"""A list of official texts, from a CSV: what would be done, line by line, then done."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from library.actions import add_reference, change_reference
from library.models import Category, Reference
from library.official.forms import ReferenceForm
from library.official.naming import NotFoundError, plain, text_named
from library.permissions import may_change
from members.french import quoted
from members.listed import fold
from members.models import Member, Space
from members.months import FOLDED
from members.tables import ListError, decoded, table

MOST_LINES = 500
#: What a header may be called, folded, and the field that it is.
COLUMNS = {
    "title": {"titre", "intitule", "nom", "reference"},
    "kind": {"nature", "type"},
    "number": {"numero", "no", "n°"},
    "nor": {"nor", "numero nor"},
    "eli": {"eli"},
    "date": {"date", "annee"},
    "in_force": {"en vigueur", "vigueur"},
    "ended_on": {"abroge le", "fin"},
    "replaced_by": {"remplace par"},
    "url": {"adresse", "url", "lien", "site"},
    "category": {"categorie"},
    "summary": {"resume", "en deux mots", "commentaire"},
    "text": {"texte"},
}
TITLES = "titre, nature, numéro, NOR, ELI, date, en vigueur, abrogé le, remplacé par, "
TITLES += "adresse, catégorie, résumé, texte"
#: Other ways of naming a kind.
USUAL = {
    "circulaire": "circular",
    "instruction": "circular",
    "ordonnance": "law",
    "article": "article",
    "recommandation has": "guideline",
    "recommandation de bonne pratique": "guideline",
    "guide": "guideline",
    "etude": "plan",
    "plan": "plan",
    "schema": "plan",
    "rapport": "plan",
    "site": "site",
    "site internet": "site",
}
YES = {"", "oui", "o", "1", "vrai", "x", "en vigueur"}
NO = {"non", "n", "0", "faux", "abroge", "plus en vigueur"}
DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
#: « 18 juillet 2018 », folded.
IN_WORDS = re.compile(rf"(\d{{1,2}})(?:er)? ({'|'.join(FOLDED)}) (\d{{4}})")
ADD, UPDATE, SAME, BAD = "add", "update", "same", "bad"


@dataclass
class Line:
    """One line of the file: what becomes of it, and what there is to say."""

    number: int
    title: str
    action: str = ADD
    says: list[str] = field(default_factory=list)
    form: ReferenceForm | None = None
    #: The line of the text that replaces it, which is of this file.
    after: int = 0

    def fail(self, sentence: str) -> None:
        self.action = BAD
        self.says.append(sentence)


@dataclass
class Plan:
    lines: list[Line]
    ignored: list[str]

    def count(self, action: str) -> int:
        return sum(line.action == action for line in self.lines)


def plan(content: bytes, by: Member, space: Space, category: Category | None) -> Plan:
    """What the file would do in `space`. Raises ListError when nothing can be read."""
    titles, rows = table(decoded(content), check_titles, MOST_LINES)
    names = [column(title) for title in titles]
    ignored = [t for t, n in zip(titles, names, strict=True) if t and not n]
    read = [
        (number, {n: c for n, c in zip(names, cells, strict=False) if n and c})
        for number, cells in rows
    ]
    reader = Reader(by, space, category)
    for number, row in reversed(read):  # of two of one name, the first
        reader.in_file |= dict.fromkeys(names_of(row), number)
    lines = {number: reader.read(number, row) for number, row in read}
    for line in lines.values():
        if line.after and lines[line.after].action == BAD:
            line.fail(f"Ce qui le remplace, à la ligne {line.after}, est à corriger.")
    return Plan(list(lines.values()), ignored)


def names_of(row: dict[str, str]) -> list[str]:
    """How another line of the file may call the text of this one."""
    return [fold(row[name]) for name in ("title", "number", "nor") if row.get(name)]


def keep(by: Member, planned: Plan) -> None:
    """Write the good lines, all of them or none."""
    with transaction.atomic():
        written: dict[int, Reference] = {}
        for line in planned.lines:
            if line.form is None or line.action not in (ADD, UPDATE, SAME):
                continue
            reference = line.form.save(commit=False)
            written[line.number] = reference
            if line.action != SAME:
                verb = add_reference if line.action == ADD else change_reference
                verb(by, reference)
        for line in planned.lines:  # once each has its key
            if line.after in written and line.number in written:
                reference = written[line.number]
                reference.replaced_by = written[line.after]
                reference.in_force = False
                change_reference(by, reference)


def check_titles(titles: list[str]) -> None:
    if "title" not in map(column, titles):
        raise ListError(
            "Aucune colonne «\u202ftitre\u202f» dans la première ligne. Les colonnes "
            f"connues\u202f: {TITLES}."
        )


def column(title: str) -> str:
    """What a header is; empty when nobody knows."""
    folded = " ".join(fold(title).replace("_", " ").split())
    return next((name for name, known in COLUMNS.items() if folded in known), "")


class Reader:
    """Reads lines one after the other, and knows those before."""

    def __init__(self, by: Member, space: Space, category: Category | None) -> None:
        self.by, self.space, self.category = by, space, category
        self.kinds = {fold(label): value for value, label in Reference.Kind.choices}
        self.kinds |= USUAL
        self.categories = {fold(each.name): each for each in Category.objects.all()}
        there = Reference.everything.filter(space=space).exclude(
            kind=Reference.Kind.ARTICLE, identifier__isnull=False
        )
        seen = Reference.objects.visible_to(by).exclude(space=space)
        seen = seen.exclude(kind=Reference.Kind.ARTICLE, identifier__isnull=False)
        self.known: dict[str, Reference] = {}
        for each in there.select_related("space", "category", "replaced_by"):
            for key in keys(vars(each)):
                self.known.setdefault(key, each)
        self.elsewhere: dict[str, Reference] = {}
        for each in seen.for_lists():
            for key in keys(vars(each)):
                if not key.startswith("title:"):
                    self.elsewhere.setdefault(key, each)
        self.before: dict[str, int] = {}
        #: The lines of the file, by what another of them may call their text.
        self.in_file: dict[str, int] = {}

    def read(self, number: int, row: dict[str, str]) -> Line:
        line = Line(number, row.get("title", "")[:255])
        if not line.title:
            line.fail("Pas de titre.")
            return line
        given = self.values(row, line)
        line.after = self.after(given, number)
        if line.after:
            del given["replaced_by"]
            line.says.append(f"Remplacé par le texte de la ligne {line.after}.")
        mine = keys(given)
        same = next((self.before[key] for key in mine if key in self.before), None)
        if same is not None:
            line.fail(f"C’est le texte de la ligne {same}.")
        if line.action == BAD:
            return line
        self.before |= dict.fromkeys(mine, number)
        there = next((self.known[key] for key in mine if key in self.known), None)
        other = next((self.elsewhere[k] for k in mine if k in self.elsewhere), None)
        if there is None and other is not None:
            line.action = SAME
            line.says.append(f"Déjà là, dans {quoted(other.space.name)}.")
        elif there is not None and there.trashed_at is not None:
            line.fail("Ce texte est à la corbeille\u202f: reprenez-le.")
        elif there is not None and not may_change(self.by, there):
            line.fail("Ce texte est déjà là, ajouté par une autre personne.")
        else:
            self.check(line, given, there)
        return line

    def after(self, given: dict[str, Any], number: int) -> int:
        """The line of the file that replaces it, of a text the site has not; or 0."""
        called = str(given.get("replaced_by", "")).strip()
        found = self.in_file.get(fold(called), 0)
        if found in (0, number):
            return 0
        try:
            text_named(called, self.by)
        except NotFoundError:
            return found
        return 0

    def check(self, line: Line, given: dict[str, Any], there: Reference | None) -> None:
        """Ask the form of the site; of a text that is there, only what is given."""
        data: dict[str, Any] = (
            as_data(there) if there is not None else {"in_force": "on"}
        )
        data |= {name: value for name, value in given.items() if value != ""}
        data["space"] = self.space.pk
        data.setdefault("category", self.category.pk if self.category else "")
        typed = {name: str(value) for name, value in data.items()}
        line.form = ReferenceForm(typed, instance=there, user=self.by)
        if not line.form.is_valid():
            for name, errors in line.form.errors.items():
                label = line.form.fields[name].label if name in line.form.fields else ""
                line.fail(
                    " ".join([f"{label}\u202f:" if label else "", *errors]).strip()
                )
        elif there is not None:
            changed = [name for name in line.form.changed_data if name != "opened_at"]
            names = [str(line.form.fields[name].label).lower() for name in changed]
            line.action = UPDATE if names or line.after else SAME
            line.says += [f"Change\u202f: {', '.join(names)}."] if names else []

    def values(self, row: dict[str, str], line: Line) -> dict[str, Any]:
        """The cells as the form takes them."""
        given: dict[str, Any] = dict(row)
        kind = fold(row.get("kind", ""))
        if kind and kind not in self.kinds:
            names = ", ".join(Reference.Kind.labels)
            told = quoted(row["kind"][:40])
            line.fail(f"Nature inconnue\u202f: {told}. Il y a {names}.")
        elif kind:
            given["kind"] = self.kinds[kind]
        else:
            given["kind"] = Reference.Kind.SITE if row.get("url") else ""
            if not given["kind"]:
                line.fail("Pas de nature\u202f: loi, décret, recommandation…")
        category = fold(row.get("category", ""))
        if category and category not in self.categories:
            line.fail(f"Catégorie inconnue\u202f: {quoted(row['category'][:40])}.")
        elif category:
            given["category"] = self.categories[category].pk
        force = fold(row.get("in_force", ""))
        if force not in YES | NO:
            line.fail("«\u202fEn vigueur\u202f» se dit oui ou non.")
        elif "in_force" in row:
            given["in_force"] = "on" if force in YES else False
        for name in ("date", "ended_on"):
            if name in row:
                given[name] = self.day(row[name], line)
        return given

    def day(self, text: str, line: Line) -> str:
        """As a form takes it; a year alone is said and left out."""
        if re.fullmatch(r"\d{4}", text):
            line.says.append(
                f"Une année seule ({text}) n’est pas une date\u202f: omise."
            )
            return ""
        found, given = DAY.fullmatch(text), text
        if whole := IN_WORDS.fullmatch(fold(text)):
            month = FOLDED.index(whole[2]) + 1
            text = f"{whole[3]}-{month:02}-{int(whole[1]):02}"
        elif found:
            text = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
        try:
            return str(date.fromisoformat(text))
        except ValueError:
            line.fail(
                f"«\u202f{given[:20]}\u202f» n’est pas une date\u202f: 21/07/2009."
            )
            return ""


def keys(given: dict[str, Any]) -> list[str]:
    """By what a text is known, the surest first."""
    found: list[str] = []
    for name in ("nor", "eli", "url"):
        if given.get(name):
            found.append(f"{name}:{str(given[name]).strip().casefold()}")
    if given.get("number"):
        found.append(f"number:{given.get('kind')}:{plain(str(given['number']))}")
    return [*found, f"title:{fold(str(given.get('title', '')))}"]


def as_data(reference: Reference) -> dict[str, Any]:
    """A text as its form would send it back."""
    names: Iterable[str] = ReferenceForm.Meta.fields
    data = {name: getattr(reference, name) for name in names}
    data["category"] = reference.category_id
    data["replaced_by"] = reference.replaced_by.title if reference.replaced_by else ""
    data["in_force"] = "on" if reference.in_force else False
    return {name: "" if value is None else value for name, value in data.items()}
