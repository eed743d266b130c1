"""What a file changes for someone who has an account."""

from __future__ import annotations

from typing import Any

from members import communes
from members.coming_in import workplaces
from members.coming_in.guests import Belonging, Guest, Place
from members.models import Invitation, Member, Practice
from members.spaces import terms

#: How the fields that a file changes are called.
FIELDS = {
    "first_name": "prénom",
    "last_name": "nom",
    "phone": "téléphone",
    "rpps": "RPPS",
    "professions": "profession",
    "practice": "lieu d’exercice ajouté",
}


def changes_of(member: Member, guest: Guest, where: list[Practice]) -> dict[str, Any]:
    """What the file says of him that his card does not; a place is added to his."""
    given = {
        "first_name": guest.first_name,
        "last_name": guest.last_name,
        "phone": guest.details.get("phone", ""),
        "rpps": guest.rpps,
    }
    changes: dict[str, Any] = {
        name: value
        for name, value in given.items()
        if value and value != getattr(member, name)
    }
    held = {profession.pk for profession in member.professions.all()}
    if guest.professions and held != {p.pk for p in guest.professions}:
        changes["professions"] = list(guest.professions)
    if new := workplaces.new_among(member.practices.all(), where):
        changes["practice"] = new
    return changes


def in_words(changes: dict[str, Any]) -> str:
    """« prénom, téléphone, lieu d’exercice ajouté (Moulins) »."""
    words = [FIELDS[name] for name in changes]
    if "practice" in changes:
        words[-1] += f" ({workplaces.in_words(changes['practice'])})"
    return ", ".join(words)


def told_of_waiting(waiting: Invitation, guest: Guest) -> str:
    """What a file changes in an invitation that waits: « commune Moulins (03000)
    devient Moulins (35680) »; empty when it is nothing that was there.
    """
    before, after = waiting.details, guest.details
    pairs = {
        "prénom": (waiting.first_name, guest.first_name),
        "nom": (waiting.last_name, guest.last_name),
        "RPPS": (waiting.rpps, guest.rpps),
        "téléphone": (before.get("phone", ""), after.get("phone", "")),
        "commune": tuple(
            str(communes.of_code(each.get("commune_code", "")) or "")
            for each in (before, after)
        ),
    }
    changed = [
        f"{name} {old} devient {new}"
        for name, (old, new) in pairs.items()
        if old and new and old != new
    ]
    return f"L’invitation change\u202f: {', '.join(changed)}." if changed else ""


def there_already(member: Member, places: list[Place], belongs: Belonging) -> list[str]:
    """Of the spaces where he is, that nothing changes there, and where it does."""
    sentences = []
    for place in places:
        held = belongs.get((member.pk, place.space.pk))
        if held is None:
            continue
        told = f"Déjà dans «\u202f{place.space}\u202f»"
        if held == (place.role, place.ends_on):
            sentences.append(f"{told}.")
        else:
            sentences.append(
                f"{told} ({terms.in_words(*held)})\u202f: son niveau et sa date n’y "
                "changent pas par un fichier, mais parmi les personnes de l’espace."
            )
    return sentences
