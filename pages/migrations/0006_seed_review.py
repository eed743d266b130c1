"""One review for all pages: by those who edit the space of each."""

from django.db import migrations

NAME = "Relecture"
TASK = "Relecture par les animateurs"


def seed(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    SpaceReview = apps.get_model("pages", "SpaceReview")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    WorkflowTask = apps.get_model("wagtailcore", "WorkflowTask")
    root = Page.objects.filter(depth=1).first()
    if root is None or SpaceReview.objects.exists():
        return
    kind, _ = ContentType.objects.get_or_create(app_label="pages", model="spacereview")
    task = SpaceReview.objects.create(name=TASK, active=True, content_type=kind)
    workflow = Workflow.objects.create(name=NAME, active=True)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    # One of another name that an administrator gave to the tree stays his.
    WorkflowPage.objects.get_or_create(page=root, defaults={"workflow": workflow})


class Migration(migrations.Migration):
    dependencies = [("pages", "0005_publishing")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
