"""The directory: who does what, where, and how to reach him.

`refold` is what other parts of the house need; the rest is a module for each subject.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from members.listed import Listed
from members.models import Contact, Member, Structure
from members.words import kept

AT_ONCE = 500


def refold(*things: Listed) -> None:
    """Keep the words by which these people, contacts or structures are found.

    Reads what is in the database; writes nothing but `folded`. A few queries for each
    five hundred, however many there are.
    """
    for kind in (Member, Contact, Structure):
        mine = {thing.pk: thing for thing in things if isinstance(thing, kind)}
        for pk, text in refold_rows(kind._default_manager.filter(pk__in=mine)).items():
            mine[pk].folded = text


def refold_rows(rows: models.QuerySet[Any]) -> dict[int, str]:
    """The same for the rows of a query; gives their words by key."""
    found: dict[int, str] = {}
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        some = rows.model._default_manager.filter(pk__in=keys[start : start + AT_ONCE])
        found |= refold_some(rows.model, some)
    return found


def refold_some(kind: type[Listed], rows: models.QuerySet[Any]) -> dict[int, str]:
    if kind is Member:
        rows = rows.prefetch_related("professions", "practices__structure")
    elif kind is Contact:
        rows = rows.select_related("structure").prefetch_related("professions")
    changed: list[Listed] = []
    found: dict[int, str] = {}
    for row in rows:
        found[row.pk] = kept(*parts(row))
        if row.folded != found[row.pk]:
            row.folded = found[row.pk]
            changed.append(row)
    kind._default_manager.bulk_update(changed, ["folded"], batch_size=AT_ONCE)
    return found


def parts(thing: Listed) -> Iterable[str]:
    """What a line is found by, what orders it first."""
    if isinstance(thing, Structure):
        return [
            thing.name,
            thing.commune_name,
            thing.get_kind_display(),
            thing.concerns,
        ]
    if isinstance(thing, Contact):
        return [
            thing.last_name,
            thing.first_name,
            thing.function,
            *(profession.name for profession in thing.professions.all()),
            *([thing.structure.name] if thing.structure else []),
            thing.commune_name,
            thing.concerns,
        ]
    assert isinstance(thing, Member)
    places: list[str] = []
    for practice in thing.practices.all():
        places += [practice.commune_name]
        if practice.structure:
            places += [practice.structure.name, practice.structure.get_kind_display()]
    return [
        thing.last_name,
        thing.first_name,
        *(profession.name for profession in thing.professions.all()),
        *places,
        thing.concerns,
    ]
