"""The front page and what a member keeps, as the seven migrations leave them."""

from importlib import import_module

import django.core.validators
import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

from config.rendered import RenderedOnce

front_page = import_module("home.migrations.0002_seed_front_page")


class Migration(migrations.Migration):

    replaces = [
        ('home', '0001_initial'),
        ('home', '0002_seed_front_page'),
        ('home', '0003_plural_of_front_page'),
        ('home', '0004_visit'),
        ('home', '0005_favourites_and_feeds'),
        ('home', '0006_who_and_contact'),
        ('home', '0007_readings'),
    ]

    initial = True

    dependencies = [
        ('members', '0002_seed_spaces_and_professions'),
        ('pages', '0007_video'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        RenderedOnce([
            migrations.CreateModel(
                name='FrontPage',
                fields=[
                    ('contentpage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='pages.contentpage')),
                    ('contact_email', models.EmailField(blank=True, help_text='Une adresse que vous acceptez de rendre publique.', max_length=254, verbose_name='adresse mail')),
                    ('contact_name', models.CharField(blank=True, help_text='La personne ou le service à qui écrire. Sans téléphone ni adresse, l’accueil renvoie à la page d’aide.', max_length=120, verbose_name='nom')),
                    ('contact_phone', models.CharField(blank=True, help_text='Un numéro que vous acceptez de rendre public.', max_length=20, validators=[django.core.validators.RegexValidator('^\\+?[\\d .]{4,20}$', 'Écrivez un numéro, comme 04 70 00 00 00.')], verbose_name='téléphone')),
                    ('contact_role', models.CharField(blank=True, help_text='«\u202fCoordinatrice\u202f».', max_length=160, verbose_name='fonction')),
                    ('contact_when', models.CharField(blank=True, help_text='«\u202fDu lundi au jeudi, de 9\u202fh à 17\u202fh\u202f».', max_length=160, verbose_name='quand appeler')),
                    ('who', wagtail.fields.RichTextField(blank=True, help_text='Quelques phrases pour qui ne vous connaît pas\u202f: qui se réunit, sur quel territoire, pour quoi faire. Tout le monde les lit.', verbose_name='qui nous sommes')),
                ],
                options={
                    'verbose_name': 'page d’accueil',
                    'verbose_name_plural': 'pages d’accueil',
                },
                bases=('pages.contentpage',),
            ),
            migrations.CreateModel(
                name='Visit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(verbose_name='dernière visite')),
                    ('before', models.DateTimeField(null=True, verbose_name='visite d’avant')),
                    ('member', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'visite',
                },
            ),
            migrations.CreateModel(
                name='FeedKey',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('nonce', models.CharField(max_length=32, unique=True, verbose_name='tirage')),
                    ('at', models.DateTimeField(auto_now=True, verbose_name='fait le')),
                    ('member', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'adresse de flux',
                    'verbose_name_plural': 'adresses de flux',
                },
            ),
            migrations.CreateModel(
                name='Favourite',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('page', 'page'), ('document', 'document'), ('texte', 'texte officiel')], max_length=10, verbose_name='nature')),
                    ('thing_id', models.PositiveBigIntegerField(verbose_name='numéro')),
                    ('at', models.DateTimeField(auto_now_add=True, verbose_name='gardé le')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'favori',
                    'ordering': ['-at', '-pk'],
                    'constraints': [models.UniqueConstraint(fields=('member', 'kind', 'thing_id'), name='home_favourite_once')],
                },
            ),
            migrations.CreateModel(
                name='Opened',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('page', 'page'), ('document', 'document'), ('texte', 'texte officiel')], max_length=10, verbose_name='nature')),
                    ('thing_id', models.PositiveBigIntegerField(verbose_name='numéro')),
                    ('at', models.DateTimeField(db_index=True, verbose_name='ouvert le')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'lecture récente',
                    'verbose_name_plural': 'lectures récentes',
                    'ordering': ['-at', '-pk'],
                    'constraints': [models.UniqueConstraint(fields=('member', 'kind', 'thing_id'), name='home_opened_once')],
                },
            ),
            migrations.CreateModel(
                name='Reading',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('month', models.DateField(verbose_name='mois')),
                    ('count', models.PositiveIntegerField(default=0, verbose_name='lectures')),
                    ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='pages.contentpage')),
                ],
                options={
                    'verbose_name': 'lectures d’un mois',
                    'verbose_name_plural': 'lectures d’un mois',
                    'constraints': [models.UniqueConstraint(fields=('page', 'month'), name='home_reading_once_a_month')],
                },
            ),
        ]),
        migrations.RunPython(front_page.seed, migrations.RunPython.noop),
    ]
