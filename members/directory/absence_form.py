"""What people fill in of their absences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils import timezone

from members.directory import replacing
from members.directory.fields import Suggested
from members.models import Absence, Member

#: How far ahead an absence is announced, and how long ago it may have begun.
LONGEST = timedelta(days=2 * 365)
HIMSELF = (
    "C’est la personne absente\u202f: donnez le nom de qui la remplace, ou ne mettez "
    "rien."
)
BY_LAST_NAME = (
    "«\u202f{}\u202f» est aussi la personne absente\u202f: de quelqu’un d’autre du "
    "même nom, donnez le prénom."
)
SEVERAL = "Plusieurs membres répondent à «\u202f{}\u202f»\u202f: dites lequel."
TAKEN = (
    "«\u202f{}\u202f» est compris comme {}, membre\u202f: si c’est quelqu’un d’autre, "
    "corrigez et ajoutez son téléphone."
)
TAKEN_AS_WRITER = (
    "«\u202f{}\u202f» est compris comme vous, {}\u202f: si c’est quelqu’un d’autre, "
    "corrigez."
)
NAME_HIMSELF = (
    "Sur la fiche d’un autre, «\u202fmoi\u202f» ne dit pas à qui la lit qui remplace"
    "\u202f: écrivez votre nom, ou «\u202fmoi\u202f» et rien d’autre."
)
NAMES_NOBODY = (
    "«\u202f{}\u202f» ne dit pas qui remplace\u202f: donnez un nom, ou ne mettez "
    "rien si ce n’est personne."
)
NOBODY_OF_THEM = "autre"


class AbsenceForm(forms.ModelForm):  # type: ignore[type-arg]
    """Days away, and who replaces: a member by his name, or anyone in words."""

    who = forms.CharField(
        label="Qui vous remplace\u202f?",
        help_text="Le nom ou l’adresse mail d’un membre, ou le nom et le téléphone de "
        "la personne.",
        required=False,
        max_length=200,
        widget=Suggested("membres"),
    )

    class Meta:
        model = Absence
        fields: Sequence[str] = ["starts_on", "ends_on"]
        labels = {"starts_on": "Premier jour d’absence", "ends_on": "Dernier jour"}
        widgets = {
            name: forms.DateInput({"type": "date"}, format="%Y-%m-%d")
            for name in ("starts_on", "ends_on")
        }

    def __init__(self, *args: Any, user: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        #: Members who may be meant, when what is written does not say which.
        self.who_to_choose: list[Member] = []
        #: Who was understood, of what was written short.
        self.who_told = ""
        self.nobody_of_them = NOBODY_OF_THEM
        absence = self.instance
        if absence.member != user:
            name = absence.member.get_full_name()
            self.fields["who"].label = f"Qui remplace {name}\u202f?"
        self.initial["who"] = str(absence.replaced_by or absence.replacement)

    def clean_ends_on(self) -> Any:
        """Who is back sooner than he said corrects it, which ends it in the past."""
        day = self.cleaned_data["ends_on"]
        today = timezone.localdate()
        if day < today and not self.instance.pk:
            raise ValidationError("Cette absence est déjà finie. Vérifiez l’année.")
        if day > today + LONGEST:
            raise ValidationError(
                f"Une absence s’annonce jusqu’au {today + LONGEST:%d/%m/%Y} au plus, "
                "dans deux ans. Vérifiez l’année."
            )
        return day

    def clean_starts_on(self) -> Any:
        day = self.cleaned_data["starts_on"]
        if day < timezone.localdate() - LONGEST:
            raise ValidationError("C’était il y a plus de deux ans. Vérifiez l’année.")
        return day

    def check_no_other(self, first: date, last: date) -> None:
        """One absence at a time: the card says one day of return."""
        others = Absence.objects.filter(member=self.instance.member)
        others = others.exclude(pk=self.instance.pk)
        other = others.filter(starts_on__lte=last, ends_on__gte=first).first()
        if other is not None:
            self.add_error(
                "starts_on",
                f"Une absence est déjà annoncée du {other.starts_on:%d/%m/%Y} au "
                f"{other.ends_on:%d/%m/%Y}\u202f: corrigez-la, ou choisissez d’autres "
                "jours.",
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "La fin de l’absence précède son début.")
        elif first and last:
            self.check_no_other(first, last)
        if not self.instance.pk or "who" in self.changed_data:
            self.read_who(cleaned.get("who", ""))
        return cleaned

    def read_me(self, text: str) -> None:
        """« moi », on the card of another: who writes, never who is away."""
        if not replacing.is_me(text):
            self.add_error("who", NAME_HIMSELF)
            return
        self.instance.replaced_by, self.instance.replacement = self.user, ""
        self.who_told = TAKEN_AS_WRITER.format(text, self.user.get_full_name())

    def read_who(self, text: str) -> None:
        """A member, when it is clear which one; else what is written is kept."""
        absent = self.instance.member
        if replacing.is_nobody(text):
            text = ""
        if replacing.is_pronoun(text):
            self.add_error("who", NAMES_NOBODY.format(text))
            return
        if replacing.says_me(text) and absent != self.user:
            self.read_me(text)
            return
        meant = replacing.meant(self.user, text)
        found = [member for member in meant.found if member != absent]
        own_words = replacing.says_me(text)
        if own_words or (meant.found and not found):
            namesake = meant.by_last_name and not own_words
            self.add_error("who", BY_LAST_NAME.format(text) if namesake else HIMSELF)
            return
        chosen = str(self.data.get(self.add_prefix("who_choice"), ""))
        if len(found) > 1 and chosen != NOBODY_OF_THEM:
            picked = [member for member in found if str(member.pk) == chosen]
            if not picked:
                with_card = ("professions", "practices__structure")
                prefetch_related_objects(found, *with_card)
                self.who_to_choose = found
                self.add_error("who", SEVERAL.format(text))
                return
            found = picked
        elif len(found) > 1:
            found = []
        self.instance.replaced_by = found[0] if found else None
        self.instance.replacement = "" if found else text
        if found and meant.by_last_name and chosen != str(found[0].pk):
            self.who_told = TAKEN.format(text, found[0].get_full_name())
