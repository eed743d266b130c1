"""The form that takes a CSV file of people."""

from __future__ import annotations

from typing import Any

from django import forms

from members.coming_in.forms import EndField, PlacesForm
from members.models import Membership

BIGGEST = 5 * 2**20  # bytes of a CSV file: 10,000 lines are about 1 MB


class PeopleFileForm(PlacesForm):
    """A CSV file of people, and what goes for all of its lines."""

    file = forms.FileField(
        label="Fichier CSV",
        help_text="Une colonne «\u202fadresse mail\u202f»\u202f; les autres si vous "
        "les avez. 10\u202f000 lignes au plus. Rien n’est fait avant votre accord.",
        error_messages={
            "required": "Choisissez un fichier.",
            "empty": "Ce fichier est vide.",
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
    )
    update_existing = forms.BooleanField(
        label="Mettre à jour ceux qui ont déjà un compte",
        required=False,
        help_text="Ce que le fichier dit remplace ce que dit leur fiche. Ses lieux "
        "d’exercice et ses espaces s’ajoutent aux leurs. Sinon, rien n’y change.",
    )
    field_order = [
        "file",
        "update_existing",
        "role",
        "spaces",
        "level",
        "ends_on",
        "word",
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = self.fields
        fields["role"].label = "Comme, sauf si le fichier le dit"
        fields["spaces"].label = "Espaces pour tous, en plus de ceux du fichier"
        fields["ends_on"].label = "Jusqu’au, sauf si le fichier le dit"
        fields["ends_on"].help_text = (
            "Pour les membres occasionnels\u202f: un an au plus. Pour un membre "
            "permanent, le fichier le dit."
        )
        level = fields["level"]
        assert isinstance(level, forms.ChoiceField)
        level.label = "Pour y, sauf si le fichier le dit"
        level.required = False
        level.choices = [
            (Membership.Role.READER, "lire"),
            (Membership.Role.CONTRIBUTOR, "lire et contribuer"),
        ]
        if not self.user.publishes_everywhere:
            existing = fields["update_existing"]
            existing.label = "Ajouter à mes espaces ceux qui ont déjà un compte"
            existing.help_text = "Leur fiche ne change pas."
            ends_on = fields["ends_on"]
            assert isinstance(ends_on, EndField)
            ends_on.required, ends_on.said_elsewhere = False, True
            ends_on.help_text = (
                "Un an au plus. Les personnes que vous invitez sont des membres "
                "occasionnels\u202f: chacune a une date, ici ou dans le fichier."
            )

    def clean(self) -> dict[str, Any]:
        return forms.Form.clean(self) or {}  # each line says its own

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > BIGGEST:
            raise forms.ValidationError(
                "Ce fichier est trop gros\u202f: 5\u202fMo au plus."
            )
        return file

    def kept_choices(self) -> dict[str, Any]:
        """What `PeopleFile.choices` holds."""
        given = self.cleaned_data
        return {
            "spaces": [space.pk for space in given["spaces"]],
            "role": given["role"],
            "level": given["level"],
            "ends_on": given["ends_on"].isoformat() if given["ends_on"] else "",
            "word": given["word"],
        }
