"""« Groupe 2 » comes before « Groupe 10 »: names are folded again."""

from django.db import migrations

from members.listed import in_order


def fold_names(apps, schema_editor):
    for name in ("Profession", "Space"):
        model = apps.get_model("members", name)
        for each in model.objects.only("name"):
            model.objects.filter(pk=each.pk).update(folded=in_order(each.name))


class Migration(migrations.Migration):
    dependencies = [("members", "0010_invited_to_waits")]
    operations = [migrations.RunPython(fold_names, migrations.RunPython.noop)]
