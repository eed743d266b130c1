"""The communes of France, of the official geographic code (INSEE).

They are kept as two texts of a megabyte each, read when they are first asked for, and
searched as texts: 35,000 objects would cost ten times as much memory.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path

from members.spelling import keys, likeness, openings
from members.words import words

DATA = Path(__file__).parent / "data"
#: « Saint-Prix (03120) », « Saint-Prix (Allier) », « Saint-Prix, 03 ».
WITH_PLACE = re.compile(r"(?P<name>[^(,]+?)\s*[(,]\s*(?P<place>[^(),]+?)\s*\)?\s*")
#: As a commune is shown: « Saint-Prix, Allier (03120) ».
AS_SHOWN = re.compile(r"(?P<name>[^(,]+), [^(),]+ \((?P<place>\d{5})[\d, ]*\)")
#: « Lapalisse 03120 », « 03120 Lapalisse », « La Celle 63 ».
WITH_POSTCODE = re.compile(
    r"(?P<name>\D+?)\s+(?P<place>\d{5}|\d{2,3}|2[ABab])"
    r"|(?P<first>\d{5})\s+(?P<rest>\D+)"
)
#: « Vichy CEDEX », « Clermont-Ferrand Cedex 1 »: a delivery office, not a commune.
CEDEX = re.compile(r"\s+cedex(?:\s+\d{1,2}\b)?(?=\W|$)", re.IGNORECASE)
#: « Paris 12e », « Lyon 3ème », « Marseille 1er arrondissement »: of one commune.
ARRONDISSEMENT = re.compile(
    r"(paris|lyon|marseille)[\s(,]+(?:\d{1,2}\s*(?:er|e|è|ème|eme)?|[ivx]+(?:er|e|ème))"
    r"(?:\s+arr[.a-z]*)?\)?",
    re.IGNORECASE,
)
ARTICLES = ("la", "le", "les", "l")
DIGITS = re.compile(r"\d{2,5}")
#: No name is that of so many communes, no postcode that of more.
MOST = 60


@dataclass(frozen=True)
class Commune:
    """`code` is INSEE's; a commune has no postcode, one or several."""

    code: str
    name: str
    postcodes: tuple[str, ...]

    def __str__(self) -> str:
        """What a person may write to say this one: « Lapalisse (03120) »."""
        return f"{self.name} ({self.postcodes[0] if self.postcodes else self.code})"

    @property
    def department_code(self) -> str:
        return department_code(self.code)

    @property
    def department(self) -> str:
        return department_name(self.code)

    @property
    def label(self) -> str:
        """What tells it from those of the same name: « Lapalisse, Allier (03120) »."""
        return f"{self.name}, {self.department} ({', '.join(self.postcodes[:3])})"


def department_code(code: str) -> str:
    """The department of a commune, by the code of INSEE of the commune."""
    return code[:3] if code[:2] in {"97", "98"} else code[:2]


def department_name(code: str) -> str:
    """« Allier », by the code of INSEE of a commune; empty when it has none."""
    number = department_code(code)
    return departments().get(number, number)


@cache
def departments() -> dict[str, str]:
    """Names of the departments, by code."""
    lines = (DATA / "departements.tsv").read_text().splitlines()
    return dict(line.split("\t") for line in lines)


@cache
def as_written() -> str:
    """A line each: code, name, postcodes; the most populated first."""
    return "\n" + gzip.decompress((DATA / "communes.tsv.gz").read_bytes()).decode()


@cache
def homonyms() -> frozenset[str]:
    """The names that several communes have: « Saint-Prix », « Moulins »."""
    lines = as_written().splitlines()[1:]
    count = Counter(line.split("\t", 2)[1] for line in lines)
    return frozenset(name for name, times in count.items() if times > 1)


def shown(code: str, name: str) -> str:
    """A commune where it is read: « Lapalisse », « Saint-Prix (03) ».

    Its department is said when others of France have its name: no two of one
    department do. What is written so is read again where a commune is asked for.
    """
    return f"{name} ({department_code(code)})" if code and name in homonyms() else name


@cache
def as_searched() -> str:
    """The same lines, to be searched: ` name in words TAB ,postcodes TAB code`."""
    found = []
    for line in as_written().splitlines()[1:]:
        code, name, postcodes = line.split("\t")
        found.append(f"\n {' '.join(words(name))}\t,{postcodes}\t{code}")
    return "".join(found)


@lru_cache(maxsize=1024)  # those of a territory are asked for on each page
def of_code(code: str) -> Commune | None:
    """The commune of this code of INSEE."""
    text = as_written()
    start = text.find(f"\n{code}\t") if re.fullmatch(r"\w{5}", code) else -1
    if start < 0:
        return None
    end = text.find("\n", start + 1)
    line = text[start + 1 : end if end > 0 else None]
    found, name, postcodes = line.split("\t")
    return Commune(found, name, tuple(postcodes.split(",")) if postcodes else ())


def suggestions(
    text: str, most: int = 12, first: Collection[str] = ()
) -> list[Commune]:
    """Communes whose name has a word that begins as `text`, or of this postcode.

    Those of the departments `first` come first, however small they are; then those
    whose name begins so; among equals, the most populated.
    """
    name, place = split(text)
    if place and name:
        there = [one for one in suggestions(name, MOST) if lies_in(one, place)]
        return there[:most]
    if DIGITS.fullmatch(text.strip()):
        pieces = [f",{text.strip()}"]
    elif name := " ".join(words(text[:100])):
        pieces = [f"\n {name}", f" {name}"]
    else:
        return []
    found = [one for piece in pieces if first for one in holding(piece, most, first)]
    found += [one for piece in pieces for one in holding(piece, most)]
    return list(dict.fromkeys(found))[:most]


def begun(text: str, where: Collection[str], most: int = 4) -> list[Commune]:
    """Those of the departments `where` of which `text` is the first words.

    « Dompierre » is so said of Dompierre-sur-Besbre; « Dompierre (60) » is not. And
    « Celle » of La Celle: an article is easily left out.
    """
    name, place = split(text)
    spelled = " ".join(words(name))
    if place or not spelled or not where:
        return []
    pieces = [f"\n {spelled} ", *(f"\n {small} {spelled}\t" for small in ARTICLES)]
    found = [one for piece in pieces for one in holding(piece, most, where)]
    return found[:most]


def split(text: str) -> tuple[str, str]:
    """The name that a text gives and what it says of where it is, which may be empty.

    « Saint-Prix (03120) », « 03120 Saint-Prix », « Saint-Prix, Allier ».
    """
    text = text.strip()[:100]
    if found := ARRONDISSEMENT.fullmatch(text):
        return found[1], ""
    if found := WITH_PLACE.fullmatch(text) or AS_SHOWN.fullmatch(text):
        return found["name"], found["place"]
    if found := WITH_POSTCODE.fullmatch(text):
        return found["name"] or found["rest"], found["place"] or found["first"]
    return beside_department(text)


def beside_department(text: str) -> tuple[str, str]:
    """« Vichy Allier » as its two parts, when the first is the name of a commune."""
    pieces = text.split()
    for count in range(1, min(len(pieces) - 1, 5) + 1):
        name, place = " ".join(pieces[:-count]), " ".join(pieces[-count:])
        if department_of(place) and holding(f"\n {' '.join(words(name))}\t", 1):
            return name, place
    return text, ""


def department_of(place: str) -> str:
    """The code of the department that `place` names, by its number or its name."""
    number = place.strip().upper()
    if number in departments():
        return number
    return departments_by_name().get(tuple(words(place)), "")


@cache
def departments_by_name() -> dict[tuple[str, ...], str]:
    return {tuple(words(name)): code for code, name in departments().items()}


def named(text: str) -> list[Commune]:
    """The communes that `text` names: none, one, or several of the same name.

    A name alone, or with the postcode, the department or its number; or a postcode.
    """
    text, cedex = CEDEX.subn(" ", text.strip()[:100])
    name, place = split(text)
    if re.fullmatch(r"\d{5}", name):
        return holding(f",{name}", MOST)
    spelled = " ".join(words(name))
    if not spelled:
        return []
    same = holding(f"\n {spelled}\t", MOST)
    if cedex and re.fullmatch(r"\d{5}", place):
        place = department_code(place)  # its postcode is that of a firm, not its own
    return [commune for commune in same if not place or lies_in(commune, place)]


def near(text: str, most: int = 4, first: Collection[str] = ()) -> list[Commune]:
    """Communes that `text` may mean: of a name that begins so, or is nearly so.

    Those that lie where it says; else those of the departments `first`, when some fit;
    else any. Nothing far is said beside what is heard so in `first`; what only looks
    like it there comes first.
    """
    text, place = placed(text)
    begin = suggestions(text, MOST, first)
    if place:
        where = [department_of(place) or department_code(place)]
        likely = [*begin, *misspelt(text, where), *alike(text)]
        if there := [one for one in likely if lies_in(one, place)]:
            return list(dict.fromkeys(there))[:most]
    here = [one for one in begin if one.department_code in first]
    if here := here or spread(text, first):
        return here[:most]
    if same := misspelt(text, first, 0):
        return same[:most]
    found = [*misspelt(text, first), *headed(text, first), *(begin or alike(text))]
    return list(dict.fromkeys(found))[:most]


def headed(text: str, where: Collection[str]) -> list[Commune]:
    """« Moulin sur alier » is Moulins: what stands before « sur », in `where`."""
    head = re.match(r"(.+?)[\s-]+(?:sur|sous|en|les|lès)[\s-]", text, re.IGNORECASE)
    return misspelt(head[1], where, 1)[:1] if head else []


def placed(text: str) -> tuple[str, str]:
    """As `split`, though the name may be that of no commune: « Dompiere Allier »."""
    name, place = split(text)
    pieces = name.split()
    for count in range(1, min(len(pieces) - 1, 3) + 1):
        if not place and department_of(" ".join(pieces[-count:])):
            return " ".join(pieces[:-count]), " ".join(pieces[-count:])
    return name, place


def completing(text: str, most: int, first: Collection[str] = ()) -> list[Commune]:
    """What may complete what is being typed, well or badly spelled.

    What sounds so in `first` comes before what begins so far away.
    """
    begin = suggestions(text, most, first)
    if any(one.department_code in first for one in begin):
        return begin
    if begin:
        same = misspelt(text, first, 0)
        return list(dict.fromkeys([*same, *begin]))[:most]
    return near(text, most, first)


def spread(text: str, where: Collection[str]) -> list[Commune]:
    """Those of `where` whose name has each word of `text`: « Dompierre/Besbre »."""
    wanted = words(text[:100])
    if not wanted or not where:
        return []
    there = holding(f" {wanted[0]}", MOST, where)
    return [
        one
        for one in there
        if all(any(w.startswith(each) for w in words(one.name)) for each in wanted)
    ]


def alike(text: str) -> list[Commune]:
    """Communes of all France whose name is heard so, begins so or is nearly so."""
    name = next(iter(keys(text)), "")
    if len(name) < 3:
        return []
    heard = as_heard()
    # Few mistake the first sound, and none by many letters: not all are compared.
    size = range(len(name) - 2, len(name) + 3)
    begun_so = re.findall(f"\n({re.escape(name[0])}[^\t]*)", heard)
    names = {one for one in begun_so if len(one) in size}
    close = get_close_matches(name, names, n=8, cutoff=0.75)
    pieces = [f"\n{name}\t", *[f"\n{name}"] * (len(name) > 4)]
    pieces += [f"\n{each}\t" for each in close]
    return [one for piece in pieces for one in holding(piece, MOST, None, heard)]


@cache
def as_heard() -> str:
    """All of them, the most populated first: a line each, its key, TAB, its code."""
    found = []
    for line in as_written().splitlines()[1:]:
        code, name, _ = line.split("\t")
        found.append(f"\n{next(iter(keys(name)), '')}\t{code}")
    return "".join(found)


@lru_cache(maxsize=16)
def heard_in(department: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """The code of each commune there, how its name is heard, and how it opens."""
    lines = (line.split("\t") for line in as_written().splitlines()[1:])
    return [
        (code, keys(name), openings(name))
        for code, name, _ in lines
        if department_code(code) == department
    ]


def misspelt(text: str, where: Collection[str], wrong: int = 2) -> list[Commune]:
    """Those of the departments `where` of which `text` is the name, or its first words,
    with as many letters `wrong` as its length lets one forgive; the likeliest first.
    """
    asked = [key for key in keys(text) if len(key) > 2]
    found = [
        (*best, rank, code)
        for department in where
        for rank, (code, *names) in enumerate(heard_in(department))
        if (best := likeness(asked, names, wrong))
    ]
    return [one for *_, code in sorted(found) if (one := of_code(code))]


def proposed(found: list[Commune], most: int = 4) -> str:
    """What to write instead, in a sentence: « Peut-être “Lapalisse (03120)”. »."""
    if not found:
        return "Vérifiez, ou donnez son nom et son code postal."
    return f"Peut-être {quoted(found[:most])}\u202f: écrivez-le ainsi."


def quoted(found: Sequence[Commune]) -> str:
    """« Lapalisse (03120) » ou « Le Breuil (03120) », as one may write them."""
    names = [f"«\u202f{commune}\u202f»" for commune in found]
    return " ou ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def several(text: str, found: list[Commune], most: int = 6) -> str:
    """What to tell of a name that is that of several: which ones, where they are."""
    names = "\u202f; ".join(commune.label for commune in found[:most])
    more = len(found) - most
    if more > 0:
        names += f"\u202f; et {more} autre{'s' if more > 1 else ''}"
    return (
        f"Plusieurs communes répondent à «\u202f{text.strip()[:60]}\u202f»\u202f: "
        f"{names}. Donnez le nom et le code postal."
    )


def lies_in(commune: Commune, place: str) -> bool:
    """`place`: a postcode, a code of INSEE, a department by its number or name."""
    return place.upper() in {
        *commune.postcodes,
        commune.code,
        commune.department_code,
    } or words(place) == words(commune.department)


def holding(
    piece: str, most: int, where: Collection[str] | None = None, lines: str = ""
) -> list[Commune]:
    """The first communes whose line of `as_searched`, or of `lines`, holds `piece`.

    Of the departments `where` only, when they are given.
    """
    text = lines or as_searched()
    found: list[Commune] = []
    start = text.find(piece)
    while start >= 0 and len(found) < most:
        end = text.find("\n", start + 1)
        line = text[start : end if end > 0 else None]
        code = line.rpartition("\t")[2]
        there = where is None or department_code(code) in where
        if there and (commune := of_code(code)):
            found.append(commune)
        start = text.find(piece, end) if end > 0 else -1
    return found
