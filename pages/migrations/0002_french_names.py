"""What Wagtail names in English when it is installed, and what nobody uses here."""

from django.db import migrations


def name_in_french(apps, schema_editor):
    Collection = apps.get_model("wagtailcore", "Collection")
    Page = apps.get_model("wagtailcore", "Page")
    Page.objects.filter(depth=1, title="Root").update(
        title="Racine", draft_title="Racine"
    )
    Collection.objects.filter(depth=1, name="Root").update(name="Racine")


def remove_moderation(apps, schema_editor):
    """Rights follow the role (`members.team`), and who writes a page publishes it."""
    Group = apps.get_model("auth", "Group")
    Task = apps.get_model("wagtailcore", "Task")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    name = "Moderators approval"
    Workflow.objects.filter(name=name, workflow_states=None).delete()
    Task.objects.filter(name=name, task_states=None).delete()
    Group.objects.filter(name__in=["Editors", "Moderators"], user=None).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="themepage",
            options={
                "verbose_name": "page de thème",
                "verbose_name_plural": "pages de thème",
            },
        ),
        migrations.RunPython(name_in_french, migrations.RunPython.noop),
        migrations.RunPython(remove_moderation, migrations.RunPython.noop),
    ]
