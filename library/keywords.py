"""Keywords of documents: a few words each, as people separate them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from taggit.models import Tag

from library.door import numbers
from library.models import Document
from members.listed import fold

LONGEST, MOST = 50, 20
SEPARATORS = re.compile(r"[,;\n]")
HELP = "Séparés par des virgules\u202f: diabète, retour à domicile."


class KeywordsField(forms.CharField):
    """« diabète, chutes » as a list, each once whatever its capitals and accents.

    Refuses one of more than LONGEST characters, more than MOST, and what names a
    patient.
    """

    def __init__(self, **kwargs: Any) -> None:
        given = {"label": "Mots-clés", "required": False, "help_text": HELP}
        super().__init__(**{**given, "max_length": 1000, **kwargs})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if numbers.is_in(text):
            raise forms.ValidationError(numbers.NOT_HERE)
        found: dict[str, str] = {}
        for piece in SEPARATORS.split(text):
            word = " ".join(piece.split())
            if len(word) > LONGEST:
                raise forms.ValidationError(
                    f"«\u202f{word[:LONGEST]}…\u202f» est trop long\u202f: un "
                    f"mot-clé a {LONGEST} caractères au plus. Séparez-les par des "
                    "virgules."
                )
            if word:
                found.setdefault(fold(word), word)
        if len(found) > MOST:
            raise forms.ValidationError(
                f"Gardez {MOST} mots-clés au plus\u202f: il y en a {len(found)}."
            )
        return list(found.values())


def shown(document: Document) -> str:
    """As they are typed."""
    return ", ".join(document.tags.names())


def set_keywords(document: Document, words: Iterable[str]) -> None:
    """In the place of those it has."""
    document.tags.set(spelt(words))


def spelt(words: Iterable[str]) -> list[str]:
    """As others spelt them first, where only capitals, accents or hyphens differ."""
    asked = {fold(word): word for word in words}
    if not asked:
        return []
    for name in Tag.objects.order_by("-pk").values_list("name", flat=True):
        if fold(name) in asked:
            asked[fold(name)] = name
    return list(asked.values())


def alike(word: str) -> list[str]:
    """All the spellings of a keyword that there are."""
    names = Tag.objects.values_list("name", flat=True)
    return [name for name in names if fold(name) == fold(word)]
