"""How complete a card is, and what to add to it first."""

from __future__ import annotations

from dataclasses import dataclass

from members.models import Member


@dataclass(frozen=True)
class Completeness:
    """`percent` of what helps to be found and reached; what is missing, in words."""

    percent: int
    missing: list[str]

    @property
    def sentence(self) -> str:
        if not self.missing:
            return "Votre fiche est complète."
        first = self.missing[:3]
        named = ", ".join(first[:-1]) + (" et " if len(first) > 1 else "") + first[-1]
        return (
            f"Votre fiche est complète à {self.percent}\u202f%\u202f: ajoutez {named}."
        )


def completeness(member: Member) -> Completeness:
    """Two queries. RPPS counts for who has a profession of the official list."""
    professions = list(member.professions.all())
    asked = [
        ("votre profession", bool(professions)),
        ("un lieu d’exercice", bool(member.practices.all())),
        ("votre téléphone", bool(member.phone)),
        ("ce pour quoi vous contacter", bool(member.concerns)),
        ("vos jours de travail", bool(member.working_days)),
        ("vos heures", bool(member.working_hours)),
        ("une photo", bool(member.photo)),
    ]
    if any(profession.code for profession in professions):
        asked.insert(3, ("votre numéro RPPS", bool(member.rpps)))
    missing = [words for words, there in asked if not there]
    return Completeness(round(100 * (1 - len(missing) / len(asked))), missing)
