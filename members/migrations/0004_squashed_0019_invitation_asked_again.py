"""The rest of the members, as the sixteen migrations that it stands for leave them.

A database that stopped at 0003 may have members: they get their words to be found by.
"""

from importlib import import_module

import django.db.models.deletion
import django.utils.timezone
import members.names
import members.numbers
import members.searched
from django.conf import settings
from django.db import migrations, models

from config.rendered import RenderedAlone, RenderedOnce

charter = import_module("members.migrations.0005_professions_and_charter")
words = import_module("members.migrations.0008_directory")
order = import_module("members.migrations.0011_numbers_in_order")


class Migration(migrations.Migration):

    replaces = [
        ('members', '0004_people_spaces_directory_journal'),
        ('members', '0005_professions_and_charter'),
        ('members', '0006_coming_in'),
        ('members', '0007_membership_reminded_of'),
        ('members', '0008_directory'),
        ('members', '0009_french_order_and_meetings'),
        ('members', '0010_invited_to_waits'),
        ('members', '0011_numbers_in_order'),
        ('members', '0012_names_and_told_demands'),
        ('members', '0013_later_words_and_launchers'),
        ('members', '0014_journal_of_the_door'),
        ('members', '0015_members_in_french_order'),
        ('members', '0016_former_structures'),
        ('members', '0017_found_by_words'),
        ('members', '0018_elimination'),
        ('members', '0019_invitation_asked_again'),
    ]

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('members', '0003_hues'),
        # Not needed, but quicker before than after: each of theirs renders ours too.
        ('mfa', '0003_authenticator_type_uniq'),
        ('socialaccount', '0006_alter_socialaccount_extra_data'),
        ('usersessions', '0001_initial'),
        ('modelsearch', '0004_rename_modelsear_autocom_476c89_gin_modelsearch_autocom_ea8581_gin_and_more'),
        ('wagtailadmin', '0006_formstate'),
        ('wagtailembeds', '0009_embed_cache_until'),
        ('wagtailredirects', '0008_add_verbose_name_plural'),
        ('wagtailusers', '0015_userprofile_keyboard_shortcuts'),
    ]

    operations = [
        RenderedAlone([
            migrations.AddField(
                model_name='profession',
                name='code',
                field=models.CharField(blank=True, max_length=3, verbose_name='code de la nomenclature G15'),
            ),
            migrations.AddField(
                model_name='profession',
                name='folded',
                field=models.CharField(default='', editable=False, max_length=200),
            ),
            migrations.AddField(
                model_name='space',
                name='state',
                field=models.CharField(choices=[('open', 'ouvert'), ('frozen', 'figé'), ('archived', 'archivé')], default='open', max_length=10, verbose_name='état'),
            ),
            migrations.AddField(
                model_name='space',
                name='folded',
                field=models.CharField(default='', editable=False, max_length=200),
            ),
            migrations.AddField(
                model_name='space',
                name='meets_at',
                field=models.DateTimeField(blank=True, null=True, verbose_name='prochaine réunion'),
            ),
            migrations.AddField(
                model_name='space',
                name='meets_where',
                field=models.CharField(blank=True, max_length=200, verbose_name='où'),
            ),
            migrations.AddField(
                model_name='member',
                name='anonymised_at',
                field=models.DateTimeField(blank=True, null=True, verbose_name='anonymisé le'),
            ),
            migrations.AddField(
                model_name='member',
                name='concerns',
                field=models.TextField(blank=True, help_text='Ce que vous faites de particulier, ce pour quoi vous appeler.', max_length=500, verbose_name='me contacter pour'),
            ),
            migrations.AddField(
                model_name='member',
                name='confirmed_at',
                field=models.DateTimeField(blank=True, null=True, verbose_name='fiche confirmée'),
            ),
            migrations.AddField(
                model_name='member',
                name='folded',
                field=models.TextField(blank=True, default='', editable=False),
            ),
            migrations.AddField(
                model_name='member',
                name='news_mail',
                field=models.CharField(choices=[('daily', 'chaque matin, s’il y a du nouveau'), ('weekly', 'le lundi, s’il y a du nouveau'), ('never', 'jamais')], default='weekly', max_length=10, verbose_name='nouveautés par mail'),
            ),
            migrations.AddField(
                model_name='member',
                name='news_sent_at',
                field=models.DateTimeField(blank=True, null=True, verbose_name='nouveautés envoyées'),
            ),
            migrations.AddField(
                model_name='member',
                name='phone',
                field=models.CharField(blank=True, max_length=30, verbose_name='téléphone'),
            ),
            migrations.AddField(
                model_name='member',
                name='phone_audience',
                field=models.CharField(choices=[('members', 'tous les membres permanents'), ('spaces', 'les personnes de mes espaces'), ('staff', 'l’équipe du Pays seulement')], default='members', max_length=20, verbose_name='qui voit le téléphone'),
            ),
            migrations.AddField(
                model_name='member',
                name='photo',
                field=models.ImageField(blank=True, upload_to='photos/', verbose_name='photo'),
            ),
            migrations.AddField(
                model_name='member',
                name='rpps',
                field=models.CharField(blank=True, help_text='Onze chiffres, pour les professions de santé.', max_length=11, validators=[members.numbers.check_rpps], verbose_name='numéro RPPS'),
            ),
            migrations.AddField(
                model_name='member',
                name='warned_at',
                field=models.DateTimeField(blank=True, null=True, verbose_name='averti le'),
            ),
            migrations.AddField(
                model_name='member',
                name='warnings',
                field=models.PositiveSmallIntegerField(default=0, verbose_name='avertissements'),
            ),
            migrations.AddField(
                model_name='member',
                name='working_days',
                field=models.CharField(blank=True, help_text='Chiffres de 1 (lundi) à 7 (dimanche), dans l’ordre.', max_length=7, verbose_name='jours de travail'),
            ),
            migrations.AddField(
                model_name='member',
                name='working_hours',
                field=models.CharField(blank=True, max_length=200, verbose_name='quand le joindre'),
            ),
            migrations.AddField(
                model_name='member',
                name='asked_to_confirm_at',
                field=models.DateTimeField(blank=True, null=True, verbose_name='confirmation demandée'),
            ),
            migrations.AddField(
                model_name='membership',
                name='reminded_of',
                field=models.DateField(editable=False, null=True, verbose_name='rappel fait pour le'),
            ),
        ], apps={'auth', 'contenttypes', 'members'}),
        RenderedOnce([
            migrations.AlterModelOptions(
                name='profession',
                options={'ordering': ['folded'], 'verbose_name': 'profession'},
            ),
            migrations.AlterModelOptions(
                name='space',
                options={'ordering': ['folded'], 'verbose_name': 'espace'},
            ),
            migrations.AddConstraint(
                model_name='member',
                constraint=models.UniqueConstraint(condition=models.Q(('rpps', ''), _negated=True), fields=('rpps',), name='members_member_rpps_once', violation_error_message='Une autre personne a déjà ce numéro RPPS.'),
            ),
            migrations.AlterModelOptions(
                name='member',
                options={'ordering': ['folded', 'pk'], 'verbose_name': 'membre'},
            ),
            migrations.AddIndex(
                model_name='membership',
                index=models.Index(fields=['space', 'ends_on', 'member'], name='members_membership_days'),
            ),
            migrations.CreateModel(
                name='Absence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts_on', models.DateField(verbose_name='du')),
                    ('ends_on', models.DateField(verbose_name='au')),
                    ('replacement', models.CharField(blank=True, help_text='Nom et téléphone de la personne, si elle n’est pas membre.', max_length=200, verbose_name='remplacé par')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to=settings.AUTH_USER_MODEL, verbose_name='membre')),
                    ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replaces', to=settings.AUTH_USER_MODEL, verbose_name='remplacé par un membre')),
                ],
                options={
                    'verbose_name': 'absence',
                    'ordering': ['starts_on'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='members_absence_ends_after_it_starts', violation_error_message='La fin de l’absence précède son début.')],
                },
            ),
            migrations.CreateModel(
                name='Charter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.PositiveIntegerField(unique=True, verbose_name='version')),
                    ('text', models.TextField(verbose_name='texte')),
                    ('changes', models.TextField(blank=True, verbose_name='ce qui change')),
                    ('published_at', models.DateTimeField(auto_now_add=True, verbose_name='publiée le')),
                    ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='publiée par')),
                ],
                options={
                    'verbose_name': 'charte',
                    'ordering': ['-version'],
                },
            ),
            migrations.CreateModel(
                name='Invitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(max_length=254, verbose_name='adresse mail')),
                    ('first_name', models.CharField(blank=True, max_length=100, validators=[members.names.check_name], verbose_name='prénom')),
                    ('last_name', models.CharField(blank=True, max_length=100, validators=[members.names.check_name], verbose_name='nom')),
                    ('role', models.CharField(choices=[('permanent', 'membre permanent'), ('occasional', 'membre occasionnel'), ('staff', 'équipe du Pays')], default='permanent', max_length=20, verbose_name='rôle')),
                    ('rpps', models.CharField(blank=True, max_length=11, verbose_name='numéro RPPS')),
                    ('details', models.JSONField(blank=True, default=dict, verbose_name='ce que l’on sait déjà')),
                    ('word', models.TextField(blank=True, max_length=1000, verbose_name='mot d’accueil')),
                    ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                    ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='faite le')),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='envoyée le')),
                    ('expires_at', models.DateTimeField(verbose_name='valable jusqu’au')),
                    ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='acceptée le')),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='retirée le')),
                    ('accepted_by', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invitation', to=settings.AUTH_USER_MODEL, verbose_name='compte')),
                    ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invitations_made', to=settings.AUTH_USER_MODEL, verbose_name='invité par')),
                    ('professions', models.ManyToManyField(blank=True, related_name='+', to='members.profession', verbose_name='professions')),
                    ('problem', models.CharField(blank=True, max_length=200, verbose_name='pourquoi elle n’est pas partie')),
                    ('sending_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('folded', members.searched.SearchedField(default='', editable=False, of=('last_name', 'first_name', 'email'))),
                    ('asked_again_at', models.DateTimeField(blank=True, null=True, verbose_name='redemandée le')),
                ],
                options={
                    'verbose_name': 'invitation',
                    'ordering': ['-made_at'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('accepted_at__isnull', True), ('withdrawn_at__isnull', True)), fields=('email',), name='members_invitation_one_open')],
                },
            ),
            migrations.CreateModel(
                name='JoinRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(max_length=254, verbose_name='adresse mail')),
                    ('first_name', models.CharField(max_length=100, validators=[members.names.check_name], verbose_name='prénom')),
                    ('last_name', models.CharField(max_length=100, validators=[members.names.check_name], verbose_name='nom')),
                    ('commune_code', models.CharField(blank=True, max_length=5, verbose_name='code de la commune')),
                    ('commune_name', models.CharField(blank=True, max_length=100, verbose_name='commune')),
                    ('why', models.TextField(max_length=2000, verbose_name='pourquoi')),
                    ('state', models.CharField(choices=[('waiting', 'en attente'), ('accepted', 'acceptée'), ('refused', 'refusée')], default='waiting', max_length=10, verbose_name='état')),
                    ('answer', models.TextField(blank=True, max_length=1000, verbose_name='réponse')),
                    ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='faite le')),
                    ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='répondue le')),
                    ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='répondue par')),
                    ('profession', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='members.profession', verbose_name='profession')),
                    ('told_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('later', models.JSONField(blank=True, default=list, editable=False)),
                ],
                options={
                    'verbose_name': 'demande d’adhésion',
                    'verbose_name_plural': 'demandes d’adhésion',
                    'ordering': ['made_at'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('email',), name='members_joinrequest_one_waiting')],
                },
            ),
            migrations.CreateModel(
                name='JournalEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='quand')),
                    ('kind', models.CharField(choices=[('sign_in', 'connexion'), ('sign_in_failed', 'connexion refusée'), ('proof_refused', 'preuve refusée'), ('sign_out', 'déconnexion'), ('credential', 'moyen de connexion changé'), ('invitation', 'invitation'), ('join_request', 'demande d’adhésion'), ('charter', 'charte'), ('right', 'droit changé'), ('space', 'espace changé'), ('space_request', 'demande d’entrer dans un espace'), ('account', 'compte changé'), ('door', 'fichier retenu ou laissé passer'), ('download', 'téléchargement'), ('export', 'export'), ('elimination', 'élimination')], max_length=20, verbose_name='quoi')),
                    ('sentence', models.CharField(max_length=500, verbose_name='détail')),
                    ('by_name', models.CharField(blank=True, max_length=254, verbose_name='nom')),
                    ('about_name', models.CharField(blank=True, max_length=254, verbose_name='nom')),
                    ('address', models.GenericIPAddressField(blank=True, null=True, verbose_name='adresse IP')),
                    ('about', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='à propos de')),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='qui')),
                    ('space', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='members.space', verbose_name='espace')),
                    ('folded', members.searched.SearchedField(default='', editable=False, of=('sentence', 'by_name', 'about_name'))),
                ],
                options={
                    'verbose_name': 'ligne du journal',
                    'verbose_name_plural': 'lignes du journal',
                    'ordering': ['-at', '-pk'],
                    'indexes': [models.Index(fields=['kind', '-at'], name='members_journal_kind_at')],
                },
            ),
            migrations.CreateModel(
                name='SpaceRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('word', models.TextField(blank=True, max_length=1000, verbose_name='pourquoi')),
                    ('state', models.CharField(choices=[('waiting', 'en attente'), ('accepted', 'acceptée'), ('refused', 'refusée'), ('withdrawn', 'retirée')], default='waiting', max_length=10, verbose_name='état')),
                    ('answer', models.TextField(blank=True, max_length=1000, verbose_name='réponse')),
                    ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='faite le')),
                    ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='répondue le')),
                    ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='répondue par')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='space_requests', to=settings.AUTH_USER_MODEL, verbose_name='membre')),
                    ('space', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='members.space', verbose_name='espace')),
                ],
                options={
                    'verbose_name': 'demande d’entrée dans un espace',
                    'verbose_name_plural': 'demandes d’entrée dans un espace',
                    'ordering': ['made_at'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('space', 'member'), name='members_spacerequest_one_waiting')],
                },
            ),
            migrations.CreateModel(
                name='Structure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('phone', models.CharField(blank=True, max_length=30, verbose_name='téléphone')),
                    ('concerns', models.TextField(blank=True, help_text='Ce que vous faites de particulier, ce pour quoi vous appeler.', max_length=500, verbose_name='me contacter pour')),
                    ('folded', models.TextField(blank=True, default='', editable=False)),
                    ('commune_code', models.CharField(blank=True, max_length=5, verbose_name='code de la commune')),
                    ('commune_name', models.CharField(blank=True, max_length=100, verbose_name='commune')),
                    ('name', models.CharField(max_length=150, verbose_name='nom')),
                    ('kind', models.CharField(choices=[('ars', 'agence régionale de santé (ARS)'), ('association', 'association'), ('cabinet', 'cabinet'), ('clic', 'CLIC, point d’information'), ('ehpad', 'EHPAD'), ('hopital', 'hôpital, clinique'), ('mairie', 'mairie, collectivité'), ('msp', 'maison de santé pluriprofessionnelle (MSP)'), ('pharmacie', 'pharmacie'), ('social', 'service social, PMI, médico-social'), ('ssiad', 'soins à domicile (SSIAD, HAD, CSI)'), ('autre', 'autre')], max_length=20, verbose_name='genre')),
                    ('finess', models.CharField(blank=True, max_length=9, verbose_name='numéro FINESS')),
                    ('street', models.CharField(blank=True, max_length=200, verbose_name='adresse')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='adresse mail')),
                    ('website', models.URLField(blank=True, verbose_name='site')),
                ],
                options={
                    'verbose_name': 'structure',
                    'ordering': ['folded'],
                    'constraints': [models.UniqueConstraint(fields=('name', 'commune_code'), name='members_structure_once_in_commune', violation_error_message='Cette structure existe déjà ici.')],
                },
            ),
            migrations.CreateModel(
                name='PeopleFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=200, verbose_name='nom du fichier')),
                    ('text', models.TextField(blank=True, verbose_name='contenu')),
                    ('update_existing', models.BooleanField(default=False, verbose_name='mettre à jour les membres')),
                    ('choices', models.JSONField(default=dict)),
                    ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='déposé le')),
                    ('state', models.CharField(choices=[('read', 'lu'), ('running', 'en cours'), ('done', 'fait'), ('failed', 'abandonné')], default='read', max_length=10, verbose_name='état')),
                    ('report', models.JSONField(blank=True, default=dict, verbose_name='compte rendu')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='déposé par')),
                    ('address', models.GenericIPAddressField(blank=True, editable=False, null=True)),
                ],
                options={
                    'verbose_name': 'fichier de personnes',
                    'verbose_name_plural': 'fichiers de personnes',
                    'ordering': ['-made_at'],
                },
            ),
            migrations.CreateModel(
                name='Contact',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('phone', models.CharField(blank=True, max_length=30, verbose_name='téléphone')),
                    ('concerns', models.TextField(blank=True, help_text='Ce que vous faites de particulier, ce pour quoi vous appeler.', max_length=500, verbose_name='me contacter pour')),
                    ('folded', models.TextField(blank=True, default='', editable=False)),
                    ('commune_code', models.CharField(blank=True, max_length=5, verbose_name='code de la commune')),
                    ('commune_name', models.CharField(blank=True, max_length=100, verbose_name='commune')),
                    ('first_name', models.CharField(blank=True, max_length=100, verbose_name='prénom')),
                    ('last_name', models.CharField(max_length=100, verbose_name='nom')),
                    ('function', models.CharField(blank=True, max_length=150, verbose_name='fonction')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='adresse mail')),
                    ('changed_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                    ('added_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ajouté par')),
                    ('professions', models.ManyToManyField(blank=True, related_name='contacts', to='members.profession', verbose_name='professions')),
                    ('space', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='members.space', verbose_name='espace')),
                    ('structure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contacts', to='members.structure', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'contact',
                    'ordering': ['last_name', 'first_name'],
                },
            ),
            migrations.CreateModel(
                name='InvitedTo',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('reader', 'lit'), ('contributor', 'contribue'), ('editor', 'anime')], default='contributor', max_length=20, verbose_name='rôle')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                    ('invitation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='members.invitation')),
                    ('space', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='members.space', verbose_name='espace')),
                    ('waits', models.BooleanField(default=False, editable=False)),
                ],
                options={
                    'verbose_name': 'espace d’une invitation',
                    'constraints': [models.UniqueConstraint(fields=('invitation', 'space'), name='members_invitedto_once')],
                },
            ),
            migrations.CreateModel(
                name='Practice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('commune_code', models.CharField(blank=True, max_length=5, verbose_name='code de la commune')),
                    ('commune_name', models.CharField(blank=True, max_length=100, verbose_name='commune')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='rang')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='practices', to=settings.AUTH_USER_MODEL, verbose_name='membre')),
                    ('structure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='practices', to='members.structure', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'lieu d’exercice',
                    'verbose_name_plural': 'lieux d’exercice',
                    'ordering': ['position', 'pk'],
                    'indexes': [models.Index(fields=['commune_code', 'member'], name='members_practice_commune'), models.Index(fields=['structure', 'member'], name='members_practice_structure')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('structure__isnull', False), models.Q(('commune_name', ''), _negated=True), _connector='OR'), name='members_practice_somewhere', violation_error_message='Donnez une commune ou une structure.')],
                },
            ),
            migrations.CreateModel(
                name='Signature',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('signed_at', models.DateTimeField(auto_now_add=True, verbose_name='signée le')),
                    ('charter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='members.charter', verbose_name='charte')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to=settings.AUTH_USER_MODEL, verbose_name='membre')),
                ],
                options={
                    'verbose_name': 'signature',
                    'constraints': [models.UniqueConstraint(fields=('charter', 'member'), name='members_signature_once')],
                },
            ),
            migrations.CreateModel(
                name='FormerStructure',
                fields=[
                    ('was', models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name='numéro')),
                    ('now', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former', to='members.structure', verbose_name='structure')),
                ],
                options={
                    'verbose_name': 'structure réunie à une autre',
                    'verbose_name_plural': 'structures réunies à une autre',
                },
            ),
        ]),
        migrations.RunPython(charter.seed, migrations.RunPython.noop),
        migrations.RunPython(words.fold_members, migrations.RunPython.noop),
        migrations.RunPython(order.fold_names, migrations.RunPython.noop),
    ]
