"""Images, and videos: ours are played here, nothing is fetched from elsewhere."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from pages.blocks import samples
from pages.blocks.seen import seen_of
from pages.blocks.text import Context


class ExplainedImageBlock(ImageBlock):
    """Wagtail's, which says what each of its fields wants."""

    def __init__(self, **kwargs: Any) -> None:
        # Its own takes no words for its fields.
        blocks.StructBlock.__init__(self, IMAGE_FIELDS, **kwargs)


IMAGE_FIELDS = [
    (
        "image",
        ImageChooserBlock(
            label="Image",
            help_text="JPEG, PNG ou WebP, d’au moins 1\u202f200 pixels de large.",
        ),
    ),
    (
        "decorative",
        blocks.BooleanBlock(
            label="L’image est décorative",
            required=False,
            help_text="Si la retirer n’enlève rien au sens de la page.",
        ),
    ),
    (
        "alt_text",
        blocks.CharBlock(
            label="Texte de remplacement",
            required=False,
            help_text="Ce que l’image montre, pour qui ne la voit pas\u202f: «\u202fLe "
            "trajet de la lettre de liaison, de l’hôpital au domicile\u202f».",
        ),
    ),
]


class PictureBlock(blocks.StructBlock):
    """An image with its alternative (RGAA 1.1), or told to be decorative (1.2)."""

    image = ExplainedImageBlock(label="Image")
    caption = blocks.CharBlock(
        label="Légende",
        required=False,
        max_length=300,
        help_text="Lue par tous, sous l’image\u202f: ce qu’il faut y regarder.",
    )
    credit = blocks.CharBlock(
        label="Crédit",
        required=False,
        max_length=120,
        help_text="Qui l’a faite\u202f: «\u202fPhoto\u202f: A. Villard\u202f».",
    )

    class Meta:
        icon = "image"
        label = "Image"
        label_format = "{caption}"
        description = "Une photo ou un schéma, avec sa légende."
        preview_template = "pages/blocks/preview_picture.html"
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
    """A film of the library, played from here; or one of another site, as a link.

    No player of theirs, so no tracker. RGAA 4.1 and 4.3: what it says is written, and
    a film in which someone speaks has subtitles.
    """

    title = blocks.CharBlock(
        label="Titre de la vidéo",
        max_length=160,
        help_text="«\u202fPoser une perfusion à domicile\u202f».",
    )
    film = DocumentChooserBlock(
        label="Vidéo de la bibliothèque",
        required=False,
        help_text="Un fichier MP4 ou WebM. Elle se regarde dans la page, par qui voit "
        "le document.",
    )
    captions = DocumentChooserBlock(
        label="Sous-titres",
        required=False,
        help_text="Le fichier WebVTT (.vtt) de la bibliothèque qui va avec.",
    )
    silent = blocks.BooleanBlock(
        label="Personne n’y parle",
        required=False,
        help_text="À cocher pour une vidéo de la bibliothèque sans sous-titres.",
    )
    url = blocks.URLBlock(
        label="Adresse",
        required=False,
        help_text="Pour une vidéo d’un autre site, la page où elle se regarde. Le site "
        "ne charge rien de là-bas\u202f: le lecteur part la voir d’un clic.",
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
        label_format = "{title}"
        description = (
            "Un film de la bibliothèque, ou un lien vers celui d’un autre site."
        )
        preview_value = samples.VIDEO
        template = "pages/blocks/video.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:  # a draft takes what is not finished
            return cleaned
        says = {name: ValidationError(why) for name, why in wrong(cleaned).items()}
        if says:
            raise StructBlockValidationError(says)
        return cleaned

    def get_context(
        self, value: Any, parent_context: Context | None = None
    ) -> dict[str, Any]:
        context: Context = super().get_context(value, parent_context)
        context["host"] = urlsplit(value["url"] or "").netloc.removeprefix("www.")
        seen = seen_of(parent_context)
        for name in ("film", "captions"):
            context[name] = next(iter(seen.of([value[name]])), None)
        return context


def wrong(value: Any) -> dict[str, str]:
    """What is wrong in a video block, by field."""
    film, url = value["film"], value["url"]
    if film and url:
        return {"url": "Donnez l’un ou l’autre\u202f: la vidéo, ou l’adresse."}
    if not (film or url):
        return {"film": "Choisissez une vidéo de la bibliothèque, ou donnez l’adresse."}
    if film:
        return _wrong_film(film, value["captions"], silent=value["silent"])
    if urlsplit(url).scheme != "https":
        return {"url": "Donnez une adresse qui commence par https://."}
    return {}


def _wrong_film(film: Any, captions: Any, *, silent: bool) -> dict[str, str]:
    if not (film.current and film.current.is_film):
        return {"film": "Ce document n’est pas une vidéo MP4 ou WebM."}
    if captions and not (captions.current and captions.current.kind == "vtt"):
        return {"captions": "Ce document n’est pas un fichier de sous-titres WebVTT."}
    if not (captions or silent):
        return {
            "captions": "Donnez les sous-titres, ou cochez «\u202fPersonne n’y "
            "parle\u202f»."
        }
    return {}
