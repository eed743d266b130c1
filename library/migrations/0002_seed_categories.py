"""The six categories that the group asked for in 2011, in its order."""

from django.db import migrations

CATEGORIES = [
    ("pratiques-metier", "Pratiques métier"),
    ("projet", "Projet"),
    ("annuaire", "Annuaire"),
    ("institutions", "Institutions"),
    ("reglementaire", "Réglementaire"),
    ("reference-de-territoire", "Référence de territoire"),
]


def seed(apps, schema_editor):
    Category = apps.get_model("library", "Category")
    for order, (slug, name) in enumerate(CATEGORIES, start=1):
        Category.objects.get_or_create(
            slug=slug, defaults={"name": name, "order": order}
        )


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
