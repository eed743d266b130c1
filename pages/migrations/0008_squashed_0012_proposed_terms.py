"""News and questions, which come after the library, and what the glossary got since."""

from importlib import import_module

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from config.rendered import RenderedOnce

glossary = import_module("pages.migrations.0011_more_terms")


class Migration(migrations.Migration):

    replaces = [
        ('pages', '0008_news_and_faq'),
        ('pages', '0009_explained'),
        ('pages', '0010_filled_with_news'),
        ('pages', '0011_more_terms'),
        ('pages', '0012_proposed_terms'),
    ]

    dependencies = [
        ('library', '0006_outside_links'),
        ('pages', '0007_video'),
    ]

    operations = [
        migrations.AddField(
            model_name='proposal',
            name='term',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='pages.term'),
        ),
        RenderedOnce([
            migrations.CreateModel(
                name='FaqPage',
                fields=[
                    ('contentpage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='pages.contentpage')),
                ],
                options={
                    'verbose_name': 'questions fréquentes',
                    'verbose_name_plural': 'pages de questions fréquentes',
                },
                bases=('pages.contentpage',),
            ),
            migrations.CreateModel(
                name='NewsPage',
                fields=[
                    ('contentpage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='pages.contentpage')),
                    ('day', models.DateField(db_index=True, default=django.utils.timezone.localdate, help_text='Montrée aux lecteurs. Elle range les actualités, la plus récente d’abord.', verbose_name='date de la nouvelle')),
                    ('front_until', models.DateField(blank=True, help_text='Passé ce jour, elle quitte l’accueil, «\u202fMon espace\u202f» et la page de l’espace\u202f; elle reste dans la liste des actualités. Sans date, elle y reste jusqu’à ce que de plus récentes la remplacent.', null=True, verbose_name='à la une jusqu’au')),
                    ('picture_alt', models.CharField(blank=True, help_text='Obligatoire avec une image\u202f: une phrase pour qui ne la voit pas, lue à voix haute par les lecteurs d’écran.', max_length=200, verbose_name='ce que montre l’image')),
                    ('picture', models.ForeignKey(blank=True, help_text='En tête de la nouvelle et dans les listes. La voit qui voit l’espace de l’image\u202f: pour une nouvelle publique, prenez une image de l’espace public.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='library.picture', verbose_name='image')),
                ],
                options={
                    'verbose_name': 'actualité',
                },
                bases=('pages.contentpage',),
            ),
        ]),
        migrations.RunPython(glossary.seed, migrations.RunPython.noop),
    ]
