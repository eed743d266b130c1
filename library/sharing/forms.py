"""What is filled in to give a link to somebody outside, and to change its end."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from library.forms import without_number
from library.sharing.giving import BY_DEFAULT, LONGEST
from members.french import NOT_AN_ADDRESS, in_words


class EndForm(forms.Form):
    """The day after which a link opens nothing any more."""

    ends_on = forms.DateField(
        label="Jusqu’au",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Ce jour est compris. Dans un an au plus\u202f: la date se change "
        "ensuite, et le lien se retire quand on veut.",
        error_messages={
            "required": "Donnez une date de fin, dans un an au plus.",
            "invalid": "Écrivez une date, comme 31/12/2026.",
        },
    )

    def clean_ends_on(self) -> date:
        day: date = self.cleaned_data["ends_on"]
        today = timezone.localdate()
        if day < today:
            raise forms.ValidationError("Cette date est passée. Donnez-en une à venir.")
        if day > today + LONGEST:
            raise forms.ValidationError(
                "Un lien dure un an au plus\u202f: donnez une date jusqu’au "
                f"{in_words(today + LONGEST)}."
            )
        return day


class ShareForm(EndForm):
    """A link to be given, and the mail that takes it to the person."""

    for_whom = forms.CharField(
        label="Pour qui\u202f?",
        max_length=120,
        help_text="Un nom, un service, un organisme\u202f: vous le retrouverez dans la "
        "liste des liens. La personne ne le lit pas.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Dites à qui vous donnez ce lien."},
    )
    email = forms.EmailField(
        label="Son adresse mail",
        required=False,
        help_text="Le lien y part aussitôt, et sa réponse vous arrive. Vide\u202f: "
        "vous copiez le lien et le donnez vous-même.",
        error_messages={"invalid": NOT_AN_ADDRESS},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    word = forms.CharField(
        label="Un mot",
        required=False,
        max_length=1000,
        help_text="Il part avec le mail, et n’est pas gardé.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ["for_whom", "ends_on", "email", "word"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].initial = timezone.localdate() + BY_DEFAULT

    def clean_for_whom(self) -> str:
        return without_number(" ".join(self.cleaned_data["for_whom"].split()))

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean_word(self) -> str:
        return without_number(self.cleaned_data["word"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        no_address = "email" in given and not given["email"]
        if no_address and given.get("word", "").strip():
            self.add_error(
                "email", "Donnez l’adresse où envoyer ce mot, ou effacez-le plus bas."
            )
        return given
