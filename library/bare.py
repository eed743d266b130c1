"""Images without what they tell: where a photo was taken, when, and with what."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image, ImageOps, ImageSequence
from wagtail.images.models import (
    AbstractImage,
    WagtailImageField,
    WagtailImageFieldFile,
)

#: All that is kept beside the pixels: how they are to be drawn.
KEPT = {"icc_profile", "transparency", "background", "duration", "loop"}
#: How each format is written; an upright JPEG with its own tables, so that its pixels
#: lose nothing. MPO is the JPEG of telephones that take two pictures at once.
WRITTEN: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 95},
    "MPO": {"quality": 95},
    "WEBP": {"quality": 92},
    "AVIF": {"quality": 90},
}
ORIENTATION = 0x0112  # in EXIF


def bare(data: bytes) -> bytes:
    """The same picture, upright, without metadata (EXIF, XMP, IPTC, texts, comments).

    Raises what Pillow raises: the forms have looked at the file before.
    """
    made = BytesIO()
    with Image.open(BytesIO(data)) as image:
        kind = image.format or ""
        frames = getattr(image, "n_frames", 1)
        if kind in {"GIF", "WEBP", "PNG", "AVIF"} and frames > 1:
            loop = {name: image.info[name] for name in ("loop",) if name in image.info}
            every = ImageSequence.Iterator(image)
            first, *others = [plain(frame.copy()) for frame in every]
            first.save(
                made,
                kind,
                save_all=True,
                icc_profile=first.info.get("icc_profile"),
                append_images=others,
                duration=[each.info.get("duration", 0) for each in (first, *others)],
                **loop,
            )
            return made.getvalue()
        turned = image.getexif().get(ORIENTATION, 1) != 1
        upright = ImageOps.exif_transpose(image) if turned else image
        how = WRITTEN.get(kind, {}) if turned or kind != "JPEG" else {"quality": "keep"}
        plain(upright).save(
            made,
            "JPEG" if kind == "MPO" else kind,
            icc_profile=upright.info.get("icc_profile"),
            **how,
        )
    return made.getvalue()


def plain(image: Image.Image) -> Image.Image:
    image.load()
    image.info = {name: said for name, said in image.info.items() if name in KEPT}
    return image


class BareImageFile(WagtailImageFieldFile):
    """Whoever stores an image stores it bare: a form, the admin's sending of many…"""

    def save(self, name: str, content: Any, save: bool = True) -> None:
        content.seek(0)
        given = ContentFile(bare(content.read()), name)
        super().save(name, given, save=False)
        self.instance.file_size = None  # worked out of what was sent
        self.instance._set_image_file_metadata()
        if save:
            self.instance.save()


class BareImageField(WagtailImageField):
    attr_class = BareImageFile

    def contribute_to_class(self, cls: Any, name: str, **kwargs: Any) -> None:
        # In the place of Wagtail's own: before the fields that it fills (width, hash).
        first = AbstractImage._meta.get_field("file")
        self.creation_counter = first.creation_counter
        super().contribute_to_class(cls, name, **kwargs)
