"""What a newcomer fills in on the page of his invitation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from members.directory.fields import InCommuneForm
from members.directory.phones import clean_phone
from members.models import Charter, Member, Profession, Structure
from members.name_form import NamedForm

CHANGED = "La charte a changé entre-temps\u202f: lisez-la à nouveau."
TYPE_AGAIN = (
    "Retapez votre mot de passe\u202f: par sécurité, il ne se garde pas d’un essai à "
    "l’autre."
)
WITHOUT = "Sans mot de passe\u202f: un code par mail à chaque connexion"
BOTH = (
    "Vous avez écrit un mot de passe et coché «\u202fSans mot de passe\u202f»\u202f: "
    "gardez l’un ou l’autre."
)
HOW_TO_CHOOSE = (
    "Au moins 12 caractères, pas trop courant\u202f: trois mots sans lien font "
    "l’affaire."
)
EMPTY = "Vide\u202f: vous recevrez un code par mail à chaque connexion."


class WelcomeForm(NamedForm, InCommuneForm, forms.ModelForm):  # type: ignore[type-arg]
    """A newcomer confirms who he is, accepts the charter, chooses his mail.

    `structure` and `commune_text` are where an import says that he works; `charter` is
    the version in force, which is the one to be read and accepted.
    """

    professions = forms.ModelMultipleChoiceField(
        Profession.objects.all(),
        label="Profession",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    password = forms.CharField(
        label="Mot de passe",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    #: A password was typed in a try before this one, which did not open the account.
    chosen_before = forms.BooleanField(required=False, widget=forms.HiddenInput)
    without = forms.BooleanField(label=WITHOUT, required=False)
    works_there = forms.BooleanField(required=False, initial=True)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    accepts = forms.BooleanField(
        label="J’ai lu la charte de fonctionnement et je l’accepte",
        error_messages={
            "required": "Sans votre accord sur la charte, le compte ne s’ouvre pas."
        },
    )

    class Meta:
        model = Member
        fields = [
            "first_name",
            "last_name",
            "phone",
            "phone_audience",
            "news_mail",
        ]
        widgets = {
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
            "phone_audience": forms.RadioSelect,
            "news_mail": forms.RadioSelect,
        }

    def __init__(
        self,
        *args: Any,
        charter: Charter | None = None,
        structure: Structure | None = None,
        commune_text: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.charter = charter
        #: The version that was read, when another is in force since.
        self.read_before: int | None = None
        #: A password was chosen: it is typed again, or given up by a tick.
        self.asks_again = False
        self.structure = structure
        if structure is None:
            del self.fields["works_there"]
        else:
            self.fields["works_there"].label = f"J’exerce ici\u202f: {structure}"
            self.fields["commune"].help_text += (
                " Si ce n’est pas celle de la structure, elle s’ajoute\u202f: vous "
                "aurez deux lieux d’exercice."
            )
        self.fields["commune"].label = "Commune où vous exercez"
        self.initial.setdefault("commune", commune_text)
        self.initial["version"] = charter.version if charter else None
        self.fields["password"].help_text = f"{HOW_TO_CHOOSE} {EMPTY}"

    @property
    def chosen_professions(self) -> list[str]:
        """The names of those that are ticked, in the closed box too."""
        ticked = self["professions"]
        values = {str(getattr(v, "pk", v)) for v in ticked.value() or []}
        return [label for value, label in self.all_professions() if value in values]

    def all_professions(self) -> list[tuple[str, str]]:
        choices: Any = self.fields["professions"]
        return [(str(value), str(label)) for value, label in choices.choices]

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if password:
            about = Member(
                email=self.instance.email,
                first_name=self.cleaned_data.get("first_name", ""),
                last_name=self.cleaned_data.get("last_name", ""),
            )
            validate_password(password, about)
        return password

    def clean_version(self) -> int | None:
        """What was read is what is accepted: another version is to be read first."""
        read: int | None = self.cleaned_data["version"]
        if self.charter is not None and read != self.charter.version:
            self.read_before = read or 0
            self.write("version", str(self.charter.version))
        return read

    def clean_accepts(self) -> bool:
        if self.read_before is not None:
            self.write("accepts", "")
            raise ValidationError(CHANGED)
        return bool(self.cleaned_data["accepts"])

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        password, without = given.get("password"), given.get("without")
        if password and without:
            self.add_error("password", BOTH)
        elif given.get("chosen_before") and password == "" and not without:
            self.add_error("password", TYPE_AGAIN)
        return given

    def _post_clean(self) -> None:
        """A page that comes back never holds the password: it says so, and asks."""
        super()._post_clean()  # type: ignore[misc]
        typed = bool(self.data.get(self.add_prefix("password")))
        self.asks_again = typed or bool(self.cleaned_data.get("chosen_before"))
        if not (self.errors and self.asks_again):
            return
        password = self.fields["password"]
        password.said_elsewhere = True  # type: ignore[attr-defined]
        self["password"].help_text = HOW_TO_CHOOSE  # which it took when it was made
        self.write("chosen_before", "1")
        if "password" not in self.errors and not self.cleaned_data.get("without"):
            self.add_error("password", TYPE_AGAIN)

    def details(self) -> dict[str, Any]:
        """Fields of `Member` that the person confirmed, with `professions`; `place`."""
        given = self.cleaned_data
        names = [*self.Meta.fields, "professions"]
        commune = given["commune"]
        return {name: given[name] for name in names} | {
            "place": {
                "structure": self.structure.pk
                if self.structure is not None and given["works_there"]
                else None,
                "commune_code": commune.code if commune else "",
                "commune_name": commune.name if commune else "",
            }
        }
