"""Lists of people as they come: pasted addresses, and CSV files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from members import tables
from members.listed import fold
from members.names import NOT_A_NAME, is_initial, is_name, is_title, without_title
from members.tables import ListError

MOST_LINES = 10_000
MOST_IN_WORDS = f"{MOST_LINES:,}".replace(",", "\u202f")
LONGEST_NAME = 100
TOO_LONG = f"Le nom a plus de {LONGEST_NAME} caractères."
#: `Prénom Nom <adresse>` (RFC 5322 § 3.4), quotes or not, a comma or semicolon after.
NAMED = re.compile(r"""^\s*"?([^"<>]*?)"?\s*<([^<>]+)>[\s,;]*$""")
#: What stands before a comma or a semicolon that is not between quotes, and which.
SEPARATED = re.compile(r'((?:"[^"]*"|[^;,])+)([;,]?)')
#: What may stand around an address or a name: « Luc Vert (luc@exemple.fr) ».
AROUND = '()[]<>:-–—,;"«» '
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


@dataclass(frozen=True)
class Pasted:
    """A line of a pasted list."""

    number: int
    email: str
    first_name: str = ""
    last_name: str = ""


def is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254


def pasted(text: str) -> tuple[list[Pasted], list[str]]:
    """The people of a pasted list, each once, and a sentence for each bad line.

    An address a line, or several on a line with commas or semicolons;
    `Claire Morand <claire@exemple.fr>` gives the name too.
    """
    found: dict[str, Pasted] = {}
    errors = []
    for number, line in enumerate(text.splitlines(), 1):
        for name, address in people_of(line):
            if not is_address(address):
                errors.append(
                    f"Ligne {number}\u202f: «\u202f{address[:60]}\u202f» n’est pas une "
                    "adresse mail."
                )
                continue
            first, last = split_name("" if is_address(name) else name)
            if max(len(first), len(last)) > LONGEST_NAME:
                errors.append(f"Ligne {number}\u202f: {TOO_LONG}")
                continue
            if not (is_name(first) and is_name(last)):
                errors.append(f"Ligne {number}\u202f: {NOT_A_NAME}")
                continue
            found.setdefault(
                address.lower(), Pasted(number, address.lower(), first, last)
            )
    if len(found) > MOST_LINES:
        raise ListError(f"Cette liste a plus de {MOST_IN_WORDS} adresses.")
    return list(found.values()), errors


def people_of(line: str) -> Iterator[tuple[str, str]]:
    """The name, which may be empty, and the address of each person of a line."""
    for piece in pieces(line):
        if named := NAMED.match(piece):
            yield named[1], named[2].strip().removeprefix("mailto:")
            continue
        said = [(word, word.strip(AROUND)) for word in piece.split()]
        addresses = [bare.removeprefix("mailto:") for _, bare in said if "@" in bare]
        names = [word for word, bare in said if bare and "@" not in bare]
        if len(set(addresses)) == 1 or not names:  # « Luc Vert luc@exemple.fr »
            for address in dict.fromkeys(addresses or [piece.strip()]):
                yield " ".join(names).strip(AROUND), address
        else:
            yield "", piece.strip()


def pieces(line: str) -> Iterator[str]:
    """The addresses of a line; a name may hold a comma.

    Between quotes, or as mail programs write it: `DURAND, Jean <jean@exemple.fr>`.
    """
    held = ""
    for piece, after in SEPARATED.findall(in_one(line)):
        whole = f"{held},{piece}" if held else piece
        if held and not (NAMED.match(whole) and whole.count(",") == 1):
            yield held
            whole = piece
        # A last name alone, perhaps: what follows its comma will tell.
        held = whole if after == "," and not {"@", '"'} & set(whole) else ""
        if not held and whole.strip():
            yield whole
    if held.strip():
        yield held


def in_one(line: str) -> str:
    """The cells of a spreadsheet, `Jean⇥Durand⇥jean@exemple.fr`, as one person."""
    cells = list(filter(None, map(str.strip, line.split("\t"))))
    names = [cell for cell in cells if "@" not in cell and not is_title(cell)]
    others = [cell for cell in cells if "@" in cell]
    if not names and len(others) == 1 and "<" not in line:
        return others[0]
    if not names or len(others) != 1 or len(names) > 2 or "<" in line:
        return line.replace("\t", ";" if len(others) > 1 else " ")
    if names[0].isupper() and not names[-1].isupper():
        names.reverse()
    *first, last = names
    if not first and any(map(is_title, cells)):
        last = f"Mme {last}"  # any title: it is a last name
    return f"{last}, {first[0]} <{others[0]}>" if first else f"{last} <{others[0]}>"


def split_name(name: str) -> tuple[str, str]:
    """First and last name: `MORAND Claire` and `Claire Morand` are alike."""
    if name.count(",") == 1:  # MORAND, Claire
        last, _, first = name.partition(",")
        last = without_title(last)
        return without_title(first), last.title() if last.isupper() else last
    words = without_title(name).split()
    if not words:
        return "", ""
    if len(words) == 1 and len(name.split()) > 1:  # « Mme Cros »
        return "", words[0].title() if words[0].isupper() else words[0]
    capitals = [word for word in words if word.isupper() and not is_initial(word)]
    if capitals and len(capitals) < len(words):
        rest = [word for word in words if word not in capitals]
        return " ".join(rest), " ".join(capitals).title()
    return words[0], " ".join(words[1:])


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
