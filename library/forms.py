"""What people fill in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils import timezone

from library.actions import same_content
from library.communes import CommunesField, written
from library.content import acceptable, fingerprint
from library.door import numbers
from library.folders import LONGEST, TOO_LONG, FolderError, clean_folder
from library.keywords import KeywordsField, shown
from library.models import Category, Document
from library.names import clean_name, clean_title
from library.put_back import is_lost
from library.reading.errors import Unreadable
from library.said import said_by_file
from library.stale import Unstale
from library.themes import themes_for
from members.choices import say_what_to_choose
from members.models import Member, Space, SpaceQuerySet
from members.spaces import closed
from pages.models import ThemePage

NO_FILE = "Choisissez au moins un fichier."


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """One file or several; empty ones too, so that each gets its own answer."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files = data if isinstance(data, list | tuple) else [data]
        kept = [file for file in files if isinstance(file, UploadedFile)]
        if not kept:
            raise forms.ValidationError(NO_FILE, code="required")
        return kept


class AddForm(forms.Form):
    """Files for a space where the person may add things."""

    space = forms.ModelChoiceField(
        Space.objects.none(),
        label="Dans quel espace\u202f?",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez un espace.",
            "invalid_choice": "Vous ne pouvez rien ajouter dans cet espace.",
        },
    )
    category = forms.ModelChoiceField(
        Category.objects.all(),
        label="Catégorie",
        empty_label="Choisissez…",
        error_messages={
            "required": "Choisissez une catégorie.",
            "invalid_choice": "Cette catégorie n’existe plus. Choisissez-en une autre.",
        },
    )
    folder = forms.CharField(
        label="Dossier",
        required=False,
        max_length=LONGEST,
        help_text="Par exemple Soins/Protocoles. Celui qui n’existe pas "
        "encore est créé.",
        widget=forms.TextInput(attrs={"list": "dossiers", "autocomplete": "off"}),
    )
    file = ManyFilesField(label="Fichiers")

    def __init__(self, *args: Any, user: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_spaces(self, user)

    def clean_folder(self) -> str:
        return kept_folder(self.cleaned_data["folder"])

    @property
    def is_forbidden(self) -> bool:
        """Was a space asked for where the person may add nothing?"""
        return self.has_error("space", "invalid_choice")

    @property
    def first_error(self) -> str:
        return str(next(iter(self.errors.values()))[0])


#: No document is told to be older.
FIRST_DAY = date(1800, 1, 1)


class DocumentForm(Unstale, forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Document
        fields: Sequence[str] = [
            "title",
            "category",
            "space",
            "folder",
            "summary",
            "written_by",
            "written_on",
            "review_months",
        ]
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 4}),
            "folder": forms.TextInput(
                attrs={"list": "dossiers", "autocomplete": "off"}
            ),
            "written_by": forms.TextInput(attrs={"autocomplete": "off"}),
            "written_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "summary": "Deux ou trois phrases, pour qui ne l’ouvrira pas.",
            "folder": "Par exemple Soins/Protocoles. Vide\u202f: à la racine de "
            "l’espace.",
            "review_months": "Un mail le rappelle\u202f; un clic dit qu’il est "
            "toujours valable.",
        }

        error_messages = {
            "written_on": {
                "invalid": "Cette date n’existe pas\u202f: écrivez 31/12/2027."
            }
        }

    themes: forms.ModelMultipleChoiceField[ThemePage] = forms.ModelMultipleChoiceField(
        ThemePage.objects.none(),
        label="Thèmes",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Le document se range de lui-même dans les pages de ces thèmes.",
    )
    communes = CommunesField()
    keywords = KeywordsField()
    new_file = forms.FileField(
        label="Autre fichier",
        required=False,
        help_text="Pour remplacer celui d’aujourd’hui, à la même adresse\u202f: une "
        "version corrigée, ou un fichier qui s’ouvre enfin.",
    )
    note = forms.CharField(
        label="Ce qui change dans ce fichier",
        required=False,
        max_length=300,
        help_text="Une phrase, pour qui connaît la version d’avant.",
    )
    is_minor = forms.BooleanField(
        label="Ce qui change ne demande pas de nouvelle lecture",
        required=False,
        help_text="Une faute, une adresse\u202f: qui a lu la version d’avant n’a pas à "
        "confirmer celle-ci.",
    )

    def __init__(self, *args: Any, user: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        #: The very file that the store has lost, to be put back in its place.
        self.lost: UploadedFile[Any] | None = None
        self.watch(self.instance.changed_at.isoformat())
        limit_spaces(self, user, keep=self.instance.space_id)
        themes = self.fields["themes"]
        assert isinstance(themes, forms.ModelMultipleChoiceField)
        themes.queryset = themes_for(user)
        self.initial["themes"] = list(self.instance.themes.values_list("pk", flat=True))
        if not themes.queryset.exists():
            del self.fields["themes"]
        self.initial["keywords"] = shown(self.instance)
        self.initial["communes"] = written(self.instance)
        for said in said_by_file(self.instance):
            if said.field != "title":
                field = self.fields[said.field]
                field.help_text = f"{field.help_text} D’après le fichier, {said.told}."
        if not self.instance.is_protocol:
            del self.fields["is_minor"]

    def why_stale(self) -> str:
        return CHANGED

    def clean_title(self) -> str:
        return seen_title(self.cleaned_data["title"])

    def clean_written_on(self) -> date | None:
        day: date | None = self.cleaned_data["written_on"]
        latest = timezone.localdate() + timedelta(days=366)
        if day and not FIRST_DAY <= day <= latest:
            raise forms.ValidationError(
                "Vérifiez cette date\u202f: un document est de 1800 au plus tôt, et de "
                "l’an prochain au plus tard."
            )
        return day

    def clean_written_by(self) -> str:
        return without_number(self.cleaned_data["written_by"])

    def clean_note(self) -> str:
        return without_number(self.cleaned_data["note"])

    def clean_folder(self) -> str:
        return kept_folder(self.cleaned_data["folder"])

    def clean_new_file(self) -> UploadedFile[Any] | None:
        """Refused on its real bytes, as a file that is added is."""
        given: UploadedFile[Any] | None = self.cleaned_data["new_file"]
        if given is not None:
            try:
                acceptable(given, clean_name(given.name or ""))
            except Unreadable as error:
                raise forms.ValidationError(error.message) from error
            sha256 = fingerprint(given)
            current = self.instance.current
            held = current is not None and current.is_held
            if current is not None and sha256 == current.sha256 and is_lost(current):
                self.lost = given
                return None
            if current is not None and sha256 == current.sha256 and not held:
                raise forms.ValidationError("C’est le fichier qui est déjà là.")
            first = same_content(
                self.user, self.instance.space, sha256, but=self.instance.pk
            )
            if first is not None:
                raise forms.ValidationError(
                    "Ce fichier est déjà dans cet espace, sous le titre "
                    f"«\u202f{first.title}\u202f»."
                )
        return given

    def save(self, commit: bool = True) -> Document:
        if "review_months" in self.changed_data:
            self.instance.plan_review(self.cleaned_data["review_months"])
        given = self.cleaned_data.get("new_file")
        if given is not None:
            self.instance.file = given
            self.instance.version_note = self.cleaned_data.get("note", "")
            is_minor = self.cleaned_data.get("is_minor", False)
            self.instance.version_is_minor = is_minor
        saved: Document = super().save(commit=commit)
        return saved


CHANGED = (
    "Ce document a été modifié pendant que cette page était ouverte. Rien n’est perdu "
    "de ce que vous avez écrit\u202f: relisez-le à côté de ce qui est enregistré, puis "
    "enregistrez de nouveau pour le remplacer. Si vous aviez choisi un fichier, "
    "choisissez-le à nouveau."
)


class FolderForm(forms.Form):
    """The new path of a folder."""

    folder = forms.CharField(
        label="Nouveau nom",
        required=False,
        max_length=LONGEST,
        help_text="Avec son chemin\u202f: Soins/Protocoles. Le nom d’un dossier qui "
        "existe les réunit\u202f; vide, ce qu’il contient monte à la racine.",
        widget=forms.TextInput(attrs={"list": "dossiers", "autocomplete": "off"}),
        error_messages={"max_length": TOO_LONG},
    )

    def clean_folder(self) -> str:
        return kept_folder(self.cleaned_data["folder"])


class MoveForm(forms.Form):
    """Where the documents of a selection go."""

    space = forms.ModelChoiceField(
        Space.objects.none(), label="Dans quel espace\u202f?", empty_label="Choisissez…"
    )
    folder = forms.CharField(
        label="Dossier",
        required=False,
        max_length=LONGEST,
        help_text="Par exemple Soins/Protocoles. Vide\u202f: à la racine de l’espace.",
        widget=forms.TextInput(attrs={"list": "dossiers", "autocomplete": "off"}),
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, user: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_spaces(self, user)

    def clean_folder(self) -> str:
        return kept_folder(self.cleaned_data["folder"])


class MarkForm(forms.Form):
    """Themes, communes and keywords for those of a selection, beside their own."""

    themes: forms.ModelMultipleChoiceField[ThemePage] = forms.ModelMultipleChoiceField(
        ThemePage.objects.none(),
        label="Thèmes",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    communes = CommunesField()
    keywords = KeywordsField()

    def __init__(self, *args: Any, user: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = self.fields["themes"]
        assert isinstance(themes, forms.ModelMultipleChoiceField)
        themes.queryset = themes_for(user)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not any(given.values()) and not self.errors:
            raise forms.ValidationError(
                "Cochez un thème, ou écrivez une commune ou un mot-clé\u202f: il n’y a "
                "rien à ajouter."
            )
        return given


class RefusalForm(forms.Form):
    """An editor's word to the author of a proposal."""

    word = forms.CharField(
        label="Pourquoi\u202f?",
        help_text="La personne qui a proposé ce document le lit, ici et par mail.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": "Écrivez un mot\u202f: sans lui, on ne sait que corriger.",
            "max_length": "Écrivez moins de 1\u202f000 caractères.",
        },
    )


def without_number(given: str) -> str:
    """What is written about a document, refused when it names a patient."""
    if numbers.is_in(given):
        raise forms.ValidationError(numbers.NOT_HERE)
    return given


def kept_folder(given: str) -> str:
    """The path of a folder with clean names; refused with a sentence."""
    try:
        return clean_folder(given)
    except FolderError as error:
        raise forms.ValidationError(str(error)) from error


def seen_title(given: str) -> str:
    """The title without marks that are not seen; refused when nothing is left."""
    title = without_number(clean_title(given))
    if not title:
        raise forms.ValidationError(
            "Ce titre ne se voit pas\u202f: écrivez-en un autre."
        )
    return title


def limit_spaces(
    form: forms.BaseForm,
    user: Member,
    keep: int | None = None,
    among: SpaceQuerySet | None = None,
) -> None:
    """Only the spaces where `user` adds things, and the one the thing is in.

    `among` are other spaces to choose from. One that was frozen meanwhile says so.
    """
    field = form.fields["space"]
    assert isinstance(field, forms.ModelChoiceField)
    spaces = Space.objects.contributed_by(user) if among is None else among
    mine = spaces.values("pk")
    spaces = Space.objects.filter(Q(pk__in=mine) | Q(pk=keep))
    field.queryset = spaces.with_people_count()
    say_what_to_choose(form, {"review_months": "Jamais"})
    asked = form.data.get("space", "") if form.is_bound else ""
    if why := closed.told_if_closed(user, pk=asked):
        field.error_messages["invalid_choice"] = why
