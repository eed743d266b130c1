"""Who replaces someone who is away: which member is meant, and whether he is there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from members.french import in_words
from members.models import Absence, Member
from members.names import TITLES
from members.rights import User
from members.spaces import letters
from members.words import words

#: « lise@exemple.fr », « Lise Aubert <lise@exemple.fr> ».
ADDRESS = re.compile(r"(?:[^<>@]*<)?\s*([^\s<>@]+@[^\s<>@]+?)\s*>?")
MOST = 50


#: « c’est moi-même », « par moi », « ce sera moi » say no more than « moi ».
BESIDE_ME = frozenset(["bien", "c", "ce", "est", "meme", "moi", "par", "sera"])


def says_me(text: str) -> bool:
    """Is it who writes, whatever is said beside? « moi », « moi, 04 65 71 00 09 »."""
    said = [word for word in words(text) if word == "moi" or word not in BESIDE_ME]
    return said[:1] == ["moi"]


def is_me(text: str) -> bool:
    return says_me(text) and BESIDE_ME.issuperset(words(text))


#: Who these are, nobody who reads the card knows.
PRONOUNS = frozenset(
    ["elle", "elles", "eux", "il", "ils", "lui", "nous", "on", "soi", "toi", "vous"]
)
NOBODY = frozenset(["aucun", "aucune", "neant", "non", "personne"])


def is_pronoun(text: str) -> bool:
    """« elle-même », « c’est lui », « par vous » name nobody."""
    told = [word for word in words(text) if word not in BESIDE_ME - {"moi"}]
    return bool(told) and {*PRONOUNS, "memes"}.issuperset(told)


def is_nobody(text: str) -> bool:
    """« personne », « Aucun. »: as if nothing was written."""
    told = words(text)
    return len(told) == 1 and told[0] in NOBODY


@dataclass(frozen=True)
class Meant:
    """The members that a text may mean; `by_last_name`: it says no more than that."""

    found: list[Member] = field(default_factory=list)
    by_last_name: bool = False


def meant(user: User, text: str) -> Meant:
    """By an address, a whole name in either order, else a last name: « Mme Aubert ».

    Only members whom `user` may find. What says more, a telephone, is no name.
    """
    seen = Member.objects.listed_to(user).order_by("folded", "pk")
    if address := ADDRESS.fullmatch(text.strip()):
        return Meant(list(seen.filter(email__iexact=address[1])))
    asked = words(text)
    if len(asked) > 1 and asked[0] in {*TITLES, "m"}:
        asked = asked[1:]
    if not asked:
        return Meant()
    likely = seen
    for word in asked[:8]:
        likely = likely.filter(folded__contains=f" {word} ")
    whole = [
        member
        for member in likely[:MOST]
        if asked
        in (
            words(f"{member.first_name} {member.last_name}"),
            words(f"{member.last_name} {member.first_name}"),
        )
    ]
    if whole:
        return Meant(whole)
    # What is folded begins by the last name.
    family = seen.filter(folded__startswith=f" {' '.join(asked)} ")
    found = [member for member in family[:MOST] if words(member.last_name) == asked]
    return Meant(found, by_last_name=True)


def clashing(absences: Iterable[Absence]) -> dict[int, list[Absence]]:
    """Of each, by its key, the absences of who replaces that share a day with it.

    One query, however many there are.
    """
    replaced = [absence for absence in absences if absence.replaced_by_id]
    if not replaced:
        return {}
    theirs = Absence.objects.filter(
        member__in={absence.replaced_by_id for absence in replaced},
        ends_on__gte=min(absence.starts_on for absence in replaced),
        starts_on__lte=max(absence.ends_on for absence in replaced),
    )
    away = list(theirs.order_by("starts_on"))
    return {
        absence.pk: [
            other
            for other in away
            if other.member_id == absence.replaced_by_id and meet(absence, other)
        ]
        for absence in replaced
    }


def meet(one: Absence, other: Absence) -> bool:
    return one.starts_on <= other.ends_on and other.starts_on <= one.ends_on


def warnings(user: Member, absence: Absence) -> list[str]:
    """What to tell who announces it: who replaces is away too, or counts on him."""
    own = user.pk == absence.member_id
    name = absence.member.get_full_name()
    said = []
    if absence.replaced_by_id is None and ADDRESS.fullmatch(absence.replacement):
        said.append(
            f"«\u202f{absence.replacement}\u202f» n’est l’adresse d’aucun "
            "membre\u202f: elle se lit sur la fiche telle que vous l’avez écrite."
        )
    said += [
        both_away(absence, other, "vous" if own else name)
        for other in clashing([absence]).get(absence.pk, [])
    ]
    counting = Absence.objects.filter(
        ~Q(member=absence.replaced_by_id),
        member__in=Member.objects.listed_to(user),
        replaced_by=absence.member_id,
        starts_on__lte=absence.ends_on,
        ends_on__gte=absence.starts_on,
    )
    replaces = "Vous remplacez" if own else f"{name} remplace"
    said += [
        f"{replaces} {other.member.get_full_name()} {days(other)}\u202f: il faudra "
        "quelqu’un d’autre pour ces jours."
        for other in counting.select_related("member").order_by("starts_on", "pk")
    ]
    return said


def both_away(absence: Absence, other: Absence, counted_on: str) -> str:
    assert absence.replaced_by is not None
    who = absence.replaced_by.get_full_name()
    if other.replaced_by_id == absence.member_id:
        return (
            f"{who} est en absence aussi, {days(other)}, et compte sur {counted_on} "
            "pour le remplacement\u202f: ces jours-là, il n’y a personne."
        )
    return (
        f"{who} est en absence aussi, {days(other)}\u202f: pour ces jours, donnez "
        "quelqu’un d’autre."
    )


def days(absence: Absence) -> str:
    return f"du {absence.starts_on:%d/%m/%Y} au {absence.ends_on:%d/%m/%Y}"


def with_clashes(
    absences: Iterable[Absence],
) -> list[tuple[Absence, list[Absence]]]:
    """Each with the absences of who replaces that share a day with it."""
    absences = list(absences)
    found = clashing(absences)
    return [(absence, found.get(absence.pk, [])) for absence in absences]


def tell_left(member: Member) -> None:
    """Those whom he was to replace, today or later: he is there no more."""
    counted_on = Absence.objects.not_over(timezone.localdate()).filter(
        replaced_by=member, member__is_active=True
    )
    for absence in counted_on.select_related("member"):
        letters.write(
            [absence.member],
            f"{member.get_full_name()} ne vous remplacera pas",
            f"{member.get_full_name()} n’a plus de compte ici. Vous aviez dit que "
            "c’est la personne qui vous remplace du "
            f"{in_words(absence.starts_on)} au {in_words(absence.ends_on)}\u202f: "
            "votre fiche ne le dit plus.",
            action="Dire qui vous remplace",
            address=reverse("members:absences", args=[absence.member_id]),
        )
