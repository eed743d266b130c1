"""Forms of Wagtail's admin for documents, images and official texts."""

from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from library.actions import same_content
from library.content import fingerprint
from library.image_fields import WholeImageField
from library.renditions import make_renditions
from members.admin_forms import OpenSpaces
from members.choices import say_what_to_choose

TAGS = "Quelques mots, séparés par des virgules\u202f: «\u202fsortie, HAD\u202f»."


def explain(form: forms.BaseForm, helps: dict[str, str]) -> None:
    """Say what each field wants, where Wagtail says nothing."""
    for name, help_text in helps.items():
        if name in form.fields:
            form.fields[name].help_text = help_text


class DocumentForm(OpenSpaces, BaseDocumentForm):
    empties: ClassVar[dict[str, str]] = {"review_months": "Jamais"}
    helps: ClassVar[dict[str, str]] = {
        "title": "Ce que l’on cherche\u202f: «\u202fLettre de liaison, modèle\u202f», "
        "plutôt que «\u202fLL_v3_def\u202f».",
        "space": "Qui voit l’espace voit le document.",
        "category": "Elle sert à trier la bibliothèque.",
        "folder": "Par exemple Soins/Protocoles. Vide\u202f: à la racine de l’espace.",
        "summary": "Deux ou trois phrases, pour qui ne l’ouvrira pas.",
        "tags": TAGS,
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs["user"]  # Wagtail's own form takes it, and keeps it not
        super().__init__(*args, **kwargs)
        explain(self, self.helps)

    def clean(self) -> dict[str, Any]:
        """Refuse a content that the space has already, as the library does."""
        given: dict[str, Any] = super().clean() or {}
        file, space = given.get("file"), given.get("space")
        if space is None or not isinstance(file, UploadedFile):
            return given
        sha256 = fingerprint(file)
        first = same_content(self.user, space, sha256, but=self.instance.pk)
        if first is not None:
            self.add_error(
                "file",
                f"Ce fichier est déjà dans «\u202f{space}\u202f», sous le titre "
                f"«\u202f{first.title}\u202f».",
            )
        return given


class PictureForm(OpenSpaces, BaseImageForm):
    file = WholeImageField(label="Fichier")
    helps: ClassVar[dict[str, str]] = {
        "title": "Pour la retrouver\u202f: «\u202fMaison de santé, façade\u202f».",
        "description": "Ce qu’elle montre\u202f: proposé comme texte de remplacement "
        "dans les pages.",
        "space": "Qui voit l’espace voit l’image.",
        "tags": TAGS,
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What is said of several images that have been sent: the file is there already.
        if "file" in (self._meta.exclude or ()):
            del self.fields["file"]
        explain(self, self.helps)

    def save(self, commit: bool = True) -> Any:
        there = self.instance.pk is not None
        picture = super().save(commit=commit)
        if commit and there and "file" in self.changed_data:  # its renditions went
            make_renditions.enqueue(picture.pk)
        return picture


class ReferenceForm(OpenSpaces, WagtailAdminModelForm):
    pass


class CategoryForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_what_to_choose(self, {"review_months": "Jamais", "fate": "Aucun"})
