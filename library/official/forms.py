"""What people fill in of official texts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from library.forms import limit_spaces, seen_title, without_number
from library.models import Category, Reference
from library.models.references import is_nor
from library.official.naming import NotFoundError, text_named
from library.stale import Unstale
from members.models import Member, Space

#: Bytes of a list: what a page may send back (DATA_UPLOAD_MAX_MEMORY_SIZE).
LARGEST = 1_000_000
#: No text of law that is cited is older (ordonnance de Villers-Cotterêts).
FIRST_YEAR = 1539


class TextField(forms.CharField):
    """An official text, as people name it. The form gives `user`, who must see it, and
    `but`, the key of the text that it is not.
    """

    user: Member
    but: int | None = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=500, **kwargs)

    def clean(self, value: Any) -> Any:
        given = super().clean(value)
        if not given:
            return None
        try:
            return text_named(given, self.user, self.but)
        except NotFoundError as error:
            raise forms.ValidationError(str(error)) from error


class ReferenceForm(Unstale, forms.ModelForm):  # type: ignore[type-arg]
    url = forms.URLField(
        label="Adresse du site officiel",
        help_text="Par exemple https://www.legifrance.gouv.fr/…",
        required=False,
        max_length=500,
        assume_scheme="https",
    )

    nor = forms.CharField(
        label="Numéro NOR",
        help_text=Reference._meta.get_field("nor").help_text,
        required=False,
        max_length=20,
    )
    eli = forms.URLField(
        label="Identifiant ELI",
        help_text=Reference._meta.get_field("eli").help_text,
        required=False,
        max_length=300,
        assume_scheme="https",
    )
    replaced_by = TextField(
        label="Remplacé par",
        help_text="Son titre, son numéro ou l’adresse de sa page ici. Ceux qui citent "
        "ce texte en sont avertis.",
    )

    class Meta:
        model = Reference
        fields: Sequence[str] = [
            "title",
            "kind",
            "number",
            "nor",
            "eli",
            "date",
            "in_force",
            "ended_on",
            "replaced_by",
            "url",
            "category",
            "space",
            "summary",
            "text",
        ]
        widgets = {
            "date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ended_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "summary": forms.Textarea(attrs={"rows": 3}),
            "text": forms.Textarea(attrs={"rows": 12}),
        }
        labels = {"text": "Texte intégral"}
        help_texts = {
            "text": "Laissez une ligne vide entre deux paragraphes.",
        }

    def __init__(self, *args: Any, user: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spaces = Space.objects.published_by(user)
        limit_spaces(self, user, keep=self.instance.space_id, among=spaces)
        after = self.fields["replaced_by"]
        assert isinstance(after, TextField)
        after.user, after.but = user, self.instance.pk
        seen = Reference.objects.visible_to(user)
        self.unseen: Reference | None = None
        if self.instance.replaced_by is not None:
            if seen.filter(pk=self.instance.replaced_by_id).exists():
                self.initial["replaced_by"] = self.instance.replaced_by.title
            else:  # in the trash, or in a space of others: it stays
                self.unseen = self.instance.replaced_by
                self.initial["replaced_by"] = ""
        self.watch_values(self.initial)

    def clean_title(self) -> str:
        return seen_title(self.cleaned_data["title"])

    def clean_replaced_by(self) -> Reference | None:
        given: Reference | None = self.cleaned_data["replaced_by"]
        return given or self.unseen

    def clean_summary(self) -> str:
        return without_number(self.cleaned_data["summary"])

    def clean_text(self) -> str:
        return without_number(self.cleaned_data["text"])

    def clean_nor(self) -> str:
        """Spelled as in the Journal officiel, whatever the case and spaces typed."""
        number = "".join(self.cleaned_data["nor"].split()).upper()
        if number:
            is_nor(number)
        return number

    def clean_date(self) -> date | None:
        day: date | None = self.cleaned_data["date"]
        if day is not None and day.year < FIRST_YEAR:
            raise forms.ValidationError(
                "Cette date est trop ancienne\u202f: l’année est-elle bien "
                f"{day.year}\u202f?"
            )
        return day


class BibliographyForm(forms.Form):
    """A CSV of official texts, and where they go."""

    file = forms.FileField(
        label="Fichier CSV",
        help_text="Une ligne par texte, et des titres de colonnes\u202f: titre, "
        "nature, numéro, NOR, ELI, date, en vigueur, abrogé le, remplacé par, "
        "adresse, catégorie, résumé, texte. Seul le titre est obligatoire, avec la "
        "nature ou l’adresse.",
    )
    space = forms.ModelChoiceField(
        Space.objects.none(), label="Dans quel espace\u202f?", empty_label="Choisissez…"
    )
    category = forms.ModelChoiceField(
        Category.objects.all(),
        label="Catégorie",
        required=False,
        help_text="De ceux dont la ligne n’en dit pas.",
    )

    def __init__(self, *args: Any, user: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_spaces(self, user, among=Space.objects.published_by(user))

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("Ce fichier dépasse 1\u202fMo. Coupez-le.")
        return bytes(file.read())


class KeepForm(forms.Form):
    """What was looked at, to be written."""

    content = forms.CharField(widget=forms.HiddenInput, max_length=2 * LARGEST)
    space = forms.ModelChoiceField(Space.objects.none(), widget=forms.HiddenInput)
    category = forms.ModelChoiceField(
        Category.objects.all(), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, user: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        space = self.fields["space"]
        assert isinstance(space, forms.ModelChoiceField)
        space.queryset = Space.objects.published_by(user)
