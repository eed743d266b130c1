"""Images, and videos that are elsewhere: nothing is fetched from there."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageBlock

from pages.blocks.seen import seen_of
from pages.blocks.text import Context


class PictureBlock(blocks.StructBlock):
    """An image with its alternative (RGAA 1.1), or told to be decorative (1.2)."""

    image = ImageBlock(label="Image")
    caption = blocks.CharBlock(label="Légende", required=False, max_length=300)
    credit = blocks.CharBlock(
        label="Crédit",
        required=False,
        max_length=120,
        help_text="Qui l’a faite\u202f: «\u202fPhoto\u202f: A. Villard\u202f».",
    )

    class Meta:
        icon = "image"
        label = "Image"
        template = "pages/blocks/picture.html"

    def get_context(
        self, value: Any, parent_context: Context | None = None
    ) -> dict[str, Any]:
        context: Context = super().get_context(value, parent_context)
        image = value["image"]
        for seen in seen_of(parent_context).of([image]):
            context["image"] = seen
            # The words stand in the page, not with the image.
            context["alt"] = image.contextual_alt_text or ""
        return context


class VideoBlock(blocks.StructBlock):
    """A video of another site, as a link: no player of theirs, so no tracker."""

    title = blocks.CharBlock(label="Titre de la vidéo", max_length=160)
    url = blocks.URLBlock(
        label="Adresse",
        help_text="La page où elle se regarde. Le site ne charge rien de là-bas\u202f: "
        "le lecteur part la voir d’un clic.",
    )
    duration = blocks.CharBlock(
        label="Durée",
        required=False,
        max_length=40,
        help_text="«\u202f4 minutes\u202f».",
    )
    summary = blocks.TextBlock(
        label="Ce qu’elle dit",
        max_length=3000,
        rows=4,
        help_text="Pour qui ne peut pas la regarder ou l’entendre (RGAA 4.1).",
    )

    class Meta:
        icon = "media"
        label = "Vidéo"
        template = "pages/blocks/video.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if urlsplit(cleaned["url"]).scheme != "https":
            says = "Donnez une adresse qui commence par https://."
            raise StructBlockValidationError({"url": ValidationError(says)})
        return cleaned

    def get_context(
        self, value: Any, parent_context: Context | None = None
    ) -> dict[str, Any]:
        context: Context = super().get_context(value, parent_context)
        context["host"] = urlsplit(value["url"]).netloc.removeprefix("www.")
        return context
