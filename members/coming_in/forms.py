"""What people fill in to come in, and to let others in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst

from members import tables
from members.coming_in.guests import Place
from members.coming_in.pasting import Pasted, pasted
from members.coming_in.permissions import roles_to_give, spaces_to_invite_to
from members.communes import Commune
from members.directory.fields import InCommuneForm
from members.models import JoinRequest, Member, Membership, Space
from members.name_form import NamedForm
from members.spaces import closed
from members.spaces.terms import last_day

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
NO_SPACE = "Cochez au moins un espace\u202f: on ne verra rien d’autre."
END_OF_NOTHING = (
    "Cette date est celle des espaces cochés\u202f: cochez-en un, ou effacez-la."
)
END_NEEDED = "Donnez la date à laquelle l’accès s’arrête."


class EndField(forms.DateField):
    """When an access ends; `said_elsewhere` when it is needed, here or in a file."""

    said_elsewhere = False


class SpacesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Spaces to invite to; of one that was closed meanwhile, the sentence says why."""

    shut: Mapping[str, Space] = {}

    def clean(self, value: Any) -> Any:
        for key in value or []:
            if str(key) in self.shut:
                raise forms.ValidationError(self.shut[str(key)].why_closed)
        return super().clean(value)


class PlacesForm(forms.Form):
    """Which role and which spaces to give to who comes in."""

    role = forms.ChoiceField(
        label="Comme",
        widget=forms.RadioSelect,
        help_text="Un membre permanent voit aussi les espaces ouverts à tous les "
        "membres. Un membre occasionnel ne voit que les espaces cochés, jusqu’à une "
        "date.",
    )
    spaces = SpacesField(
        Space.objects.none(),
        label="Dans quels espaces\u202f?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    level = forms.ChoiceField(
        label="Pour y",
        choices=[
            (Membership.Role.READER, "lire"),
            (Membership.Role.CONTRIBUTOR, "lire et contribuer"),
            (Membership.Role.EDITOR, "animer"),
        ],
        initial=Membership.Role.CONTRIBUTOR,
    )
    ends_on = EndField(
        label="Jusqu’au",
        required=False,
        widget=DAY,
        help_text="Un an au plus. Un membre occasionnel en a toujours une\u202f; un "
        "membre permanent quitte ce jour-là les espaces cochés, et reste membre.",
        error_messages={
            "invalid": "Cette date n’existe pas\u202f: écrivez 31/12/2027."
        },
    )
    word = forms.CharField(
        label="Un mot pour l’accueillir",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, user: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        spaces = self.fields["spaces"]
        assert isinstance(spaces, SpacesField)
        spaces.queryset = spaces_to_invite_to(user)
        shut = Space.objects.edited_by(user).exclude(state=Space.State.OPEN)
        spaces.shut = {str(space.pk): space for space in shut}
        #: The spaces that are shut, for who has no other to invite to.
        self.nowhere = [] if spaces.queryset.exists() else list(shut)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        labels = {choice.value: choice.label for choice in Member.Role}
        role.choices = [(name, capfirst(labels[name])) for name in roles_to_give(user)]
        role.initial = roles_to_give(user)[0]
        if len(role.choices) == 1:
            self.only_occasional()

    def only_occasional(self) -> None:
        """For an editor, whose guests are occasional members: nothing to choose."""
        role, ends_on = self.fields["role"], self.fields["ends_on"]
        role.widget = forms.HiddenInput()
        ends_on.required = True
        ends_on.error_messages["required"] = END_NEEDED
        ends_on.help_text = (
            "Un an au plus. Les personnes que vous invitez sont des membres "
            "occasionnels\u202f: elles ne voient que les espaces cochés, jusqu’à ce "
            "jour."
        )

    def clean_ends_on(self) -> date | None:
        ends_on: date | None = self.cleaned_data["ends_on"]
        if ends_on and ends_on < timezone.localdate():
            raise forms.ValidationError("Cette date est passée.")
        if ends_on and ends_on > last_day():
            raise forms.ValidationError("Un an au plus\u202f: vous pourrez prolonger.")
        return ends_on

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("role") == Member.Role.OCCASIONAL:
            if not given.get("spaces") and "spaces" not in self.errors:
                self.add_error("spaces", NO_SPACE)
            if not given.get("ends_on") and "ends_on" not in self.errors:
                self.add_error("ends_on", END_NEEDED)
        elif given.get("ends_on") and not given.get("spaces"):
            self.add_error("ends_on", END_OF_NOTHING)
        return given

    def places(self) -> list[Place]:
        given = self.cleaned_data
        return [
            Place(space, given["level"], given["ends_on"]) for space in given["spaces"]
        ]


class InviteForm(PlacesForm):
    """One person or a pasted list."""

    people = forms.CharField(
        label="Qui\u202f?",
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text="Une adresse mail par ligne. Vous pouvez coller une liste, avec les "
        "noms\u202f: <kbd class='whole'>Claire Morand &lt;claire@exemple.fr&gt;</kbd>, "
        "ou trois cases d’un tableur\u202f: prénom, nom, adresse.",
        error_messages={"required": "Écrivez au moins une adresse mail."},
    )
    field_order = ["people", "role", "spaces", "level", "ends_on", "word"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spaces = self.fields["spaces"]
        assert isinstance(spaces, SpacesField)
        asked = [str(key) for key in self.initial.get("spaces", [])]
        #: Spaces that are asked for and shut for now: they stay ticked, and are told.
        self.waiting_for = [spaces.shut[key] for key in asked if key in spaces.shut]
        if self.waiting_for:
            closed.look_up(self.waiting_for)
            open_ones = spaces_to_invite_to(self.user).values("pk")
            kept = [space.pk for space in self.waiting_for]
            spaces.queryset = Space.objects.filter(Q(pk__in=open_ones) | Q(pk__in=kept))

    def only_occasional(self) -> None:
        """Without a space they would see nothing; the only one is ticked."""
        super().only_occasional()
        spaces = self.fields["spaces"]
        assert isinstance(spaces, SpacesField)
        spaces.required = True
        spaces.error_messages["required"] = NO_SPACE
        keys = [space.pk for space in spaces_to_invite_to(self.user)[:2]]
        if len(keys) == 1 and not self.initial.get("spaces"):
            self.initial["spaces"] = keys

    def clean_people(self) -> list[Pasted]:
        try:
            people, errors = pasted(self.cleaned_data["people"])
        except tables.ListError as error:
            raise forms.ValidationError(str(error)) from None
        if errors:
            shown = errors[:10]
            if len(errors) > len(shown):
                shown.append(f"… et {len(errors) - len(shown)} autres.")
            raise forms.ValidationError(shown)
        return people


class DemandForm(NamedForm, InCommuneForm, forms.ModelForm):  # type: ignore[type-arg]
    """A stranger asks to join. `website` is for robots: people do not see it."""

    website = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = JoinRequest
        fields = [
            "first_name",
            "last_name",
            "email",
            "profession",
            "why",
        ]
        widgets = {
            "why": forms.Textarea(attrs={"rows": 5}),
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        labels = {"why": "Pourquoi rejoindre le groupement\u202f?"}
        help_texts = {
            "why": "Ce que vous faites, où, et ce que vous attendez. Aucun nom de "
            "patient."
        }

    field_order = ["first_name", "last_name", "email", "profession", "commune", "why"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        profession = self.fields["profession"]
        assert isinstance(profession, forms.ModelChoiceField)
        profession.empty_label = "Aucune de celles-ci"
        self.fields["commune"].required = True

    def clean_commune(self) -> Commune | None:
        """It becomes a place of practice, in print too."""
        if commune := super().clean_commune():
            self.instance.stand_in(commune)
        return commune

    def _get_validation_exclusions(self) -> set[str]:
        """Whether someone has asked before is nobody else's business."""
        left_out: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return left_out | {"state"}


class AcceptForm(InCommuneForm, PlacesForm):
    """Staff let in a stranger; the commune, which they may mend, goes to his card."""

    field_order = ["commune", "spaces", "level", "word"]

    def __init__(
        self, *args: Any, demand: JoinRequest, has_account: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial={"commune": demand.commune_typed}, **kwargs)
        self.demand = demand
        del self.fields["role"], self.fields["ends_on"]
        if has_account:
            del self.fields["commune"]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        return given | {"role": Member.Role.PERMANENT, "ends_on": None}

    def mend(self) -> None:
        """Write the commune in the demand, which keeps it once it is answered."""
        if "commune" in self.fields:
            self.demand.stand_in(self.cleaned_data["commune"])


class RefuseForm(forms.Form):
    word = forms.CharField(
        label="Un mot d’explication",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Il part par mail à la personne.",
        error_messages={"required": "Dites pourquoi\u202f: la personne le lira."},
    )


class CharterForm(forms.Form):
    """A new version of the charter, and the number of the one it is written from."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label="Texte",
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text="Une ligne vide sépare deux paragraphes\u202f; «\u202f##\u202f» "
        "commence un "
        "titre, «\u202f-\u202f» un point d’une liste.",
    )
    changes = forms.CharField(
        label="Ce qui change",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Deux phrases, montrées à ceux qui avaient accepté celle d’avant.",
    )
