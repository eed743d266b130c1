"""What people write of what the door holds, or of what they hold themselves."""

from __future__ import annotations

from django import forms

from library.forms import without_number


class ReleaseForm(forms.Form):
    """Why what the door holds is let through; kept with the file and in the journal."""

    word = forms.CharField(
        label="Pourquoi le laisser passer\u202f?",
        help_text="Par exemple\u202f: le numéro d’un modèle de formulaire, qui n’est "
        "celui de personne. Cette raison est gardée avec le document, et la personne "
        "qui l’a déposé la lit.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Écrivez une raison\u202f: elle est gardée avec le document.",
            "max_length": "Écrivez moins de 1\u202f000 caractères.",
        },
    )

    def clean_word(self) -> str:
        return without_number(self.cleaned_data["word"])


class HoldForm(forms.Form):
    """What a person saw in a file that others read; its author reads it."""

    word = forms.CharField(
        label="Pourquoi le retenir\u202f?",
        help_text="Par exemple\u202f: la page 3 nomme une patiente. La personne qui "
        "l’a déposé le lit, ici et par mail. N’écrivez pas ici ce qui ne doit pas se "
        "lire.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Écrivez une raison\u202f: sans elle, on ne sait que corriger.",
            "max_length": "Écrivez moins de 500 caractères.",
        },
    )

    def clean_word(self) -> str:
        return without_number(self.cleaned_data["word"])
