"""What staff and editors fill in: structures, and contacts without an account."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from members.directory.fields import (
    InCommuneForm,
    InStructureForm,
    PhoneField,
    ProfessionsField,
    Suggested,
)
from members.directory.structures import alike, named, same
from members.models import Contact, Member, Space, Structure
from members.name_form import NamedForm

FINESS = re.compile(r"\d[\dAB]\d{7}")


class StructureForm(InCommuneForm, forms.ModelForm):  # type: ignore[type-arg]
    phone = PhoneField(label="Téléphone", short=True)
    website = forms.URLField(
        label="Site",
        required=False,
        assume_scheme="https",
        help_text="Par exemple https://www.ch-vichy.example",
        error_messages={
            "invalid": "Écrivez une adresse complète, comme "
            "https://www.ch-vichy.example."
        },
    )
    finess = forms.CharField(
        label="Numéro FINESS",
        help_text="Neuf caractères, pour les établissements.",
        required=False,
        max_length=20,
    )
    field_order = ["name", "kind", "street", "commune"]

    class Meta:
        model = Structure
        fields: Sequence[str] = [
            "name",
            "kind",
            "street",
            "phone",
            "email",
            "website",
            "concerns",
            "finess",
        ]
        widgets = {"concerns": forms.Textarea({"rows": 3})}
        labels = {"concerns": "À contacter pour", "kind": "Genre"}
        help_texts = {
            "concerns": "Ce que l’on y fait, pour qui, à quelles heures.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["commune"] = self.instance.commune_typed
        kinds: Any = self.fields["kind"]
        kinds.choices = [("", "Choisissez…"), *Structure.Kind.choices]

    def clean_finess(self) -> str:
        number = "".join(str(self.cleaned_data["finess"]).split()).upper()
        if number and not FINESS.fullmatch(number):
            raise ValidationError("Un numéro FINESS a neuf caractères.")
        return number

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        commune = cleaned.get("commune")
        if "commune" in cleaned:
            self.instance.stand_in(commune)
            name = cleaned.get("name", "")
            if name and same(name, self.instance.commune_code, self.instance):
                self.add_error("name", "Une structure de ce nom existe déjà ici.")
            elif name and self.instance.pk is None:
                self.tell_alike(name)
        return cleaned

    def tell_alike(self, name: str) -> None:
        """Before it is added: one that is written otherwise is the same."""
        there = alike(name, self.instance.commune_code)
        if there is not None:
            self.add_error(
                "name",
                f"«\u202f{there}\u202f» est déjà dans l’annuaire. Corrigez plutôt sa "
                "fiche. Si c’est une autre, donnez-lui un nom qui l’en distingue.",
            )


class MergeForm(forms.Form):
    """Which structure stays, when two are the same."""

    avec = forms.CharField(
        label="Quelle structure garder\u202f?",
        max_length=200,
        widget=Suggested("structures"),
        error_messages={"required": "Dites quelle structure garder."},
    )

    def __init__(self, *args: Any, double: Structure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.double = double

    def clean_avec(self) -> Structure:
        text = self.cleaned_data["avec"]
        found = [s for s in named(text) if s.pk != self.double.pk]
        if len(found) == 1:
            return found[0]
        if found:
            raise ValidationError(
                "Plusieurs structures ont ce nom\u202f: ajoutez la commune, comme dans "
                f"«\u202f{found[0]}\u202f»."
            )
        raise ValidationError(
            f"Aucune autre structure ne s’appelle «\u202f{text}\u202f». Choisissez un "
            "nom proposé."
        )


class ContactForm(NamedForm, InStructureForm, forms.ModelForm):  # type: ignore[type-arg]
    phone = PhoneField(label="Téléphone", short=True)
    professions = ProfessionsField()
    field_order = [
        "first_name",
        "last_name",
        "function",
        "structure",
        "commune",
        "phone",
        "email",
        "concerns",
        "professions",
        "space",
    ]

    class Meta:
        model = Contact
        fields: Sequence[str] = [
            "first_name",
            "last_name",
            "function",
            "phone",
            "email",
            "concerns",
            "professions",
            "space",
        ]
        widgets = {"concerns": forms.Textarea({"rows": 3}), "space": forms.RadioSelect}
        labels = {
            "concerns": "À contacter pour",
            "space": "Qui verra ce contact\u202f?",
        }
        help_texts = {
            "function": "Par exemple\u202f: assistante sociale de l’hôpital.",
            "concerns": "Ce pour quoi l’appeler.",
            "space": "Les personnes qui voient cet espace.",
        }

    def __init__(self, *args: Any, user: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["commune"] = self.instance.commune_typed
        self.initial["structure"] = str(self.instance.structure or "")
        professions = self.fields["professions"]
        assert isinstance(professions, ProfessionsField)
        professions.in_order()
        spaces = self.fields["space"]
        assert isinstance(spaces, forms.ModelChoiceField)
        mine = Space.objects.changed_by(user).values("pk")
        keep = self.instance.space_id
        spaces.queryset = Space.objects.filter(Q(pk__in=mine) | Q(pk=keep))
        spaces.empty_label = None
        keys = list(spaces.queryset.values_list("pk", flat=True)[:2])
        if keep is None and len(keys) == 1:  # nothing to choose
            self.initial["space"] = keys[0]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        structure = cleaned.get("structure")
        self.instance.structure = structure
        self.instance.stand_in(cleaned.get("commune"))
        if structure is not None and structure.commune_code:
            self.instance.commune_code = structure.commune_code
            self.instance.commune_name = structure.commune_name
        return cleaned
