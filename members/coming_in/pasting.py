"""Lists of addresses as people paste them: from mails, tables, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header, make_header

from members.coming_in import lists, professions
from members.coming_in.lists import is_address
from members.models import Profession
from members.names import (
    in_cells,
    in_small,
    is_initial,
    is_name,
    is_title,
    why_no_name,
    without_title,
)
from members.tables import ListError

#: `Prénom Nom <adresse>` (RFC 5322 § 3.4), quotes or not; what ends a line after it.
NAMED = re.compile(r"""^\s*"?([^"<>]*?)"?\s*<([^<>]+)>[\s,;.]*$""")
#: What stands before a comma or a semicolon that is not between quotes, and which.
SEPARATED = re.compile(r'((?:"[^"]*"|[^;,])+)([;,]?)')
#: What may stand around an address or a name: « Luc Vert (luc@exemple.fr) ».
AROUND = '()[]<>:-–—,;"«» '
#: What lists and headers of mails begin by: « 1. », « • », « À : », « Cc: ».
MARKS = re.compile(
    r"\s*(?:[-–—•*·‣▪◦>]+\s*|\(?\d{1,4}\s?[.)°:–-]\s+|\(?[a-z]\)\s+"
    r"|(?:à|a|de|to|from|cc|cci|bcc|pour|destinataires?|r[ée]pondre à|reply-to"
    r"|(?:adresse )?e?-?mail|courriel)\s*:\s*)+",
    re.IGNORECASE,
)
#: A link of Markdown: `[Luc Vert](mailto:luc@exemple.fr)`.
LINK = re.compile(r"\[([^\[\]]*)\]\(mailto:([^()?\s]+)[^()\s]*\)", re.IGNORECASE)
#: A remark between brackets; an address there is none.
REMARK = re.compile(r"\s*\(([^()@]*)\)")
#: Cells of a name beside its address.
CELLS = 2


@dataclass(frozen=True)
class Pasted:
    """A line of a pasted list."""

    number: int
    email: str
    first_name: str = ""
    last_name: str = ""


def pasted(text: str) -> tuple[list[Pasted], list[str]]:
    """The people of a pasted list, each once, and a sentence for each bad line.

    An address a line, or several on a line with commas or semicolons;
    `Claire Morand <claire@exemple.fr>` gives the name too, and so do cells beside the
    address, in the order that a line of titles says.
    """
    found: dict[str, Pasted] = {}
    errors = []
    titles: list[str] = []
    known = professions.by_name() if REMARK.search(text) else {}
    for number, given in enumerate(text.splitlines(), 1):
        line = bare_line(given, known)
        if named := titles_of(line):
            titles = named
            continue
        for name, address in people_of(line, titles):
            if not is_address(address):
                errors.append(
                    f"Ligne {number}\u202f: «\u202f{address[:60]}\u202f» n’est pas une "
                    "adresse mail."
                )
                continue
            first, last = split_name("" if is_address(name.strip("'’ ")) else name)
            if max(len(first), len(last)) > lists.LONGEST_NAME:
                errors.append(f"Ligne {number}\u202f: {lists.TOO_LONG}")
                continue
            if reason := why_no_name(first, last):
                errors.append(f"Ligne {number}\u202f: {reason}")
                continue
            found.setdefault(
                address.lower(), Pasted(number, address.lower(), first, last)
            )
    if len(found) > lists.MOST_LINES:
        raise ListError(f"Cette liste a plus de {lists.MOST_IN_WORDS} adresses.")
    return list(found.values()), errors


def bare_line(line: str, known: Mapping[str, Profession]) -> str:
    """A line without what mails and notes add: marks, encoded words (RFC 2047), links,
    remarks that are no name."""
    if "=?" in line:
        # What is no such word stays as it was written, and is refused by what it is.
        with suppress(HeaderParseError, LookupError, ValueError):
            line = str(make_header(decode_header(line.strip())))
    line = LINK.sub(
        lambda link: link[2] if "@" in link[1] else f"{link[1]} <{link[2]}>", line
    )
    line = REMARK.sub(lambda said: "" if is_remark(said[1], known) else said[0], line)
    return without_marks(line)


def without_marks(text: str) -> str:
    marks = MARKS.match(text)
    return text[marks.end() :] if marks else text


def is_remark(text: str, known: Mapping[str, Profession]) -> bool:
    """« Infirmière, Lapalisse », « tél. 04 70 », « sage-femme »: no name."""
    return bool(re.search(r"[,;\d]", text) or professions.named(text, known))


def titles_of(line: str) -> list[str]:
    """What each cell of a line of titles is; empty when it is none."""
    cells = cells_of(line)
    titles = [lists.column(cell) for cell in cells]
    return titles if "@" not in line and "email" in titles and len(cells) > 1 else []


def cells_of(line: str) -> list[str]:
    """Cut at tabs, else at semicolons, else at commas."""
    sign = next((sign for sign in "\t;," if sign in line), "\t")
    return [cell.strip().strip('"').strip() for cell in line.split(sign)]


def people_of(line: str, titles: list[str] | None = None) -> Iterator[tuple[str, str]]:
    """The name, which may be empty, and the address of each person of a line."""
    for piece in map(without_marks, pieces(in_one(line, titles or []))):
        if named := NAMED.match(piece):
            yield without_remarks(named[1]), as_address(named[2])
            continue
        said = [(word, word.strip(AROUND)) for word in piece.split()]
        addresses = [as_address(bare) for _, bare in said if "@" in bare]
        names = [word for word, bare in said if bare and "@" not in bare]
        if len(set(addresses)) == 1 or not names:  # « Luc Vert luc@exemple.fr »
            for address in dict.fromkeys(addresses or [piece.strip()]):
                yield without_remarks(" ".join(names)).strip(AROUND), address
        else:
            yield "", piece.strip()


def as_address(text: str) -> str:
    """An address as a link has it (RFC 6068), or at the end of a sentence."""
    return lists.without_scheme(text.strip().strip(AROUND + "."))


def without_remarks(name: str) -> str:
    """« Luc Vert (Lapalisse) » is Luc Vert; what is only a remark is the name."""
    return REMARK.sub("", name).strip() or name


def pieces(line: str) -> Iterator[str]:
    """The addresses of a line; a name may hold a comma.

    Between quotes, or as mail programs write it: `DURAND, Jean <jean@exemple.fr>`.
    """
    held = ""
    for piece, after in SEPARATED.findall(line):
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


def in_one(line: str, titles: list[str]) -> str:
    """The cells of a table, `Jean⇥Durand⇥jean@exemple.fr`, as one person.

    What stands after the address is no name when something stands before it.
    """
    cells = cells_of(line)
    alone = [as_address(cell) for cell in cells if is_address(as_address(cell))]
    if len(alone) != 1 or line.count("@") != 1:
        return line.replace("\t", ";" if line.count("@") > 1 else " ")
    if len(titles) >= len(cells) > 1:
        row = dict(zip(titles, cells, strict=False))
        if as_address(row.get("email", "")) == alone[0]:
            first, last = row.get("first_name", ""), row.get("last_name", "")
            return as_named(*in_cells(first, last), alone[0])
    place = next(n for n, cell in enumerate(cells) if as_address(cell) == alone[0])
    beside = [cell for cell in cells[:place] or cells[place + 1 :] if cell]
    names = [cell for cell in beside if not is_title(cell)]
    if not names:
        return alone[0]
    few = 1 if "\t" in line or ";" in line else CELLS  # « Claire, luc@exemple.fr »?
    if not few <= len(names) <= CELLS or not all(map(is_name, names)):
        return line.replace("\t", " ")
    if names[0].isupper() and not names[-1].isupper():
        names.reverse()
    *first_name, last = names
    if not first_name and any(map(is_title, beside)):
        last = f"Mme {last}"  # any title: it is a last name
    return as_named("".join(first_name), last, alone[0])


def as_named(first: str, last: str, address: str) -> str:
    if first and last:
        return f"{last}, {first} <{address}>"
    return f"{first or last} <{address}>"


def split_name(name: str) -> tuple[str, str]:
    """First and last name: `MORAND Claire` and `Claire Morand` are alike."""
    if name.count(",") == 1:  # MORAND, Claire
        last, _, first = name.partition(",")
        return without_title(first), in_small(without_title(last))
    words = without_title(name).split()
    if not words:
        return "", ""
    if len(words) == 1 and len(name.split()) > 1:  # « Mme Cros »
        return "", in_small(words[0])
    capitals = [word for word in words if word.isupper() and not is_initial(word)]
    if capitals and len(capitals) < len(words):
        rest = [word for word in words if word not in capitals]
        return " ".join(rest), in_small(" ".join(capitals))
    return words[0], " ".join(words[1:])
