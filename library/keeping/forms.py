"""What is written when a document is archived, and by the Archives when it goes."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import Case, When
from django.utils import timezone

from library.addresses import ForeignError, path_here
from library.forms import without_number
from library.models import Document
from members.models import Member

#: So many are offered by their title; the others by their number or their address.
OFFERED = 200
#: « Protocole de sortie (n° 12) », « n° 12 », « 12 ».
NAMED = re.compile(r"(?:n°\s*|^)(\d{1,9})\)?$")
#: An address, with its beginning or without it.
WHOLE = re.compile(r"(?:[a-z]+:)?//|/", re.IGNORECASE)
BARE = re.compile(r"www\.|\S+/(?:bibliotheque|fichiers)/\d", re.IGNORECASE)
#: « /bibliotheque/12/?page=3 », and the address of the file.
AT = re.compile(r"/(?:bibliotheque|fichiers)/(\d{1,9})(?:/|$)")
UNKNOWN = (
    "Ce document n’est pas trouvé parmi ceux que vous voyez. Choisissez-le dans la "
    "liste, ou collez l’adresse de sa page."
)
ITSELF = (
    "C’est ce document lui-même. Donnez celui qu’il faut lire à sa place, ou laissez "
    "vide."
)
SEVERAL = (
    "Plusieurs documents ont ce titre. Choisissez le bon dans la liste, ou collez "
    "l’adresse de sa page."
)
FOREIGN = (
    "Cette adresse est d’un autre site ({}). Ajoutez d’abord ce document à la "
    "bibliothèque, ou écrivez son adresse dans «\u202fPourquoi\u202f?\u202f»."
)
NO_DOCUMENT = (
    "Cette adresse n’est pas celle d’un document de la bibliothèque. Ouvrez la page du "
    "document, et copiez son adresse."
)


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
        found = self.titled(given)
        if not found:
            key = key_of(given)
            if key == self.document.pk or (key is None and self.is_itself(given)):
                raise forms.ValidationError(ITSELF)
            found = list(self.seen.filter(pk=key)) if key is not None else []
        if len(found) > 1:
            raise forms.ValidationError(SEVERAL)
        if not found:
            raise forms.ValidationError(UNKNOWN)
        return found[0]

    def titled(self, given: str) -> list[Document]:
        """Those of this title; the one that is followed, if others are archived."""
        same = self.seen.filter(title__iexact=given)
        followed = list(same.in_use()[:2])
        return followed if len(followed) == 1 else list(same[:2])

    def is_itself(self, given: str) -> bool:
        return given.casefold() == " ".join(self.document.title.split()).casefold()


def key_of(given: str) -> int | None:
    """The number of the document that is named so; None of what is a title.

    Raises ValidationError of an address that is not that of a document of ours.
    """
    is_whole = WHOLE.match(given)
    if not is_whole and not BARE.match(given):
        named = NAMED.search(given)
        return int(named[1]) if named else None
    try:
        there = AT.match(path_here(given if is_whole else f"//{given}"))
    except ForeignError as error:
        raise forms.ValidationError(FOREIGN.format(error)) from error
    except ValueError:  # « http://[ »
        raise forms.ValidationError(UNKNOWN) from None
    if there is None:
        raise forms.ValidationError(NO_DOCUMENT)
    return int(there[1])


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
