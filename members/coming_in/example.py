"""A CSV file to start from."""

from __future__ import annotations

from members.coming_in.permissions import roles_to_give, spaces_to_invite_to
from members.models import Member
from members.spaces.terms import last_day

TITLES = [
    "Adresse mail",
    "Nom",
    "Prénom",
    "Profession",
    "Commune",
    "Code postal",
    "Structure",
    "Téléphone",
    "RPPS",
    "Espaces",
    "Niveau",
    "Rôle",
    "Jusqu’au",
]
#: Addresses of nobody (RFC 2606 § 3) and a telephone of fiction (ARCEP).
NURSE = ["prenom.nom@mail.example", "Nom", "Prénom", "Infirmière"]
DOCTOR = ["autre.personne@mail.example", "Personne", "Autre", "Médecin généraliste"]
WHERE = ["Lapalisse", "03120", ""]


def rows(user: Member) -> list[list[str]]:
    """The titles and two lines that `user` may give as they are."""
    spaces = [space.name for space in spaces_to_invite_to(user)[:2]]
    until = f"{last_day():%d/%m/%Y}"
    first = ["permanent", ""]
    if Member.Role.PERMANENT not in roles_to_give(user):
        first = ["occasionnel", until]
    both, one = "|".join(spaces), spaces[0]
    return [
        TITLES,
        [*NURSE, *WHERE, "04 65 71 00 10", "", both, "contribution", *first],
        [*DOCTOR, *WHERE, "", "", one, "lecture", "occasionnel", until],
    ]
