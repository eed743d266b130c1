"""Our front page at the root of the site, in the place of Wagtail's welcome page."""

from django.conf import settings
from django.db import migrations


def seed(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    FrontPage = apps.get_model("home", "FrontPage")
    Locale = apps.get_model("wagtailcore", "Locale")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Space = apps.get_model("members", "Space")
    if FrontPage.objects.exists():
        return
    locale, _ = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    root = Page.objects.get(depth=1, path="0001")
    Site.objects.all().delete()
    Page.objects.filter(path="00010001", depth=2, slug="home", numchild=0).delete()
    step = 1
    while Page.objects.filter(path__startswith=f"0001{step:04d}").exists():
        step += 1
    front_type, _ = ContentType.objects.get_or_create(
        app_label="home", model="frontpage"
    )
    front = FrontPage.objects.create(
        title="Accueil",
        draft_title="Accueil",
        slug="accueil",
        content_type=front_type,
        path=f"0001{step:04d}",
        depth=2,
        numchild=0,
        url_path="/accueil/",
        locale=locale,
        space=Space.objects.get(slug="public"),
        live=True,
    )
    root.numchild = Page.objects.filter(depth=2).count()
    root.save()
    Site.objects.create(
        hostname="localhost",
        port=80,
        site_name=settings.SITE_NAME,
        root_page=front,
        is_default_site=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("members", "0002_seed_spaces_and_professions"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
