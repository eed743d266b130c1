"""CSV files of people as they come: their columns and their addresses."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from members import tables
from members.listed import fold
from members.tables import ListError

MOST_LINES = 10_000
MOST_IN_WORDS = f"{MOST_LINES:,}".replace(",", "\u202f")
LONGEST_NAME = 100
TOO_LONG = f"Le nom a plus de {LONGEST_NAME} caractères."
#: An address with the name of who has it, in one cell, and as a link.
IN_BRACKETS = re.compile(r"([^<>]*)<([^<>]+)>")
MAILTO = re.compile(r"mailto:([^?\s]*).*", re.IGNORECASE)
#: Where the first cell that has no title is kept.
EXTRA = "extra"
#: The title of the column that says what is wrong; nothing is read from it.
REASON = "Ce qui ne va pas"
#: So many columns that nobody knows are named.
MOST_TOLD = 20
#: What a header may be called, folded, and what it is.
COLUMNS = {
    "email": {"email", "e mail", "mail", "adresse mail", "adresse email", "courriel"},
    "last_name": {"nom", "nom de famille"},
    "first_name": {"prenom"},
    "professions": {"profession", "professions", "metier", "fonction", "fonctions"},
    "commune": {"commune", "ville"},
    "postcode": {"code postal", "cp"},
    "structure": {"structure", "etablissement", "lieu d'exercice"},
    "phone": {"telephone", "tel", "portable"},
    "rpps": {"rpps", "numero rpps", "no rpps", "n° rpps"},
    "spaces": {"espace", "espaces", "groupe", "groupes"},
    "level": {"niveau", "droits"},
    "role": {"role", "statut"},
    "ends_on": {"jusqu'au", "fin", "date de fin"},
}

NO_ADDRESS = (
    "Aucune colonne «\u202fadresse mail\u202f» dans la première ligne. Les colonnes "
    "connues\u202f: adresse mail, nom, prénom, profession, commune, code postal, "
    "structure, téléphone, RPPS, espaces, niveau, rôle, jusqu’au."
)


def is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254


def without_scheme(text: str) -> str:
    """`mailto:luc@exemple.fr?subject=…` (RFC 6068) is luc@exemple.fr."""
    return MAILTO.sub(r"\1", text)


def named_address(cell: str) -> tuple[str, str]:
    """The name, which may be empty, and the address of a cell: `Luc <luc@exemple.fr>`
    (RFC 5322 § 3.4), `mailto:luc@exemple.fr`."""
    text = cell.strip().strip(" ,;.")
    found = IN_BRACKETS.fullmatch(text)
    name, address = (found[1].strip(' "'), found[2]) if found else ("", text)
    return name, without_scheme(address.strip())


def rows(text: str) -> list[tuple[int, dict[str, str]]]:
    """The lines of a CSV text: number in the file, and value of each known column.

    Of two columns that mean the same, the first is read. What stands beyond the last
    title is under `EXTRA`.
    Raises ListError when there is no line, no column of addresses, or too many lines.
    """
    header, lines = table(text)
    names = [column(title) for title in header]
    names = ["" if name in names[:place] else name for place, name in enumerate(names)]
    found = []
    for number, cells in lines:
        row = {name: cell for name, cell in zip(names, cells, strict=False) if name}
        if extra := next(filter(None, cells[len(names) :]), ""):
            row[EXTRA] = extra
        found.append((number, row))
    return found


def told_of_columns(header: list[str]) -> list[str]:
    """A sentence for what is not read: columns that nobody knows, or said twice."""
    first: dict[str, str] = {}
    unknown, sentences = [], []
    for title in header:
        name, shown = column(title), f"«\u202f{title[:40]}\u202f»"
        if not title or title == REASON:
            continue
        if not name:
            unknown.append(title[:40])
        elif name in first:
            sentences.append(
                f"Les colonnes {first[name]} et {shown} disent la même chose\u202f: "
                "seule la première est lue."
            )
        else:
            first[name] = shown
    if unknown:
        s = "s" if len(unknown) > 1 else ""
        names = ", ".join(unknown[:MOST_TOLD])
        more = f" et {len(unknown) - MOST_TOLD} autres" * (len(unknown) > MOST_TOLD)
        sentences.insert(0, f"Colonne{s} laissée{s} de côté\u202f: {names}{more}.")
    return sentences


def table(text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The titles of a CSV text, and the cells of each line with its number.

    Raises ListError as `rows` does.
    """
    return tables.table(text, check_titles, MOST_LINES)


def check_titles(titles: list[str]) -> None:
    if "email" not in map(column, titles):
        raise ListError(NO_ADDRESS)


def column(title: str) -> str:
    """What a header is; empty when nobody knows."""
    folded = " ".join(fold(title).replace("_", " ").split())
    return next((name for name, known in COLUMNS.items() if folded in known), "")
