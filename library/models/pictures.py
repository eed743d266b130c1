"""Images of pages. They live in a space, like all the rest."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from modelsearch import index
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    ImageQuerySet,
    get_upload_to,
)

from library.bare import BareImageField
from members.rights import InSpace, SpacedQuerySet


class PictureSet(SpacedQuerySet["Picture"], ImageQuerySet):
    pass


class Picture(InSpace, AbstractImage):  # type: ignore[django-manager-missing]
    file = BareImageField(
        "fichier", upload_to=get_upload_to, width_field="width", height_field="height"
    )

    objects = PictureSet.as_manager()

    admin_form_fields = ("title", "file", "description", "space")
    # What `visible_to` asks for: the admin searches within what a person may see.
    search_fields: ClassVar[list[index.BaseField]] = [
        *AbstractImage.search_fields,
        index.FilterField("space"),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = "image"
        verbose_name_plural = "images"

    @property
    def default_alt_text(self) -> str:
        """What the block of an image begins with: never its title, often the name of a
        file, that nobody would think of changing."""
        return str(self.description)


class Rendition(AbstractRendition):
    #: library.lost: its file need not be saved, nor looked for.
    is_made_again = True

    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = "rendu d’image"
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="library_rendition_once",
            )
        ]
