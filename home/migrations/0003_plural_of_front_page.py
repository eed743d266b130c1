from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("home", "0002_seed_front_page")]

    operations = [
        migrations.AlterModelOptions(
            name="frontpage",
            options={
                "verbose_name": "page d’accueil",
                "verbose_name_plural": "pages d’accueil",
            },
        ),
    ]
