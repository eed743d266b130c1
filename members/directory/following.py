"""The words of the directory follow what they are made of, whoever changes it.

Signals, as for every index: the admin, an import and the site all save rows.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_save

from members.directory import refold, refold_rows
from members.listed import Listed
from members.models import Contact, Member, Practice, Profession, Structure

#: Fields of a member that his words are made of.
TELLING = {"first_name", "last_name", "concerns"}


def saved(
    instance: Listed, update_fields: Any = None, raw: bool = False, **kwargs: Any
) -> None:
    if raw or (update_fields is not None and not TELLING & set(update_fields)):
        return
    refold(instance)


def structure_saved(instance: Structure, raw: bool = False, **kwargs: Any) -> None:
    if raw:
        return
    refold(instance)
    refold_rows(rows(Member).filter(practices__structure=instance).distinct())
    refold_rows(rows(Contact).filter(structure=instance))


def profession_saved(instance: Profession, created: bool, **kwargs: Any) -> None:
    if created:
        return
    refold_rows(rows(Member).filter(professions=instance))
    refold_rows(rows(Contact).filter(professions=instance))


def practice_changed(instance: Practice, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        refold_rows(rows(Member).filter(pk=instance.member_id))


def professions_changed(
    instance: Any, action: str, model: type[Any], pk_set: set[int] | None, **kw: Any
) -> None:
    if not action.startswith("post_"):
        return
    if isinstance(instance, Listed):
        refold(instance)
    elif pk_set:  # from the other side: `profession.members.add(…)`
        refold_rows(rows(model).filter(pk__in=pk_set))


def rows(kind: type[Any]) -> QuerySet[Any]:
    found: QuerySet[Any] = kind._default_manager.all()
    return found


def connect() -> None:
    name = "members.directory.following"
    for kind in (Member, Contact):
        post_save.connect(saved, kind, dispatch_uid=name)
        m2m_changed.connect(
            professions_changed, kind.professions.through, dispatch_uid=name
        )
    post_save.connect(structure_saved, Structure, dispatch_uid=name)
    post_save.connect(profession_saved, Profession, dispatch_uid=name)
    post_save.connect(practice_changed, Practice, dispatch_uid=name)
    post_delete.connect(practice_changed, Practice, dispatch_uid=name)
