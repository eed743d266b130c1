"""What may stand as the name of a person: it is written in mails, and on paper.

Whoever types a name decides what the site sends under its own. An address or a number
to call would make of « Bonjour Camille » a lure, so that neither is a name.
"""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError

from members.listed import fold

NOT_A_NAME = (
    "Un nom s’écrit sans adresse de site, sans adresse mail, sans numéro et sur une "
    "seule ligne."
)
NO_BAR = (
    "Un nom s’écrit sans «\u202f/\u202f»\u202f: «\u202fDupont-Durand\u202f», ou l’un "
    "des deux."
)
#: Short titles are no name; « M » alone may be an initial.
SHORT_TITLES = frozenset(["dr", "dre", "melle", "mle", "mlle", "mme", "mr", "pr"])
#: What stands before a name and is none, folded.
TITLES = SHORT_TITLES | frozenset(
    [
        *("docteur", "docteure", "madame", "mademoiselle", "me", "monsieur"),
        *("prof", "professeur", "professeure", "soeur", "sr"),
    ]
)
#: « Dr.Anne », « M.Durand », but neither « M.J. » nor « M.-J. ».
GLUED = re.compile(r"(\w+\.)(?=[^\W\d_]{2})")
#: « de la Tour (Dr) ».
BETWEEN = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
#: What stays small within a family name: « de La Tour », « d’Arc ».
PARTICLE = re.compile(r"\b(?:De|Du|Des|D(?=['’]))\b")
INITIAL = re.compile(r"\w\.?(?:-?\w\.)*")
#: Addresses as mail programs make links of them, and numbers that one may call.
LURES = re.compile(
    r"://|[@/\\<>]|\bwww\.|\w{2}\.\w{2}|(?-i:\w\.[a-z]{2})|\d{3}|(?:\d\D*){5}"
    r"|[\x00-\x1f\x7f\x85\u2028\u2029]",
    re.IGNORECASE,
)


def is_name(text: str) -> bool:
    """Could it be a name? Signs of other widths are what they look like (NFKC)."""
    return not LURES.search(unicodedata.normalize("NFKC", text).replace("。", "."))


def why_no_name(*texts: str) -> str:
    """Why one of these cannot be a name, in a sentence; empty when each may be."""
    if all(map(is_name, texts)):
        return ""
    return (
        NO_BAR if all(is_name(text.replace("/", " ")) for text in texts) else NOT_A_NAME
    )


def check_name(text: str) -> None:
    if reason := why_no_name(text):
        raise ValidationError(reason, code="name")


def is_title(word: str) -> bool:
    """« Dr », « Mme. », « M. »."""
    bare = fold(word)
    return bare == "m." or bare.removesuffix(".") in TITLES


def is_short_title(word: str) -> bool:
    """« Dr », « Mme. »: no family name is written so."""
    return fold(word).removesuffix(".") in SHORT_TITLES


def is_initial(word: str) -> bool:
    """« J », « J. », « J.-P. »: in capitals, and no family name."""
    return INITIAL.fullmatch(word) is not None


def without_title(text: str) -> str:
    """`Dr Claire Morand` is Claire Morand; a title alone stays."""
    found = apart(BETWEEN.sub(without_titles_in, text)) or apart(text)
    while len(found) > 1 and opens_by_title(found):
        del found[0]
        if len(found) > 2 and found[0] == "et" and is_title(found[1]):
            del found[0]  # « M. et Mme Durand »
    while len(found) > 1 and is_short_title(found[-1]):
        del found[-1]  # « LEROY Dr »
    return " ".join(found)


def without_titles_in(found: re.Match[str]) -> str:
    """Nothing for « (Dr) »; what else stands between brackets stays."""
    inside = found[1].split()
    return "" if inside and all(map(is_title, inside)) else found[0]


def in_small(name: str, held: str = "") -> str:
    """`MARTIN-DURAND` is Martin-Durand, `DE LA TOUR` de La Tour; others stay.

    `held`, which is how the same name is known, has its own capitals: « McDonald ».
    """
    if not name.isupper() or is_initial(name):
        return name
    if name == held.upper():
        return held
    return PARTICLE.sub(lambda small: small[0].lower(), name.title())


def apart(text: str) -> list[str]:
    """The words of a name, a title that has no space after it being one."""
    words = unicodedata.normalize("NFC", text).split()
    glued = GLUED.match(words[0]) if words else None
    if glued and is_title(glued[1]):
        words[:1] = [glued[1], words[0][glued.end() :]]
    return words


def opens_by_title(words: list[str]) -> bool:
    """Is the first of several a title? In « M. J. » and « MAITRE Jean » it is none."""
    first, *rest = words
    if fold(first) == "m.":
        return not all(map(is_initial, rest))
    if fold(first) == "maitre":
        told = "î" in first or (rest[0].isupper() and len(rest[0]) > 2)
        return told and not first.isupper()
    return is_title(first)


def in_cells(first: str, last: str) -> tuple[str, str]:
    """What two cells of a table, first and last name, hold beside titles.

    A first name that is a title alone is none, and so is a last name that is « Mme ».
    « Docteur » and « Maitre » are family names. « M » before a last name is a title
    where the first name is given beside: else it may be its initial.
    """
    first, last = without_title(first), without_title(last)
    if is_title(first) or (fold(first) == "maitre" and "î" in first.casefold()):
        first = ""
    words = last.split()
    if len(words) > 1 and words[0] in ("M", "m") and first:
        last = " ".join(words[1:])
    elif is_short_title(last) or fold(last) == "m.":
        last = ""
    return first, last
