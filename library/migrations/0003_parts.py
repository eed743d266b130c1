"""Long texts are cut into parts, and sheets keep their columns.

Those already read are read again.
"""

from typing import Any

from django.db import migrations, models
from django.db.models.functions import Length

#: library.reading.parts.LONGEST_PAGE, as it was when this was written.
LONGEST_PAGE = 7_000
FLOWING = ["docx", "eml", "html", "odt", "txt"]
SHEETS = ["ods", "xls", "xlsx"]


def read_again(apps: Any, schema_editor: Any) -> None:
    """Set them to wait: the worker gives a task to what waits without one."""
    extracts = apps.get_model("library", "Extract").objects
    long = extracts.annotate(length=Length("text")).filter(
        length__gt=LONGEST_PAGE, version__kind__in=FLOWING, version__state="read"
    )
    versions = apps.get_model("library", "Version").objects.filter(state="read")
    keys = list(long.values_list("version", flat=True).distinct())
    versions.filter(pk__in=keys).update(state="waiting")
    versions.filter(kind__in=SHEETS).update(state="waiting")


class Migration(migrations.Migration):
    dependencies = [("library", "0002_seed_categories")]
    operations = [
        migrations.AddField(
            "version",
            "in_parts",
            models.BooleanField(default=False, verbose_name="découpé en parties"),
        ),
        migrations.RunPython(read_again, migrations.RunPython.noop, elidable=True),
    ]
