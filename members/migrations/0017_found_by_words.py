"""Invitations and lines of the journal keep their words folded, to be found by them."""

from django.db import migrations

import members.searched

AT_ONCE = 500


def fold_all(apps, schema_editor):
    for name in ("Invitation", "JournalEntry"):
        model = apps.get_model("members", name)
        last = 0
        while rows := list(model.objects.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
            for row in rows:
                members.searched.follow(row)
            model.objects.bulk_update(rows, ["folded"])
            last = rows[-1].pk


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0016_former_structures'),
    ]

    operations = [
        migrations.AddField(
            model_name='invitation',
            name='folded',
            field=members.searched.SearchedField(default='', editable=False, of=('last_name', 'first_name', 'email')),
        ),
        migrations.AddField(
            model_name='journalentry',
            name='folded',
            field=members.searched.SearchedField(default='', editable=False, of=('sentence', 'by_name', 'about_name')),
        ),
        migrations.RunPython(fold_all, migrations.RunPython.noop),
    ]
