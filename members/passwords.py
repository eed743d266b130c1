"""Passwords that a guesser tries first."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
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


class DisguisedCommonValidator(CommonPasswordValidator):
    """Refuses a common word with digits or signs around it: `Motdepasse2026!`."""

    def validate(self, password: str, user: Any = None) -> None:
        word = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", fold(password).replace(" ", ""))
        if word in self.passwords or word in LOCAL:
            raise ValidationError(
                "Ce mot de passe est trop courant\u202f: un mot connu, et des chiffres "
                "autour. Mettez plutôt plusieurs mots sans rapport.",
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        return "Plusieurs mots sans rapport font un bon mot de passe."
