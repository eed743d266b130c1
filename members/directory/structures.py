"""What people do with structures: one function for each verb."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from members.directory import refold_rows
from members.models import Contact, FormerStructure, Member, Practice, Structure
from members.rights import User
from members.words import words

#: Fields that a merge takes from the double, when the one that stays has nothing.
FILLED = [
    "finess",
    "street",
    "phone",
    "email",
    "website",
    "concerns",
]
#: « (03) », « (2A) », « (974) » at the end of what `Structure.__str__` says.
DEPARTMENT = re.compile(r"\s*\((?:\d{2,3}|2[ab])\)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Linked:
    """What hangs on a structure."""

    people: int
    contacts: int

    @classmethod
    def to(cls, structure: Structure) -> Linked:
        practices = structure.practices.values("member").distinct().count()
        return cls(practices, structure.contacts.count())


def may_manage(user: User) -> bool:
    """Staff of the Pays keep the structures."""
    return isinstance(user, Member) and user.publishes_everywhere


def may_add(user: User) -> bool:
    """A permanent member adds the one he works in, when he writes his card."""
    return (
        isinstance(user, Member)
        and user.is_active
        and (user.publishes_everywhere or user.role == Member.Role.PERMANENT)
    )


def named(text: str) -> list[Structure]:
    """Structures that `text` names whole: « Cabinet du Pont, Lapalisse », or less.

    The department of a commune that shares its name may be said, as it is shown:
    « Cabinet du Pont, Saint-Prix (03) »; without it, the text may name several.
    """
    asked = words(text)
    return [
        structure
        for structure in like(text, most=50)
        if asked
        in (
            words(structure.name),
            words(str(structure)),
            words(f"{structure.name} {structure.commune_name}"),
        )
    ]


def like(text: str, most: int = 8) -> list[Structure]:
    """Structures that have a word beginning as each word of `text`."""
    asked = words(DEPARTMENT.sub("", text[:200]))[:12]
    if not asked:
        return []
    found = Structure.objects.all()
    for word in asked:
        found = found.filter(folded__contains=f" {word}")
    return list(found.order_by("folded")[:most])


def require(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


def add_structure(by: Member, structure: Structure) -> Structure:
    """Add a structure, or give the one that has this name in this commune.

    Capitals, accents and hyphens make no other name.
    """
    require(may_add(by))
    there = alike(structure.name, structure.commune_code)
    if there is not None:
        return there
    # Two people who add it at once: the second gets the first's.
    fields = {name: getattr(structure, name) for name in [*FILLED, "commune_name"]}
    added, _ = Structure.objects.get_or_create(
        name=structure.name,
        commune_code=structure.commune_code,
        defaults={"kind": structure.kind, **fields},
    )
    return added


@transaction.atomic
def change_structure(by: Member, structure: Structure) -> None:
    """Save what was changed; those who practise there follow it to its commune."""
    require(may_manage(by))
    keep(structure)


def keep(structure: Structure) -> None:
    """Save it last: the words of its people are then made of what is new."""
    if structure.commune_code:
        structure.practices.update(
            commune_code=structure.commune_code, commune_name=structure.commune_name
        )
    structure.save()


@transaction.atomic
def merge_structures(by: Member, double: Structure, into: Structure) -> None:
    """Move to `into` all that hangs on `double`, then remove `double`.

    What `into` does not know (its address, its telephone…) is taken from it too.
    """
    require(may_manage(by))
    if double.pk == into.pk:
        raise ValueError("a structure is not merged into itself")
    for name in FILLED:
        if not getattr(into, name):
            setattr(into, name, getattr(double, name))
    if not into.commune_code and not same(into.name, double.commune_code, double, into):
        into.commune_code = double.commune_code
        into.commune_name = double.commune_name
    # Who stands in both stays once.
    there = into.practices.values("member")
    double.practices.filter(member__in=there).delete()
    double.practices.update(structure=into)
    double.contacts.update(structure=into)
    double.former.update(now=into)
    FormerStructure.objects.create(was=double.pk, now=into)
    double.delete()
    keep(into)


def alike(name: str, commune_code: str) -> Structure | None:
    """The structure of this commune that has this name, however it is written."""
    asked = words(name)
    found = Structure.objects.filter(commune_code=commune_code)
    if not asked:
        return found.filter(name__iexact=name).first()
    for word in asked[:12]:
        found = found.filter(folded__contains=f" {word}")
    return next((each for each in found if words(each.name) == asked), None)


def same(name: str, commune_code: str, *but: Structure) -> bool:
    """Is there another structure of this name in this commune?"""
    return (
        Structure.objects.filter(name__iexact=name, commune_code=commune_code)
        .exclude(pk__in=[structure.pk for structure in but])
        .exists()
    )


@transaction.atomic
def delete_structure(by: Member, structure: Structure) -> None:
    """Remove a structure. Those who practise there keep their commune."""
    require(may_manage(by))
    people = list(structure.practices.values_list("member", flat=True))
    contacts = list(structure.contacts.values_list("pk", flat=True))
    # A place is a structure or a commune: without either, it is none.
    Practice.objects.filter(structure=structure, commune_name="").delete()
    structure.delete()
    refold_rows(Member.objects.get_queryset().filter(pk__in=people))
    refold_rows(Contact.objects.filter(pk__in=contacts))
