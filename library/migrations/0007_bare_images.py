"""Images that are there already lose where and with what they were taken."""

from hashlib import sha1
from io import BytesIO
from typing import Any

import wagtail.images.models
from django.core.files.base import ContentFile
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from PIL import Image

import library.bare
from library.bare import bare


def strip(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write each original anew; its renditions are made again when they are asked."""
    for picture in apps.get_model("library", "Picture")._base_manager.iterator():
        strip_one(picture)
    for rendition in apps.get_model("library", "Rendition")._base_manager.iterator():
        rendition.file.storage.delete(rendition.file.name)
        rendition.delete()


def strip_one(picture: Any) -> None:
    storage, old = picture.file.storage, picture.file.name
    try:
        with storage.open(old) as file:
            data = bare(file.read())
        with Image.open(BytesIO(data)) as image:
            width, height = image.size
    except Exception as error:  # lost or damaged: shown to nobody
        print(f"\n  L’image {picture.pk} ({old}) n’a pas pu être lue : {error}")
        return
    fields: dict[str, Any] = {
        "file": storage.save(old, ContentFile(data)),
        "width": width,
        "height": height,
        "file_size": len(data),
        "file_hash": sha1(data, usedforsecurity=False).hexdigest(),
    }
    if (width, height) != (picture.width, picture.height):  # turned: look again
        fields |= dict.fromkeys(
            f"focal_point_{name}" for name in ("x", "y", "width", "height")
        )
    type(picture)._base_manager.filter(pk=picture.pk).update(**fields)
    storage.delete(old)


class Migration(migrations.Migration):
    dependencies = [("library", "0006_outside_links")]

    operations = [
        migrations.AlterField(
            model_name="picture",
            name="file",
            field=library.bare.BareImageField(
                height_field="height",
                upload_to=wagtail.images.models.get_upload_to,
                verbose_name="fichier",
                width_field="width",
            ),
        ),
        migrations.RunPython(strip, migrations.RunPython.noop),
    ]
