"""Forms of Wagtail's admin for documents, images and official texts."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from library.actions import same_content
from library.content import fingerprint
from library.image_fields import WholeImageField
from members.admin_forms import OpenSpaces


class DocumentForm(OpenSpaces, BaseDocumentForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs["user"]  # Wagtail's own form takes it, and keeps it not
        super().__init__(*args, **kwargs)

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


class ReferenceForm(OpenSpaces, WagtailAdminModelForm):
    pass
