"""Communes and structures as people type them, checked against the official lists.

Works without scripts: what names several gives them to be chosen from.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy

from members import communes
from members.communes import Commune
from members.directory.nearby import meant, near_first, territory
from members.directory.phones import clean_phone
from members.directory.structures import like, named
from members.listed import fold
from members.models import RPPS_TAKEN, Member, Profession, Structure
from members.numbers import check_rpps

SEVERAL = "Plusieurs communes répondent à «\u202f{}\u202f»\u202f: choisissez la bonne."
UNKNOWN = (
    "Nous ne connaissons pas de commune «\u202f{}\u202f». Vérifiez, ou "
    "donnez son nom et son code postal."
)
NEARLY = (
    "Nous ne connaissons pas de commune «\u202f{}\u202f». Est-ce l’une de "
    "celles-ci\u202f? Sinon, donnez son code postal."
)
ONE_NEARLY = (
    "Nous ne connaissons pas de commune «\u202f{}\u202f». Est-ce {}\u202f? Cochez-la "
    "ci-dessous\u202f; sinon, donnez son code postal."
)
SEVERAL_STRUCTURES = (
    "Plusieurs structures répondent à «\u202f{}\u202f»\u202f: choisissez la bonne."
)
NEW_STRUCTURE = (
    "«\u202f{}\u202f» n’est pas encore dans l’annuaire. Dites ci-dessous quel genre de "
    "lieu c’est pour l’ajouter."
)
NEARLY_STRUCTURE = (
    "«\u202f{}\u202f» n’est pas dans l’annuaire sous ce nom. Est-ce l’une de "
    "celles-ci\u202f?"
)
NO_STRUCTURE = (
    "«\u202f{}\u202f» n’est pas dans l’annuaire. Choisissez un nom proposé, ou laissez "
    "vide et demandez à l’équipe du Pays de l’ajouter."
)
HERE = " Sur le territoire, il n’y a que {}."
FAR = (
    "La commune «\u202f{}\u202f» est loin, et une de votre territoire a presque ce "
    "nom\u202f: cochez la bonne ci-dessous."
)
MOST_CHOICES = 15


class Suggested(forms.TextInput):
    """A field that `static/js/suggest.js` completes, from the address it is given."""

    def __init__(self, kind: str) -> None:
        address = reverse_lazy("members:suggest", args=[kind])
        super().__init__({"data-suggest": address, "autocomplete": "off"})


class InCommuneForm(forms.Form):
    """Asks for a commune by its name or postcode; gives a `Commune` or None."""

    commune = forms.CharField(
        label="Commune",
        help_text="Son nom ou son code postal.",
        required=False,
        max_length=100,
        widget=Suggested("communes"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: What may have been meant, when the name does not say it.
        self.communes_to_choose: list[Commune] = []
        #: Which one was taken, of several of the same name.
        self.commune_told = ""

    def chosen(self, name: str) -> str:
        """What was ticked among the things to choose from."""
        return str(self.data.get(self.add_prefix(f"{name}_choice"), ""))

    def write(self, name: str, text: str) -> None:
        """Show `text` in the field, should the form come back for another reason."""
        given: Any = self.data
        self.data = given.copy()
        self.data[self.add_prefix(name)] = text  # type: ignore[index]

    def clean_commune(self) -> Commune | None:
        text = self.cleaned_data["commune"]
        if not text:
            return None
        near = territory()
        read = meant(text, near)
        found, told = read.found, read.told
        others = found or communes.near(text, MOST_CHOICES, near)
        nearly = list(dict.fromkeys([*read.here, *others]))
        for commune in nearly:
            if commune.code == self.chosen("commune"):
                found, told = [commune], ""
        is_far = bool(read.here) and found is read.found
        if len(found) == 1 and not is_far:
            self.commune_told = told
            if not told:  # else what comes back is what was typed: it is told again
                self.write("commune", str(found[0]))
            return found[0]
        self.communes_to_choose = near_first(nearly, near)[:MOST_CHOICES]
        if is_far and len(found) == 1:
            raise ValidationError(FAR.format(found[0].label))
        if len(nearly) == 1:
            raise ValidationError(ONE_NEARLY.format(text, nearly[0].label))
        sentence = (SEVERAL if found else NEARLY if nearly else UNKNOWN).format(text)
        here = [one for one in nearly if one.department_code in near]
        if len(here) == 1:
            sentence += HERE.format(here[0].label)
        raise ValidationError(sentence)


class InStructureForm(InCommuneForm):
    """Asks for a structure by its name too; gives a `Structure` or None.

    One that is not known is added by who says its kind; it has no key yet.
    """

    structure = forms.CharField(
        label="Structure",
        help_text="Cabinet, maison de santé, hôpital, mairie…",
        required=False,
        max_length=150,
        widget=Suggested("structures"),
    )
    field_order = ["structure", "commune"]

    def __init__(self, *args: Any, may_add: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_add = may_add
        self.structures_to_choose: list[Structure] = []
        self.asks_kind = False
        self.kinds = Structure.Kind.choices

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if text := cleaned.get("structure"):
            cleaned["structure"] = self.found_structure(text, cleaned.get("commune"))
        else:
            cleaned["structure"] = None
        return cleaned

    def found_structure(self, text: str, commune: Commune | None) -> Structure | None:
        """The structure meant; None once an error is written beside the field."""
        same = named(text)
        here = [s for s in same if commune and s.commune_code == commune.code]
        nearly = same or like(text)
        found = here if len(here) == 1 else same
        for structure in nearly:
            if str(structure.pk) == self.chosen("structure"):
                found = [structure]
        if len(found) == 1:
            self.write("structure", str(found[0]))
            return found[0]
        kind = str(self.data.get(self.add_prefix("structure_kind"), ""))
        if not found and self.may_add and kind in Structure.Kind.values:
            return new_structure(text, kind, commune)
        self.structures_to_choose = nearly[:MOST_CHOICES]
        self.asks_kind = self.may_add and not found
        sentence = NEARLY_STRUCTURE if nearly else NO_STRUCTURE
        if found:
            sentence = SEVERAL_STRUCTURES
        elif self.may_add and not nearly:
            sentence = NEW_STRUCTURE
        self.add_error("structure", sentence.format(text))
        return None


def new_structure(text: str, kind: str, commune: Commune | None) -> Structure:
    return Structure(
        name=text[:150],
        kind=kind,
        commune_code=commune.code if commune else "",
        commune_name=commune.name if commune else "",
    )


class ProfessionsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Boxes of professions, in the order of a dictionary: É is an E."""

    def __init__(self) -> None:
        super().__init__(
            Profession.objects.all(),
            label="Professions",
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def in_order(self) -> None:
        """Called by the form, which is made for each request."""
        found = sorted(Profession.objects.all(), key=lambda each: fold(each.name))
        self.choices = [(each.pk, each.name) for each in found]


class PhoneField(forms.CharField):
    """A telephone number, as `clean_phone` keeps it."""

    def __init__(self, *, short: bool = False, **kwargs: Any) -> None:
        self.short = short
        widget = forms.TextInput({"inputmode": "tel", "autocomplete": "tel"})
        super().__init__(max_length=30, required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        return clean_phone(super().clean(value), short=self.short)


class RppsField(forms.CharField):
    """An RPPS number, as typed with or without spaces."""

    def __init__(self) -> None:
        super().__init__(
            label="Numéro RPPS",
            help_text="Onze chiffres, pour les professions de santé\u202f; il est sur "
            "la carte CPS. Seule l’équipe du Pays le voit.",
            required=False,
            max_length=20,
            widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        )

    def clean(self, value: Any) -> str:
        number = "".join(str(super().clean(value)).split())
        if number:
            check_rpps(number)
        return number


def refuse_taken(number: str, member: Member) -> None:
    """Raises ValidationError when another has this RPPS number."""
    others = Member.objects.get_queryset().exclude(pk=member.pk)
    if number and others.filter(rpps=number).exists():
        raise ValidationError(RPPS_TAKEN)
