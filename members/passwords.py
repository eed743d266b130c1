"""Passwords that a guesser tries first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError

from members.listed import fold

#: What people here think of first, beside the list of Django, which is English.
LOCAL = {"azertyuiop", "motdepasse", "bonjour", "soleil", "docteur", "infirmiere"} | {
    "groupement",
    "maillage",
    "mutualite",
    "secret",
    "sante",
    "vichy",
    "auvergne",
}
INSTEAD = "Mettez plutôt plusieurs mots différents, sans rapport entre eux."
COMMON = (
    "Ce mot de passe est trop courant\u202f: un mot connu, et des chiffres autour. "
    f"{INSTEAD}"
)
FEW_SIGNS = (
    "Ce mot de passe se devine\u202f: ce sont toujours les mêmes signes, très peu "
    f"nombreux. {INSTEAD}"
)
REPEATED = (
    f"Ce mot de passe se devine\u202f: la même chose y est écrite deux fois. {INSTEAD}"
)
IN_A_ROW = (
    "Ce mot de passe se devine\u202f: presque tout s’y suit, sur le clavier ou dans "
    f"l’alphabet. {INSTEAD}"
)
EXAMPLE = (
    "Ce mot de passe se devine\u202f: c’est le conseil que donne cette page. Prenez "
    "d’autres mots, que vous choisissez."
)
#: Fewer different signs than this, and a repeated part shorter than that, are refused.
FEWEST_SIGNS, SHORTEST = 6, 12
#: Signs of a password that are looked at: the work does not grow with what is sent.
LOOKED_AT = 128
#: What comes in a row: the keys of French and English keyboards, line by line and
#: column by column, the alphabet, the figures. Each is read both ways.
ROWS = [
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "&é\"'(-è_çà)=",
    "1aqw2zsx3edc4rfv5tgb6yhn7uj",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "aqwzsxedcrfvtgbyhnuj",
    "qazwsxedcrfvtgbyhnujm",
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
]
BOTH_WAYS = [way for row in ROWS for way in (row, row[::-1])]
#: French words have three letters in a row (« ouvert »), seldom four.
SHORTEST_RUN = 4
#: The words of our own help, `members.signing_in.forms` and `members.coming_in.forms`.
ADVICE = re.compile(
    r"(au moins )?(douze caracteres )?(au moins )?(trois |plusieurs |quatre |des )?"
    r"mots (differents )?sans (lien|rapport)( entre eux| mis bout a bout)?".replace(
        " ", ""
    )
)


#: Letters of a word, and those that are to be left once known words are taken out.
WORD, LEFT = 3, 5
MADE_OF = (
    "Ce mot de passe se devine\u202f: il n’est fait que de mots d’ici, de votre nom ou "
    f"de votre adresse. {INSTEAD}"
)


def is_made_of(password: str, words: Iterable[str]) -> bool:
    """Is hardly a letter left, once these words are taken out?"""
    given = left = re.sub(r"[\W\d_]+", " ", fold(password[:LOOKED_AT]))
    for word in sorted(words, key=len, reverse=True):
        left = left.replace(word, " ")
    return left != given and len(left.replace(" ", "")) < LEFT


def known_words(user: Any) -> set[str]:
    """Of the site's name, of what people here think of first, of the person himself."""
    own = [
        getattr(user, name, "") or "" for name in ("email", "first_name", "last_name")
    ]
    text = " ".join([settings.SITE_NAME, *own, *LOCAL])
    return {word for word in re.findall(r"[a-z]+", fold(text)) if len(word) >= WORD}


class GuessedFirstValidator(CommonPasswordValidator):
    """Refuses what is long enough and still among the first that are tried."""

    def validate(self, password: str, user: Any = None) -> None:
        if sentence := self.why_guessed(password[:LOOKED_AT], user):
            raise ValidationError(sentence, code="password_too_common")

    def why_guessed(self, password: str, user: Any = None) -> str:
        """The first reason to refuse it; empty when there is none."""
        text = fold(password).replace(" ", "")
        word = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)
        if self.is_common(password.lower().strip()) or self.is_common(word):
            return COMMON
        if len(set(text)) < FEWEST_SIGNS:
            return FEW_SIGNS
        if ADVICE.fullmatch(re.sub(r"[\W\d_]+", "", text)):
            return EXAMPLE
        if self.is_repeated(text):
            return REPEATED
        if is_in_a_row(password):
            return IN_A_ROW
        return MADE_OF if is_made_of(password, known_words(user)) else ""

    def is_common(self, word: str) -> bool:
        return word in self.passwords or word in LOCAL

    def is_repeated(self, text: str) -> bool:
        """Is it one thing, over and over, that would be refused by itself?"""
        plain = re.sub(r"[\W_]+", "", text)
        letters = re.sub(r"\d+", "", plain)  # « bonjour1bonjour2 »
        for signs in (
            [plain, letters] if 3 * len(letters) >= 2 * len(plain) else [plain]
        ):
            part = repeated_part(signs)
            if part and (len(part) < SHORTEST or self.is_common(part)):
                return True
        return False

    def get_help_text(self) -> str:
        return "Plusieurs mots sans rapport font un bon mot de passe."


def repeated_part(signs: str) -> str:
    """What `signs` repeats twice at least, the last time perhaps in part; or empty."""
    for length in range(1, len(signs) // 2 + 1):
        if signs[length:] == signs[:-length]:
            return signs[:length]
    return ""


def is_in_a_row(password: str) -> bool:
    """Is half of it, or more, keys, letters or figures that follow each other?"""
    whole = "".join(password.casefold().split())
    plain = re.sub(r"[\W_]+", "", fold(password))
    once = re.sub(r"(.)\1+", r"\1", plain)  # « aabbccddeeff »
    return any(2 * in_runs(signs) >= len(signs) for signs in (whole, plain, once))


def in_runs(signs: str) -> int:
    """How many signs are in runs of four or more."""
    count = start = 0
    while start < len(signs):
        end = start + SHORTEST_RUN
        if not is_run(signs[start:end]):
            start += 1
            continue
        while end < len(signs) and is_run(signs[start : end + 1]):
            end += 1
        count += end - start
        start = end
    return count


def is_run(signs: str) -> bool:
    return len(signs) >= SHORTEST_RUN and any(signs in way for way in BOTH_WAYS)


#: What a password must not look like, in words.
OWN = {
    "email": "à votre adresse mail",
    "first_name": "à votre nom",
    "last_name": "à votre nom",
    "full_name": "à votre nom",
}


class OwnWordsValidator:
    """Refuses one's name and one's address, and says which; Django names the field."""

    def __init__(self) -> None:
        self.each = {name: UserAttributeSimilarityValidator((name,)) for name in OWN}

    def validate(self, password: str, user: Any = None) -> None:
        for name, validator in self.each.items():
            try:
                validator.validate(password, user)
            except ValidationError as error:
                sentence = f"Ce mot de passe est trop semblable {OWN[name]}. {INSTEAD}"
                raise ValidationError(sentence, code=error.code) from None

    def get_help_text(self) -> str:
        return "Un mot de passe ne ressemble ni à votre nom, ni à votre adresse."
