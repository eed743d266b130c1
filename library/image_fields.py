"""Fields that take images."""

from typing import Any

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
TOO_MANY_PIXELS = (
    "Cette image est trop grande pour être montrée. Réduisez-la à 8\u202f000 pixels de "
    "côté au plus («\u202fRedimensionner\u202f», dans le programme qui montre vos "
    "photos), puis recommencez."
)


class WholeImageField(WagtailImageField):
    """Refuses with a sentence what Pillow cannot open, or finds too large to open.

    Wagtail's own looks at the first bytes, then measures the picture unguarded.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages |= {
            "invalid_image_extension": FORMATS,
            "invalid_image_known_format": OTHER_FORMAT,
            "file_too_many_pixels": TOO_MANY_PIXELS,
        }

    def to_python(self, data: Any) -> Any:
        try:
            return super().to_python(data)
        except ValidationError:
            raise
        except Image.DecompressionBombError as error:
            raise ValidationError(TOO_MANY_PIXELS, code="too_large") from error
        except Exception as error:  # Pillow's plugins raise what they like
            raise ValidationError(DAMAGED, code="damaged") from error
