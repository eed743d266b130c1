"""Rows found by their words: all of them, in any order, whatever column holds each.

Neither accents, capitals nor the kind of an apostrophe count, whatever the database:
a row keeps its words folded (`members.words.plain`), and so is the question.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from members.words import plain


class SearchedField(models.TextField[str, str]):
    """The words of some other fields, kept anew each time the row is saved.

    `QuerySet.update` and `bulk_update` do not save: who changes rows by them calls
    `follow` first.
    """

    def __init__(self, *args: Any, of: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.of = of
        kwargs |= {"editable": False, "default": ""}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        text = plain(*(getattr(model_instance, name) for name in self.of))
        setattr(model_instance, self.attname, text)
        return text


def follow(row: models.Model) -> None:
    """Fold the words of a row again, before its fields are written by themselves."""
    field = row._meta.get_field("folded")
    assert isinstance(field, SearchedField)
    field.pre_save(row, False)


def having(question: str) -> Q:
    """The rows that have every word of the question, which is as short as a line."""
    wanted = Q()
    for word in dict.fromkeys(question.split()):
        wanted &= has(word)
    return wanted


def has(word: str, *elsewhere: str) -> Q:
    """The rows that have this one, in `folded` or in a folded field of `elsewhere`.

    What is typed without a space stays together: « claire@exemple.fr », « d’Arc ».
    """
    text = plain(word).strip()
    found = Q(folded__contains=text)
    for field in elsewhere:
        there = Q()
        for part in text.split():
            there &= Q(**{f"{field}__contains": part})
        found |= there
    return found
