"""What people fill in of the directory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from members.directory.cards import Place
from members.directory.fields import (
    InStructureForm,
    PhoneField,
    ProfessionsField,
    RppsField,
    refuse_taken,
)
from members.directory.week import CHOICES
from members.models import Member, Practice
from members.name_form import NamedForm

#: Blank places that the form offers beside those that are there.
MORE_PLACES = 3
MOST_PLACES = 12
PHONE_OF_ANOTHER = (
    "La personne le voit toujours, et l’équipe du Pays aussi. Les membres occasionnels "
    "ne le voient que si elle choisit «\u202fles personnes de mes espaces\u202f»."
)


class CardForm(NamedForm, forms.ModelForm):  # type: ignore[type-arg]
    """A person's card, but for places, photo and absences."""

    professions = ProfessionsField()
    rpps = RppsField()
    phone = PhoneField(label="Téléphone")
    working_days = forms.MultipleChoiceField(
        label="Jours de travail",
        choices=CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Member
        fields: Sequence[str] = [
            "first_name",
            "last_name",
            "professions",
            "rpps",
            "concerns",
            "phone",
            "phone_audience",
            "working_days",
            "working_hours",
        ]
        widgets = {
            "first_name": forms.TextInput({"autocomplete": "given-name"}),
            "last_name": forms.TextInput({"autocomplete": "family-name"}),
            "phone_audience": forms.RadioSelect,
            "concerns": forms.Textarea({"rows": 3}),
        }
        labels = {
            "concerns": "À contacter pour",
            "working_hours": "À quelles heures",
        }
        help_texts = {
            "concerns": "Ce que l’on fait de particulier, ce pour quoi appeler.",
            "working_hours": "Par exemple\u202f: entre 12\u202fh et 14\u202fh, par "
            "message.",
            "phone_audience": "Vous le voyez toujours vous-même, et l’équipe du Pays "
            "aussi. Les membres occasionnels ne le voient que si vous choisissez "
            "«\u202fles personnes de mes espaces\u202f».",
        }

    def __init__(self, *args: Any, is_own: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_own:  # it opens the account: it has a page, which asks who one is
            del self.fields["rpps"]
        else:
            self.fields["phone_audience"].help_text = PHONE_OF_ANOTHER
        professions = self.fields["professions"]
        assert isinstance(professions, ProfessionsField)
        professions.in_order()
        self.initial["working_days"] = list(self.instance.working_days)

    def clean_rpps(self) -> str:
        number = str(self.cleaned_data["rpps"])
        refuse_taken(number, self.instance)
        return number

    def clean_working_days(self) -> str:
        return "".join(sorted(self.cleaned_data["working_days"]))


class PlaceForm(InStructureForm):
    """One place of practice: a structure, a commune, or both."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        structure, commune = cleaned.get("structure"), cleaned.get("commune")
        cleaned["place"] = Place(commune, structure) if structure or commune else None
        return cleaned


class PlaceFormSet(forms.BaseFormSet[PlaceForm]):
    @property
    def commune_told(self) -> str:
        """Which communes were taken, of several of the same name."""
        kept = [form for form in self.forms if form not in self.deleted_forms]
        return " ".join(filter(None, [form.commune_told for form in kept]))

    def places(self) -> list[Place]:
        """The places to keep, in order."""
        kept = [form for form in self.forms if form not in self.deleted_forms]
        found = [form.cleaned_data.get("place") for form in kept]
        return [place for place in found if place is not None]


def place_forms(
    data: Any, practices: Sequence[Practice], may_add: bool
) -> PlaceFormSet:
    """A form for each place of a card, and a few blank ones."""
    made = forms.formset_factory(
        PlaceForm,
        formset=PlaceFormSet,
        extra=MORE_PLACES,
        can_delete=True,
        max_num=MOST_PLACES,
        absolute_max=MOST_PLACES + MORE_PLACES,
    )
    initial = [
        {
            "structure": str(practice.structure or ""),
            "commune": practice.commune_typed,
        }
        for practice in practices
    ]
    found: Any = made(
        data, initial=initial, prefix="lieux", form_kwargs={"may_add": may_add}
    )
    return found


class PhotoForm(forms.Form):
    photo = forms.FileField(
        label="Photo",
        help_text="Une image JPEG, PNG ou WebP, de 10\u202fMo au plus. Elle est "
        "réduite, et ce qu’elle dit du lieu où elle a été prise est effacé.",
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "required": "Choisissez une photo.",
            "empty": "Ce fichier est vide. Choisissez une autre photo.",
        },
    )


class RppsForm(forms.Form):
    """One's own RPPS number, on a page of its own."""

    rpps = RppsField()

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member

    def clean_rpps(self) -> str:
        number = str(self.cleaned_data["rpps"])
        refuse_taken(number, self.member)
        return number
