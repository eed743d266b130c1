"""What is filled in about a space and its people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html

from members.listed import fold
from members.models import Member, Membership, Space
from members.refusals import Refused
from members.spaces import finding
from members.spaces.life import free_letters
from members.spaces.terms import check_end, last_day

Role = Membership.Role
ROLES = {
    Role.READER: ("Lit", "et télécharge, sans rien ajouter."),
    Role.CONTRIBUTOR: (
        "Contribue",
        "ajoute des documents, si l’espace le permet.",
    ),
    Role.EDITOR: ("Anime", "publie, relit, et décide qui entre dans l’espace."),
}
VISIBILITY = {
    Space.Visibility.PEOPLE: (
        "Les personnes de l’espace seulement",
        "Un groupe de travail, le comité de pilotage.",
    ),
    Space.Visibility.MEMBERS: (
        "Tous les membres permanents",
        "Un thème que chacun peut suivre, des comptes rendus à partager.",
    ),
    Space.Visibility.PUBLIC: (
        "Tout le monde, sans se connecter",
        "Ce que le groupement montre aux habitants et à la presse.",
    ),
}
JOINING = {
    Space.Joining.INVITATION: (
        "Sur invitation",
        "Une personne qui l’anime choisit qui y entre.",
    ),
    Space.Joining.REQUEST: (
        "Sur demande",
        "Chaque membre permanent en sait le nom et le but, et peut le demander.",
    ),
    Space.Joining.OPEN: (
        "Qui veut",
        "Chaque membre permanent en sait le nom et le but, et y entre d’un bouton.",
    ),
}
CONTRIBUTION = {
    Space.Contribution.READ: (
        "Lire",
        "Seules les personnes qui l’animent y publient\u202f: des textes à suivre.",
    ),
    Space.Contribution.CONTRIBUTE: (
        "Lire et proposer",
        "Ce que chacun ajoute attend qu’une personne qui l’anime le publie.",
    ),
    Space.Contribution.PUBLISH: (
        "Lire et publier",
        "Ce que chacun ajoute est vu aussitôt\u202f: un groupe qui se connaît bien.",
    ),
}


#: The name of a choice, and what it is for under it.
CHOICE = '<span>{}<span class="sr">\u202f: </span><small class="meta">{}</small></span>'


def explained(choices: dict[Any, tuple[str, str]]) -> list[tuple[str, Any]]:
    """Choices with an example under each name."""
    return [
        (value.value, format_html(CHOICE, name, example))
        for value, (name, example) in choices.items()
    ]


def roles() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Ce que la personne y fait",
        choices=explained(ROLES),
        widget=forms.RadioSelect,
        initial=Role.CONTRIBUTOR,
        error_messages={
            "required": "Choisissez ce que la personne fait dans l’espace."
        },
    )


def word(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=help_text,
    )


class WordForm(forms.Form):
    """A word that goes with an act, read by the person it concerns."""

    word = word("Un mot")

    def __init__(self, *args: Any, label: str, help_text: str = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["word"].label = label
        self.fields["word"].help_text = help_text


class PlaceForm(forms.Form):
    """What a person does in a space, and until when."""

    role = roles()
    ends_on = forms.DateField(
        label="Jusqu’au",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Écrivez une date, comme 31/12/2026."},
    )

    def __init__(self, *args: Any, member: Member | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of = member
        occasional = member is not None and member.role == Member.Role.OCCASIONAL
        end = self.fields["ends_on"]
        end.required = occasional
        end.error_messages["required"] = (
            "Donnez une date de fin, dans un an au plus\u202f: elle se renouvelle."
        )
        end.help_text = (
            f"Membre occasionnel\u202f: le {last_day():%d/%m/%Y} au plus tard. Ce jour "
            "est compris."
            if occasional
            else "Vide\u202f: sans date de fin. Un membre occasionnel en a toujours "
            "une, dans un an au plus."
        )

    def ask_if_sure(self) -> None:
        """Of an editor on his own place: he cannot take the keys back by himself."""
        self.fields["sure"] = forms.BooleanField(
            label="Je ne veux plus animer cet espace",
            required=False,
            help_text="À cocher pour changer de rôle\u202f: une autre personne qui "
            "anime l’espace, ou l’équipe du Pays, pourra seule revenir en arrière.",
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.of is not None and "ends_on" in given:
            try:
                check_end(self.of, given["ends_on"])
            except Refused as refused:
                self.add_error("ends_on", refused.sentence)
        leaves = given.get("role") not in {None, Membership.Role.EDITOR}
        if "sure" in self.fields and leaves and not given.get("sure"):
            self.add_error(
                "sure", "Vous n’animerez plus cet espace\u202f: cochez si c’est voulu."
            )
        return given


class AddForm(PlaceForm):
    """People who are found by name or address, and their place."""

    member = forms.ModelMultipleChoiceField(
        Member.objects.none(),
        label="Qui\u202f?",
        error_messages={
            "required": "Choisissez une personne dans la liste.",
            "invalid_choice": "Cette personne n’est plus dans la liste.",
        },
    )
    word = word("Un mot d’accueil", "Il part avec le mail qui prévient chacun.")

    def __init__(self, *args: Any, found: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["member"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Member.objects.filter(pk__in=[person.pk for person in found])
        if any(person.role == Member.Role.OCCASIONAL for person in found):
            self.fields["ends_on"].help_text = (
                "Un membre occasionnel en a toujours une, dans un an au plus. Ajoutés "
                "en même temps que lui, les membres permanents n’en ont pas."
            )

    @property
    def ends_some_only(self) -> bool:
        """Is the end that of the occasional members, among others who have none?"""
        kinds = {
            person.role == Member.Role.OCCASIONAL
            for person in self.cleaned_data.get("member", [])
        }
        return len(kinds) == 2 and bool(self.cleaned_data.get("ends_on"))

    def end_of(self, person: Member) -> date | None:
        """The end of a place that is given to `person`."""
        if self.ends_some_only and person.role != Member.Role.OCCASIONAL:
            return None
        ends_on: date | None = self.cleaned_data["ends_on"]
        return ends_on

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if "ends_on" in given:
            ends = [(person, self.end_of(person)) for person in given.get("member", [])]
            for person, ends_on in ends:
                self.check_end_of(person, ends_on)
        return given

    def check_end_of(self, person: Member, ends_on: date | None) -> None:
        try:
            check_end(person, ends_on)
        except Refused as refused:
            self.add_error("ends_on", refused.sentence)


class Swatches(forms.RadioSelect):
    """The colours of a space, each shown beside its name."""

    def create_option(
        self, name: str, value: Any, label: int | str, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        shown = format_html(
            '<span class="swatch hue-{}" aria-hidden="true"></span> {}', value, label
        )
        return super().create_option(name, value, shown, *args, **kwargs)


class PurposeForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the editors of a space change in it."""

    class Meta:
        model = Space
        fields: Sequence[str] = ["purpose", "hue", "allows_links"]
        widgets = {"purpose": forms.Textarea(attrs={"rows": 4}), "hue": Swatches}
        labels = {
            "purpose": "À quoi il sert",
            "allows_links": "On peut y donner un lien à quelqu’un d’extérieur",
        }
        help_texts = {
            "purpose": "Une ou deux phrases, montrées à qui pourrait le rejoindre.",
            "allows_links": "Vers un seul document, avec une date de fin, par qui "
            "anime l’espace ou y a publié ce document.",
        }


class SettingsForm(PurposeForm):
    """All of a space, for the staff."""

    visibility = forms.ChoiceField(
        label="Qui voit ce qu’il contient\u202f?",
        choices=explained(VISIBILITY),
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez qui le voit."},
    )
    joining = forms.ChoiceField(
        label="Comment y entre-t-on\u202f?",
        choices=explained(JOINING),
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez comment on y entre."},
    )
    contribution = forms.ChoiceField(
        label="Que peuvent y faire ses personnes\u202f?",
        choices=explained(CONTRIBUTION),
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez ce qu’on peut y faire."},
    )

    field_order = ["name", "initials", "purpose", "hue"]

    class Meta(PurposeForm.Meta):
        fields = [
            *("name", "initials", "purpose", "hue"),
            *("visibility", "joining", "contribution", "allows_links"),
        ]
        help_texts = PurposeForm.Meta.help_texts | {
            "initials": "Elles le disent partout, avec sa couleur."
        }
        error_messages = {
            "name": {
                "required": "Donnez un nom à cet espace.",
                "unique": "Un autre espace porte déjà ce nom.",
            },
            "initials": {"required": "Donnez deux lettres à cet espace."},
        }

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        others = Space.objects.exclude(pk=self.instance.pk).values_list("name")
        if fold(name) in {fold(other) for (other,) in others}:
            raise forms.ValidationError("Un autre espace porte déjà ce nom.")
        return name

    def clean_initials(self) -> str:
        """Two spaces with the same letters look alike: another pair is proposed."""
        pair = str(self.cleaned_data["initials"]).upper()
        others = Space.objects.exclude(pk=self.instance.pk)
        other = others.filter(initials__iexact=pair).first() if pair else None
        if other is not None and "initials" in self.changed_data:
            free = free_letters(self.data.get("name", "") or self.instance.name)
            raise forms.ValidationError(
                f"«\u202f{other.name}\u202f» a déjà ces deux lettres. Prenez-en "
                f"d’autres, par exemple {free}."
            )
        return pair


class NewForm(SettingsForm):
    """A space that does not exist yet."""

    editors = forms.CharField(
        label="Qui l’anime\u202f?",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Prénom et nom, ou adresse mail, une personne par ligne. Vous "
        "pourrez en ajouter d’autres ensuite.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["initials"].required = False
        # A browser would cut without a word what is pasted: the form refuses it.
        self.fields["editors"].widget.attrs.pop("maxlength")
        made = Space()  # with its policies by default
        for name in ("visibility", "joining", "contribution"):
            self.fields[name].initial = getattr(made, name)
        self.fields["initials"].help_text = (
            "Vide\u202f: celles des premiers mots de son nom, comme SE pour "
            "«\u202fSanté de l’enfant\u202f»."
        )

    def clean_editors(self) -> list[Member]:
        found, wrong = finding.by_line(self.cleaned_data["editors"])
        wrong += [
            f"{person} est membre occasionnel\u202f: ajoutez cette personne ensuite, "
            "avec une date de fin."
            for person in found
            if person.role == Member.Role.OCCASIONAL
        ]
        if wrong:
            raise forms.ValidationError(wrong)
        return found
