"""What is written when a document is archived, and by the Archives when it goes."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import Case, When
from django.utils import timezone

from library.forms import without_number
from library.models import Document
from members.models import Member

#: So many are offered by their title; the others by their number or their address.
OFFERED = 200
#: « Protocole de sortie (n° 12) », « 12 », « https://…/bibliotheque/12/?page=3 ».
NAMED = re.compile(r"(?:bibliotheque/|n°\s*|^)(\d{1,9})(?:/.*|\)?)?$")


def offer(document: Document) -> str:
    """How a document is named in the list of the field: its title, then its number."""
    return f"{document.title} (n°\u202f{document.pk})"


class ArchiveForm(forms.Form):
    word = forms.CharField(
        label="Pourquoi\u202f?",
        required=False,
        max_length=300,
        help_text="Une phrase, pour qui le lira encore\u202f: «\u202fla loi de 2024 a "
        "changé la procédure\u202f».",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    superseded_by = forms.CharField(
        label="Remplacé par",
        required=False,
        max_length=500,
        help_text="Commencez son titre et choisissez-le, ou collez l’adresse de sa "
        "page.",
        widget=forms.TextInput(attrs={"list": "remplacants", "autocomplete": "off"}),
    )

    def __init__(
        self, *args: Any, user: Member, document: Document, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.document = document
        self.seen = Document.objects.visible_to(user).exclude(pk=document.pk)

    @property
    def offered(self) -> list[str]:
        """Those of its space, of its category first."""
        same = self.seen.in_use().filter(space=self.document.space_id)
        alike = Case(When(category=self.document.category_id, then=0), default=1)
        return [offer(one) for one in same.order_by(alike, "-created_at")[:OFFERED]]

    def clean_word(self) -> str:
        return without_number(self.cleaned_data["word"])

    def clean_superseded_by(self) -> Document | None:
        given = self.cleaned_data["superseded_by"].strip()
        if not given:
            return None
        named = NAMED.search(given)
        if named:
            found = self.seen.filter(pk=int(named[1]))
        else:
            found = self.seen.filter(title__iexact=given)
        one: Document | None = found.first() if found.count() == 1 else None
        if one is None:
            raise forms.ValidationError(
                "Ce document n’est pas trouvé parmi ceux que vous voyez. Choisissez-le "
                "dans la liste, ou collez l’adresse de sa page."
            )
        return one


class VisaForm(forms.Form):
    """What the Archives answered."""

    visa = forms.CharField(
        label="Référence du visa",
        max_length=120,
        help_text="Telle qu’elle est sur le bordereau signé, ou dans la lettre.",
    )
    visa_on = forms.DateField(
        label="Date du visa",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_visa_on(self) -> Any:
        day = self.cleaned_data["visa_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Cette date n’est pas encore venue.")
        return day
