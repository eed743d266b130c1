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
#: What stands before a name and is none, folded; « M » alone may be an initial.
TITLES = frozenset(
    [
        *("docteur", "docteure", "dr", "madame", "mademoiselle", "mlle", "mme"),
        *("monsieur", "mr", "pr", "professeur", "professeure"),
    ]
)
#: Addresses as mail programs make links of them, and numbers that one may call.
LURES = re.compile(
    r"://|[@/\\<>]|\bwww\.|\w{2}\.\w{2}|(?-i:\w\.[a-z]{2})|\d{3}|(?:\d\D*){5}"
    r"|[\x00-\x1f\x7f\x85\u2028\u2029]",
    re.IGNORECASE,
)


def is_name(text: str) -> bool:
    """Could it be a name? Signs of other widths are what they look like (NFKC)."""
    return not LURES.search(unicodedata.normalize("NFKC", text).replace("。", "."))


def check_name(text: str) -> None:
    if not is_name(text):
        raise ValidationError(NOT_A_NAME, code="name")


def is_title(word: str) -> bool:
    """« Dr », « Mme. », « M. »."""
    bare = fold(word)
    return bare == "m." or bare.removesuffix(".") in TITLES


def without_title(text: str) -> str:
    """`Dr Claire Morand` is Claire Morand; a title alone stays."""
    found = text.split()
    while len(found) > 1 and is_title(found[0]):
        del found[0]
    return " ".join(found)
