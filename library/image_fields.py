"""Fields that take images."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images.fields import WagtailImageField

DAMAGED = (
    "Cette image est abîmée ou incomplète. Ouvrez-la sur votre poste, enregistrez-la "
    "en PNG ou en JPEG, puis recommencez."
)
FORMATS = (
    "Ce format d’image n’est pas pris. Enregistrez-la en JPEG, en PNG ou en WebP, puis "
    "recommencez."
)


class WholeImageField(WagtailImageField):
    """Refuses with a sentence what Pillow cannot open, or finds too large to open.

    Wagtail's own looks at the first bytes, then measures the picture unguarded.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages["invalid_image_extension"] = FORMATS

    def to_python(self, data: Any) -> Any:
        try:
            return super().to_python(data)
        except ValidationError:
            raise
        except Exception as error:  # Pillow's plugins raise what they like
            raise ValidationError(DAMAGED, code="damaged") from error
