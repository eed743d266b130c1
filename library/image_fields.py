"""Fields that take images."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from PIL import Image
from wagtail.images.fields import WagtailImageField

DAMAGED = (
    "Cette image est abîmée ou incomplète. Ouvrez-la sur votre poste, enregistrez-la "
    "en PNG ou en JPEG, puis recommencez."
)
FORMATS = (
    "Ce format d’image n’est pas pris. Enregistrez-la en JPEG, en PNG ou en WebP, puis "
    "recommencez."
)
OTHER_FORMAT = (
    "Ce fichier finit par .%(extension)s, mais c’est un autre format "
    "(%(image_format)s). Ouvrez-le sur votre poste, enregistrez-le en PNG ou en JPEG, "
    "puis recommencez."
)
NOT_AN_IMAGE = (
    "Ce fichier n’est pas une image, quoi qu’en dise son nom, ou il est abîmé. "
    "Ouvrez-le sur votre poste, enregistrez-le en PNG ou en JPEG, puis recommencez."
)
MOST = f"{settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE // 1024**2}\u202fMo"
TOO_HEAVY = (
    f"Cette image pèse plus de {MOST}. Réduisez-la, à 2\u202f000 pixels de côté par "
    "exemple («\u202fRedimensionner\u202f», dans le programme qui montre vos photos), "
    "puis recommencez."
)
TOO_MANY_PIXELS = (
    "Cette image est trop grande pour être montrée\u202f: elle a plus de 50 millions "
    "de pixels. Réduisez-la à 7\u202f000 pixels de côté au plus "
    "(«\u202fRedimensionner\u202f», dans le programme qui montre vos photos), puis "
    "recommencez."
)
TOO_LONG = (
    "Cette image animée est trop longue pour être montrée. Gardez-en moins d’images, "
    "ou réduisez-la, puis recommencez\u202f; un film va dans la bibliothèque."
)


class WholeImageField(WagtailImageField):
    """Refuses with a sentence what Pillow cannot open, or finds too large to open.

    Wagtail's own looks at the first bytes, then unpacks the picture to measure it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages |= {
            "file_too_large": TOO_HEAVY,
            "file_too_large_unknown_size": TOO_HEAVY,
            "invalid_image": NOT_AN_IMAGE,
            "invalid_image_extension": FORMATS,
            "invalid_image_known_format": OTHER_FORMAT,
        }
        formats = self.supported_formats_text
        self.help_text = f"Formats\u202f: {formats}. {MOST} au plus."

    def check_image_pixel_size(self, f: Any) -> None:
        f.seek(0)
        with Image.open(f) as image:  # its header: nothing is unpacked yet
            pixels, frames = image.width * image.height, getattr(image, "n_frames", 1)
        f.seek(0)
        if pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
            raise ValidationError(TOO_MANY_PIXELS, code="file_too_many_pixels")
        if pixels * frames > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
            raise ValidationError(TOO_LONG, code="file_too_many_pixels")
        super().check_image_pixel_size(f)

    def to_python(self, data: Any) -> Any:
        try:
            return super().to_python(data)
        except ValidationError:
            raise
        except Image.DecompressionBombError as error:
            raise ValidationError(TOO_MANY_PIXELS, code="too_large") from error
        except Exception as error:  # Pillow's plugins raise what they like
            raise ValidationError(DAMAGED, code="damaged") from error
