"""Dates and names as they are written in French."""

import re
from datetime import date, datetime

from django.template.defaultfilters import date as format_date
from django.utils import timezone

from members.listed import fold

VOWELS = frozenset("aeiou")


def in_words(when: date) -> str:
    """« 1er septembre 2017 », « 17 novembre 2024 »: of a moment, the day it is here.

    The first of a month alone is an ordinal (Imprimerie nationale).
    """
    if isinstance(when, datetime):
        when = timezone.localtime(when)
    return re.sub(r"^1 ", "1er ", format_date(when, "j F Y"))


def hour(when: datetime) -> str:
    """« 20 h 30 », « 9 h », here; by the rules of the Imprimerie nationale."""
    when = timezone.localtime(when)
    minutes = f"\u202f{when:%M}" if when.minute else ""
    return f"{when.hour}\u202fh{minutes}"


def of(name: object) -> str:
    """« d’Élodie », « d’Hélène », « de Paul », « de Yann »: the h of names is mute."""
    text = str(name)
    start = fold(text[:2])
    elides = start[:1] in VOWELS | {"h"} or (
        start[:1] == "y" and start[1:] not in VOWELS
    )
    return f"d’{text}" if elides else f"de {text}"


QUOTED = re.compile(r"«\s*([^«»]*[^«»\s])\s*»")


def nested(text: str) -> str:
    """A text that is about to be quoted: its own « » are “ ”, as in a quotation."""
    return QUOTED.sub(r"“\1”", text)


def quoted(text: str) -> str:
    """« Le “lundi” »: words of somebody, between guillemets."""
    return f"«\u202f{nested(text)}\u202f»"


#: What every form says of an address; Django's own says « courriel ».
NOT_AN_ADDRESS = (
    "Cette adresse mail n’est pas complète, ou pas bien écrite\u202f: "
    "claire@exemple.fr, par exemple."
)
