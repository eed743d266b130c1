"""The form by which the admin takes an image."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

DAMAGED = (
    "Cette image est abîmée ou incomplète. Ouvrez-la sur votre poste, enregistrez-la "
    "en PNG ou en JPEG, puis recommencez."
)


class WholeImageField(WagtailImageField):
    """Refuses with a sentence what Pillow cannot open, or finds too large to open.

    Wagtail's own looks at the first bytes, then measures the picture unguarded.
    """

    def to_python(self, data: Any) -> Any:
        try:
            return super().to_python(data)
        except ValidationError:
            raise
        except Exception as error:  # Pillow's plugins raise what they like
            raise ValidationError(DAMAGED, code="damaged") from error


class PictureForm(BaseImageForm):
    file = WholeImageField(label="Fichier")
