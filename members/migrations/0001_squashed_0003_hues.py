"""The member, and what others point to through him.

Alone, so that what comes before the rest of the members, Wagtail above all, is made
with few models. Names are checked and colours chosen as they are today, which no
database knows of.
"""

from importlib import import_module

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import members.names
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models

from config.rendered import RenderedOnce

spaces = import_module("members.migrations.0002_seed_spaces_and_professions")


class Migration(migrations.Migration):

    replaces = [
        ('members', '0001_initial'),
        ('members', '0002_seed_spaces_and_professions'),
        ('members', '0003_hues'),
    ]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        RenderedOnce([
            migrations.CreateModel(
                name='Profession',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=100, unique=True, verbose_name='nom')),
                ],
                options={
                    'verbose_name': 'profession',
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='Space',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=100, unique=True, verbose_name='nom')),
                    ('slug', models.SlugField(max_length=60, unique=True, verbose_name='nom dans l’adresse')),
                    ('initials', models.CharField(max_length=2, verbose_name='deux lettres')),
                    ('hue', models.PositiveSmallIntegerField(choices=[(1, 'vert canard'), (2, 'violet'), (3, 'rouille'), (4, 'bleu'), (5, 'framboise'), (6, 'olive')], default=1, verbose_name='couleur')),
                    ('purpose', models.TextField(blank=True, verbose_name='à quoi il sert')),
                    ('visibility', models.CharField(choices=[('public', 'tout le monde, sans se connecter'), ('members', 'tous les membres permanents'), ('people', 'les personnes de l’espace seulement')], default='people', max_length=20, verbose_name='qui le voit')),
                    ('joining', models.CharField(choices=[('open', 'qui veut'), ('request', 'sur demande'), ('invitation', 'sur invitation')], default='invitation', max_length=20, verbose_name='qui le rejoint')),
                    ('contribution', models.CharField(choices=[('read', 'lire'), ('contribute', 'lire et proposer'), ('publish', 'lire et publier')], default='contribute', max_length=20, verbose_name='ce que ses personnes peuvent y faire')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                ],
                options={
                    'verbose_name': 'espace',
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='Member',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('email', models.EmailField(error_messages={'unique': 'Une personne a déjà cette adresse.'}, max_length=254, unique=True, verbose_name='adresse mail')),
                    ('first_name', models.CharField(max_length=100, validators=[members.names.check_name], verbose_name='prénom')),
                    ('last_name', models.CharField(max_length=100, validators=[members.names.check_name], verbose_name='nom')),
                    ('role', models.CharField(choices=[('permanent', 'membre permanent'), ('occasional', 'membre occasionnel'), ('staff', 'équipe du Pays')], default='permanent', max_length=20, verbose_name='rôle')),
                    ('is_active', models.BooleanField(default=True, verbose_name='compte ouvert')),
                    ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='arrivée')),
                    ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                    ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                    ('professions', models.ManyToManyField(blank=True, related_name='members', to='members.profession', verbose_name='professions')),
                ],
                options={
                    'verbose_name': 'membre',
                    'ordering': ['last_name', 'first_name'],
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='members_member_email_any_case')],
                },
            ),
            migrations.CreateModel(
                name='Membership',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('reader', 'lit'), ('contributor', 'contribue'), ('editor', 'anime')], default='contributor', max_length=20, verbose_name='rôle')),
                    ('ends_on', models.DateField(blank=True, help_text='Vide\u202f: sans date de fin.', null=True, verbose_name='jusqu’au')),
                    ('joined_at', models.DateTimeField(auto_now_add=True, verbose_name='depuis')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='membre')),
                    ('space', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='members.space', verbose_name='espace')),
                ],
                options={
                    'verbose_name': 'appartenance',
                    'constraints': [models.UniqueConstraint(fields=('space', 'member'), name='members_membership_once')],
                },
            ),
        ]),
        migrations.RunPython(spaces.seed, migrations.RunPython.noop),
    ]
