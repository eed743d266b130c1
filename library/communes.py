"""The communes that a document is about, as people write them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any

from django import forms

from library.models import Document, DocumentCommune
from members import communes
from members.communes import Commune
from members.directory.fields import Suggested
from members.directory.nearby import Meant, meant, several, territory, unknown

#: More than a territory has.
MOST = 100
SEPARATORS = re.compile(r"[,;\n]")
HELP = (
    "Celles dont parle le document, séparées par des virgules\u202f: Lapalisse, "
    "Dompierre-sur-Besbre. Vide\u202f: tout le territoire."
)


class CommunesField(forms.CharField):
    """« Lapalisse, Cusset (03300) » as a list of `Commune`, each once.

    Refuses what names none, or several, with those that may be meant.
    """

    def __init__(self, **kwargs: Any) -> None:
        widget = Suggested("communes")
        widget.attrs["data-many"] = ""
        given = {"label": "Communes", "required": False, "help_text": HELP}
        super().__init__(**{**given, "widget": widget, "max_length": 3000, **kwargs})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        asked = list(filter(None, map(str.strip, SEPARATORS.split(text))))
        if len(asked) > MOST:
            raise forms.ValidationError(
                f"Gardez {MOST} communes au plus\u202f: il y en a {len(asked)}."
            )
        near = territory() if asked else frozenset()
        read = [(piece, meant(piece, near)) for piece in asked]
        told = [why_not(piece, one, near) for piece, one in read]
        if any(told):
            raise forms.ValidationError(list(filter(None, told)))
        return list(dict.fromkeys(one.found[0] for _, one in read))


def why_not(text: str, read: Meant, near: Collection[str]) -> str:
    """What to tell of a piece that is not one commune for sure; empty when it is."""
    if len(read.found) == 1 and read.here:
        names = communes.quoted([*read.here, *read.found])
        return f"Pour «\u202f{text[:60]}\u202f», écrivez {names}."
    if len(read.found) == 1:
        return ""
    return several(text, read) if read.found else unknown(text, near)


def written(document: Document) -> str:
    """As they may be typed again: « Cusset (03300), Lapalisse (03120) »."""
    return ", ".join(each.commune_typed for each in document.communes.all())


def set_communes(document: Document, chosen: Iterable[Commune]) -> None:
    """In the place of those it has."""
    codes = [commune.code for commune in chosen]
    document.communes.exclude(commune_code__in=codes).delete()
    add_communes(document, chosen)


def add_communes(document: Document, chosen: Iterable[Commune]) -> None:
    """Beside those it has."""
    DocumentCommune.objects.bulk_create(
        [
            DocumentCommune(
                document=document, commune_code=each.code, commune_name=each.name
            )
            for each in chosen
        ],
        ignore_conflicts=True,
    )
