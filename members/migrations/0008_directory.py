"""The question of each year, and the words by which those already here are found."""

from django.db import migrations, models

from members.words import kept


def fold_members(apps, schema_editor):
    Member = apps.get_model("members", "Member")
    changed = []
    for member in Member.objects.prefetch_related("professions"):
        professions = [profession.name for profession in member.professions.all()]
        member.folded = kept(
            member.last_name, member.first_name, *professions, member.concerns
        )
        changed.append(member)
    Member.objects.bulk_update(changed, ["folded"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("members", "0007_membership_reminded_of")]

    operations = [
        migrations.AddField(
            model_name="member",
            name="asked_to_confirm_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="confirmation demandée"
            ),
        ),
        migrations.AddIndex(
            model_name="practice",
            index=models.Index(
                fields=["commune_code", "member"], name="members_practice_commune"
            ),
        ),
        migrations.AddIndex(
            model_name="practice",
            index=models.Index(
                fields=["structure", "member"], name="members_practice_structure"
            ),
        ),
        migrations.AddIndex(
            model_name="membership",
            index=models.Index(
                fields=["space", "ends_on", "member"], name="members_membership_days"
            ),
        ),
        migrations.RunPython(fold_members, migrations.RunPython.noop),
    ]
