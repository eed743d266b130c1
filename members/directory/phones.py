"""Telephones: how they are written, and who sees them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from django.core.exceptions import ValidationError

from members.models import Member
from members.rights import User

FRENCH = re.compile(r"0[1-9]\d{8}")
ABROAD = re.compile(r"\+[1-9]\d{6,14}")
#: France before a number, `+33`, `0033` or a bare `33`, and a zero that stayed after.
FRANCE = re.compile(r"^(?:\+|00)?33(?=0?[1-9]\d{8}$)0?")
#: Emergencies, help lines, what a town or a firm answers at (ARCEP, plan of numbers).
SHORT = re.compile(r"1[578]|11[02-9]|116\d{3}|118\d{3}|19[167]|10\d{2}|3\d{3}")
#: What people put between digits: spaces and dashes of all kinds, dots, brackets.
BETWEEN = re.compile(r"\(0\)|[\s.\-/()\u2010-\u2015\u200b\u2060]")
#: « Tél. : 04… », `tel:+33…`.
CALLED = re.compile(r"^t[ée]l(?:[ée]phone|[ée]ph)?\b\.?\s*:?\s*", re.IGNORECASE)
TWO = re.compile(r"/|;|,|\bou\b|\bet\b| - |\|", re.IGNORECASE)
#: What a spreadsheet made of 04 65 71 00 10, all of its figures still there: of
#: `4,6571E+08` the last ones are lost.
OF_SHEETS = re.compile(r"[1-9]\d{8}[.,]0|[1-9][.,]\d{8}E\+0?8", re.IGNORECASE)
SEVERAL = "Il y a là deux numéros\u202f: gardez-en un."
WRONG = (
    "Ce numéro n’est pas complet. Écrivez dix chiffres, comme 04 70 00 00 00, ou "
    "commencez par + pour un numéro de l’étranger."
)
WRONG_OR_SHORT = f"{WRONG} Un numéro court, comme le 15 ou le 3977, est pris aussi."


def phones_seen(user: User, people: Sequence[Member]) -> dict[int, str]:
    """The telephones that `user` sees of these people, by the key of the person.

    Each chose who sees his; staff and himself see it always. One query, however many
    people there are.
    """
    if not isinstance(user, Member) or not user.is_active:
        return {}
    asked = [
        person.pk
        for person in people
        if person.phone and person.phone_audience == Member.PhoneAudience.SPACES
    ]
    near = set(
        Member.objects.near(user).filter(pk__in=asked).values_list("pk", flat=True)
    )

    def sees(person: Member) -> bool:
        if user.publishes_everywhere or person.pk == user.pk:
            return True
        if person.phone_audience == Member.PhoneAudience.MEMBERS:
            return user.role == Member.Role.PERMANENT
        if person.phone_audience == Member.PhoneAudience.SPACES:
            return person.pk in near
        return False

    return {
        person.pk: person.phone for person in people if person.phone and sees(person)
    }


def clean_phone(text: str, *, short: bool = False) -> str:
    """A number as it is kept: `04 65 71 00 01`, `+41 22 …` without its spaces.

    Services have `short` numbers, nobody else. Raises ValidationError when it is not
    a telephone number (E.164, and the French numbering plan): of France, one that is
    too short or too long is no number of elsewhere.
    """
    if len(re.findall(r"\d", text)) >= 2 * 9 and TWO.search(text):
        raise ValidationError(SEVERAL)
    bare = CALLED.sub("", text.strip().strip("'’\" ")).strip()
    if OF_SHEETS.fullmatch(bare):
        bare = f"0{Decimal(bare.replace(',', '.')):.0f}"
    number = BETWEEN.sub("", bare)
    number = FRANCE.sub("0", number)
    number = re.sub(r"^00", "+", number)
    if FRENCH.fullmatch(number):
        return " ".join(number[i : i + 2] for i in range(0, 10, 2))
    if not number or (ABROAD.fullmatch(number) and not number.startswith("+33")):
        return number
    if short and SHORT.fullmatch(number):
        return number
    raise ValidationError(WRONG_OR_SHORT if short else WRONG)


def tel_uri(phone: str) -> str:
    """The address that calls a number (RFC 3966): `tel:+33465710001`."""
    number = re.sub(r"[^\d+]", "", phone)
    if FRENCH.fullmatch(number):
        number = f"+33{number[1:]}"
    return f"tel:{number}"
