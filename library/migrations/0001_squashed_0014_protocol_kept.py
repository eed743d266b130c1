"""All of the library at once, as the fourteen migrations that it stands for leave it.

What they did to files that were there already has nothing to do on a new database.
"""

from importlib import import_module

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import library.bare
import library.models.protocols
import library.models.references
import library.models.versions
import modelsearch.index
import taggit.managers
import uuid
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models

from config.rendered import RenderedOnce

categories = import_module("library.migrations.0002_seed_categories")


class Migration(migrations.Migration):

    replaces = [
        ('library', '0001_initial'),
        ('library', '0002_seed_categories'),
        ('library', '0003_parts'),
        ('library', '0004_trash_and_answers'),
        ('library', '0005_themes'),
        ('library', '0006_outside_links'),
        ('library', '0007_bare_images'),
        ('library', '0008_door'),
        ('library', '0009_sending'),
        ('library', '0010_title'),
        ('library', '0011_keeping'),
        ('library', '0012_protocols'),
        ('library', '0013_official'),
        ('library', '0014_protocol_kept'),
    ]

    initial = True

    dependencies = [
        ('members', '0019_invitation_asked_again'),
        ('pages', '0004_blocks_and_tags'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        RenderedOnce([
            migrations.CreateModel(
                name='Category',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, unique=True, verbose_name='nom')),
                    ('slug', models.SlugField(max_length=60, unique=True, verbose_name='nom dans l’adresse')),
                    ('order', models.PositiveSmallIntegerField(default=0, verbose_name='rang')),
                    ('fate', models.CharField(blank=True, choices=[('destroy', 'élimination'), ('keep', 'versement aux Archives départementales'), ('sort', 'tri')], max_length=10, verbose_name='sort final')),
                    ('kept_by', models.CharField(blank=True, max_length=200, verbose_name='texte qui le dit')),
                    ('kept_years', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1, 'Au moins un an\u202f; vide, sans limite.')], verbose_name='durée, en années')),
                    ('review_months', models.PositiveSmallIntegerField(blank=True, choices=[(6, 'tous les six mois'), (12, 'tous les ans'), (24, 'tous les deux ans'), (36, 'tous les trois ans'), (60, 'tous les cinq ans')], null=True, verbose_name='à revoir')),
                ],
                options={
                    'verbose_name': 'catégorie',
                    'ordering': ['order', 'name'],
                },
            ),
            migrations.CreateModel(
                name='Picture',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=255, verbose_name='title')),
                    ('file', library.bare.BareImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='fichier', width_field='width')),
                    ('description', models.CharField(blank=True, default='', max_length=255, verbose_name='description')),
                    ('width', models.IntegerField(editable=False, verbose_name='width')),
                    ('height', models.IntegerField(editable=False, verbose_name='height')),
                    ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                    ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                    ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                    ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                    ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                    ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                    ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                    ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                    ('space', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='members.space', verbose_name='espace')),
                    ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                    ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
                ],
                options={
                    'verbose_name': 'image',
                    'verbose_name_plural': 'images',
                    'abstract': False,
                },
                bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
            ),
            migrations.CreateModel(
                name='LinkRound',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('started_at', models.DateTimeField(verbose_name='commencé le')),
                    ('ended_at', models.DateTimeField(null=True, verbose_name='fini le')),
                    ('is_offline', models.BooleanField(default=False, verbose_name='rien n’a pu être joint')),
                ],
                options={
                    'verbose_name': 'tournée de vérification',
                },
            ),
            migrations.CreateModel(
                name='OutsideLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('address', models.CharField(max_length=2000, unique=True, verbose_name='adresse')),
                    ('state', models.CharField(choices=[('new', 'pas encore regardé'), ('fine', 'répond'), ('moved', 'a changé d’adresse'), ('gone', 'page introuvable'), ('refused', 'n’ouvre pas aux robots'), ('broken', 'site en panne'), ('slow', 'ne répond pas à temps'), ('insecure', 'certificat refusé'), ('unreachable', 'site injoignable'), ('forbidden', 'adresse d’un réseau privé')], default='new', max_length=12, verbose_name='état')),
                    ('found', models.CharField(blank=True, editable=False, max_length=12, verbose_name='trouvé')),
                    ('moved_to', models.CharField(blank=True, max_length=2000, verbose_name='nouvelle adresse')),
                    ('checked_at', models.DateTimeField(null=True, verbose_name='regardé le')),
                    ('since', models.DateTimeField(null=True, verbose_name='depuis')),
                    ('answered_at', models.DateTimeField(null=True, verbose_name='a répondu le')),
                ],
                options={
                    'verbose_name': 'lien vers l’extérieur',
                    'verbose_name_plural': 'liens vers l’extérieur',
                },
            ),
            migrations.CreateModel(
                name='Elimination',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(max_length=20, unique=True, verbose_name='numéro')),
                    ('state', models.CharField(choices=[('prepared', 'à envoyer aux Archives'), ('signed', 'visé'), ('done', 'éliminé'), ('dropped', 'abandonné')], default='prepared', max_length=10, verbose_name='état')),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='établi le')),
                    ('visa_on', models.DateField(blank=True, null=True, verbose_name='date du visa')),
                    ('visa', models.CharField(blank=True, max_length=120, verbose_name='référence du visa')),
                    ('done_at', models.DateTimeField(null=True, verbose_name='éliminé le')),
                    ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'bordereau d’élimination',
                    'verbose_name_plural': 'bordereaux d’élimination',
                    'ordering': ['-made_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='Document',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=255, verbose_name='title')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                    ('file_size', models.PositiveBigIntegerField(editable=False, null=True)),
                    ('file_hash', models.CharField(blank=True, editable=False, max_length=40)),
                    ('file', models.FileField(max_length=200, upload_to=library.models.versions.storage_name, verbose_name='fichier')),
                    ('status', models.CharField(choices=[('proposed', 'proposé'), ('refused', 'refusé'), ('published', 'publié'), ('archived', 'archivé')], default='published', max_length=20, verbose_name='état')),
                    ('summary', models.TextField(blank=True, verbose_name='résumé')),
                    ('changed_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                    ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='library.category', verbose_name='catégorie')),
                    ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                    ('space', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='members.space', verbose_name='espace')),
                    ('tags', taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='taggit.TaggedItem', to='taggit.Tag', verbose_name='mots-clés')),
                    ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='documents', to=settings.AUTH_USER_MODEL, verbose_name='déposé par')),
                    ('current', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='library.version', verbose_name='version en cours')),
                    ('answer', models.TextField(blank=True, editable=False, verbose_name='réponse')),
                    ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='répondu le')),
                    ('answered_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='réponse de')),
                    ('trashed_at', models.DateTimeField(db_index=True, editable=False, null=True, verbose_name='à la corbeille depuis')),
                    ('trashed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='mis à la corbeille par')),
                    ('themes', models.ManyToManyField(blank=True, related_name='documents', to='pages.themepage', verbose_name='thèmes')),
                    ('at_door', models.BooleanField(default=True, editable=False, verbose_name='à la porte')),
                    ('folder', models.CharField(blank=True, max_length=255, verbose_name='dossier')),
                    ('archive_word', models.CharField(blank=True, editable=False, max_length=300, verbose_name='pourquoi')),
                    ('archived_at', models.DateTimeField(editable=False, null=True, verbose_name='archivé le')),
                    ('archived_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='archivé par')),
                    ('review_months', models.PositiveSmallIntegerField(blank=True, choices=[(6, 'tous les six mois'), (12, 'tous les ans'), (24, 'tous les deux ans'), (36, 'tous les trois ans'), (60, 'tous les cinq ans')], null=True, verbose_name='à revoir')),
                    ('review_on', models.DateField(db_index=True, editable=False, null=True, verbose_name='à revoir avant le')),
                    ('superseded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='supersedes', to='library.document', verbose_name='remplacé par')),
                    ('verified_on', models.DateField(editable=False, null=True, verbose_name='vérifié le')),
                ],
                options={
                    'verbose_name': 'document',
                    'verbose_name_plural': 'documents',
                    'abstract': False,
                    'indexes': [models.Index(fields=['-created_at'], name='library_document_newest'), models.Index(fields=['space', '-created_at'], name='library_document_space'), models.Index(fields=['space', 'folder'], name='library_document_folder')],
                },
                bases=(modelsearch.index.Indexed, models.Model),
            ),
            migrations.CreateModel(
                name='Reference',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=255, verbose_name='titre')),
                    ('kind', models.CharField(choices=[('law', 'loi'), ('decree', 'décret'), ('order', 'arrêté'), ('article', 'article de code'), ('circular', 'circulaire ou instruction'), ('guideline', 'recommandation'), ('plan', 'schéma, plan ou étude'), ('site', 'site officiel')], max_length=20, verbose_name='nature')),
                    ('number', models.CharField(blank=True, help_text='Comme on le cite\u202f: «\u202f2009-879\u202f», «\u202fL. 1434-17\u202f».', max_length=60, verbose_name='numéro')),
                    ('date', models.DateField(blank=True, null=True, verbose_name='date')),
                    ('url', models.URLField(blank=True, max_length=500, verbose_name='adresse')),
                    ('in_force', models.BooleanField(default=True, verbose_name='en vigueur')),
                    ('summary', models.TextField(blank=True, verbose_name='en deux mots')),
                    ('text', models.TextField(blank=True, verbose_name='texte')),
                    ('identifier', models.CharField(blank=True, help_text='Comme LEGIARTI000051370508.', max_length=30, null=True, unique=True, verbose_name='identifiant Légifrance')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='ajouté le')),
                    ('added_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ajouté par')),
                    ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='references', to='library.category', verbose_name='catégorie')),
                    ('space', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='members.space', verbose_name='espace')),
                    ('trashed_at', models.DateTimeField(db_index=True, editable=False, null=True, verbose_name='à la corbeille depuis')),
                    ('trashed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='mis à la corbeille par')),
                    ('change', models.CharField(blank=True, editable=False, max_length=60, verbose_name='ce qui change')),
                    ('changed_at', models.DateTimeField(editable=False, null=True, verbose_name='changé le')),
                    ('eli', models.URLField(blank=True, help_text='L’adresse durable de Légifrance, avec /eli/.', max_length=300, verbose_name='identifiant ELI')),
                    ('ended_on', models.DateField(blank=True, help_text='Une date à venir est dite aussi\u202f; ce jour-là, il n’est plus en vigueur.', null=True, verbose_name='abrogé le')),
                    ('nor', models.CharField(blank=True, help_text='Douze signes, au bas du titre au Journal officiel\u202f: «\u202fSASX0822640L\u202f».', max_length=12, validators=[library.models.references.is_nor], verbose_name='numéro NOR')),
                    ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replaces', to='library.reference', verbose_name='remplacé par')),
                ],
                options={
                    'verbose_name': 'texte officiel',
                    'verbose_name_plural': 'textes officiels',
                    'ordering': ['title', 'pk'],
                    'indexes': [models.Index(fields=['title', 'id'], name='library_reference_title'), models.Index(fields=['space', 'title'], name='library_reference_space')],
                },
            ),
            migrations.CreateModel(
                name='Rendition',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('filter_spec', models.CharField(db_index=True, max_length=255)),
                    ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                    ('width', models.IntegerField(editable=False)),
                    ('height', models.IntegerField(editable=False)),
                    ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
                    ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='library.picture')),
                ],
                options={
                    'verbose_name': 'rendu d’image',
                    'constraints': [models.UniqueConstraint(fields=('image', 'filter_spec', 'focal_point_key'), name='library_rendition_once')],
                },
                bases=(wagtail.images.models.ImageFileMixin, models.Model),
            ),
            migrations.CreateModel(
                name='Version',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(verbose_name='numéro')),
                    ('file', models.FileField(max_length=200, upload_to=library.models.versions.storage_name, verbose_name='fichier')),
                    ('name', models.CharField(max_length=255, verbose_name='nom du fichier')),
                    ('size', models.PositiveBigIntegerField(verbose_name='taille en octets')),
                    ('sha256', models.CharField(db_index=True, max_length=64, verbose_name='empreinte SHA-256')),
                    ('kind', models.CharField(blank=True, max_length=10, verbose_name='format')),
                    ('content_type', models.CharField(blank=True, max_length=120, verbose_name='type')),
                    ('page_count', models.PositiveIntegerField(null=True, verbose_name='pages')),
                    ('author', models.CharField(blank=True, max_length=255, verbose_name='auteur selon le fichier')),
                    ('dated', models.DateField(blank=True, null=True, verbose_name='date selon le fichier')),
                    ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='déposé le')),
                    ('state', models.CharField(choices=[('waiting', 'en attente de lecture'), ('reading', 'lecture en cours'), ('read', 'lu'), ('needs_ocr', 'texte à reconnaître'), ('unreadable', 'illisible')], default='waiting', max_length=20, verbose_name='lecture')),
                    ('problem', models.CharField(blank=True, max_length=30, verbose_name='pourquoi')),
                    ('explanation', models.TextField(blank=True, verbose_name='explication')),
                    ('read_at', models.DateTimeField(null=True, verbose_name='lu le')),
                    ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='déposé par')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='library.document', verbose_name='document')),
                    ('in_parts', models.BooleanField(default=False, verbose_name='découpé en parties')),
                    ('door', models.CharField(choices=[('waiting', 'à vérifier'), ('through', 'passé'), ('held', 'retenu'), ('released', 'laissé passer')], default='waiting', max_length=10, verbose_name='porte')),
                    ('flags', models.JSONField(blank=True, default=list, verbose_name='ce qu’il porte')),
                    ('is_sure', models.BooleanField(default=True, verbose_name='tout a pu être vérifié')),
                    ('looked_at', models.DateTimeField(null=True, verbose_name='vérifié le')),
                    ('reasons', models.JSONField(blank=True, default=list, verbose_name='raisons')),
                    ('release_word', models.TextField(blank=True, verbose_name='raison de le laisser passer')),
                    ('released_at', models.DateTimeField(null=True, verbose_name='laissé passer le')),
                    ('released_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='laissé passer par')),
                    ('note', models.CharField(blank=True, max_length=300, verbose_name='ce qui change')),
                    ('title', models.CharField(blank=True, max_length=255, verbose_name='titre selon le fichier')),
                    ('is_minor', models.BooleanField(default=False, verbose_name='sans nouvelle lecture')),
                ],
                options={
                    'verbose_name': 'version',
                    'ordering': ['document', 'number'],
                    'indexes': [models.Index(fields=['state'], name='library_version_state'), models.Index(fields=['door', 'looked_at'], name='library_version_door')],
                    'constraints': [models.UniqueConstraint(fields=('document', 'number'), name='library_version_number')],
                },
            ),
            migrations.CreateModel(
                name='LinkUse',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='pages.contentpage')),
                    ('reference', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='library.reference')),
                    ('link', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='library.outsidelink')),
                ],
                options={
                    'verbose_name': 'emploi d’un lien',
                },
            ),
            migrations.CreateModel(
                name='Upload',
                fields=[
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='clé')),
                    ('folder', models.CharField(blank=True, max_length=255, verbose_name='dossier')),
                    ('name', models.CharField(max_length=255, verbose_name='nom du fichier')),
                    ('size', models.PositiveBigIntegerField(verbose_name='taille en octets')),
                    ('modified', models.BigIntegerField(default=0, verbose_name='modifié le')),
                    ('started_at', models.DateTimeField(auto_now_add=True, verbose_name='commencé le')),
                    ('touched_at', models.DateTimeField(auto_now=True, verbose_name='reçu le')),
                    ('finished_at', models.DateTimeField(null=True, verbose_name='fini le')),
                    ('already', models.BooleanField(default=False, verbose_name='déjà là')),
                    ('error', models.TextField(blank=True, verbose_name='refus')),
                    ('status', models.PositiveSmallIntegerField(default=0, verbose_name='état')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='envoyé par')),
                    ('category', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='library.category', verbose_name='catégorie')),
                    ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='library.document', verbose_name='document')),
                    ('space', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='members.space', verbose_name='espace')),
                ],
                options={
                    'verbose_name': 'envoi',
                    'indexes': [models.Index(fields=['by', 'finished_at'], name='library_upload_by'), models.Index(fields=['touched_at'], name='library_upload_touched')],
                },
            ),
            migrations.CreateModel(
                name='EliminationLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=255, verbose_name='titre')),
                    ('space', models.CharField(max_length=120, verbose_name='espace')),
                    ('category', models.CharField(max_length=80, verbose_name='catégorie')),
                    ('kept_years', models.PositiveSmallIntegerField(verbose_name='durée d’utilité, en années')),
                    ('kept_by', models.CharField(blank=True, max_length=200, verbose_name='texte qui le dit')),
                    ('first_on', models.DateField(verbose_name='date la plus ancienne')),
                    ('last_on', models.DateField(verbose_name='date la plus récente')),
                    ('files', models.PositiveIntegerField(verbose_name='fichiers')),
                    ('size', models.PositiveBigIntegerField(verbose_name='taille en octets')),
                    ('spared', models.CharField(blank=True, max_length=120, verbose_name='laissé')),
                    ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='library.document')),
                    ('elimination', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='library.elimination')),
                ],
                options={
                    'verbose_name': 'ligne de bordereau',
                    'ordering': ['category', 'space', 'title', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Protocol',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('approved_on', models.DateField(blank=True, null=True, verbose_name='approuvé le')),
                    ('asked_at', models.DateTimeField(editable=False, null=True, verbose_name='lecture demandée le')),
                    ('code', models.CharField(default=library.models.protocols.new_code, editable=False, max_length=16, unique=True, verbose_name='code des copies')),
                    ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='protocol', to='library.document', verbose_name='document')),
                    ('professions', models.ManyToManyField(blank=True, related_name='protocols', to='members.profession', verbose_name='professions concernées')),
                    ('references', models.ManyToManyField(blank=True, related_name='protocols', to='library.reference', verbose_name='textes cités')),
                    ('approved_number', models.PositiveIntegerField(editable=False, null=True, verbose_name='version approuvée')),
                    ('changed_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                    ('retired_at', models.DateTimeField(editable=False, null=True, verbose_name='défait le')),
                ],
                options={
                    'verbose_name': 'protocole de soins',
                    'verbose_name_plural': 'protocoles de soins',
                    'indexes': [models.Index(fields=['asked_at'], name='library_protocol_asked')],
                },
            ),
            migrations.CreateModel(
                name='ReadingAsked',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(verbose_name='version')),
                    ('times', models.PositiveSmallIntegerField(default=0, verbose_name='mails')),
                    ('last_on', models.DateField(null=True, verbose_name='dernier mail le')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='library.document', verbose_name='document')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='membre')),
                ],
                options={
                    'verbose_name': 'lecture demandée',
                    'constraints': [models.UniqueConstraint(fields=('document', 'member', 'number'), name='library_asked_once')],
                },
            ),
            migrations.CreateModel(
                name='Understood',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(verbose_name='version')),
                    ('at', models.DateTimeField(auto_now_add=True, verbose_name='le')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='understood', to='library.document', verbose_name='document')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='understood', to=settings.AUTH_USER_MODEL, verbose_name='membre')),
                ],
                options={
                    'verbose_name': 'lecture confirmée',
                    'verbose_name_plural': 'lectures confirmées',
                    'constraints': [models.UniqueConstraint(fields=('document', 'member', 'number'), name='library_understood_once')],
                },
            ),
            migrations.CreateModel(
                name='Extract',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('page', models.PositiveIntegerField(verbose_name='page')),
                    ('text', models.TextField(blank=True, verbose_name='texte')),
                    ('needs_ocr', models.BooleanField(default=False, verbose_name='à reconnaître')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='extracts', to='library.version', verbose_name='version')),
                ],
                options={
                    'verbose_name': 'extrait',
                    'ordering': ['version', 'page'],
                    'constraints': [models.UniqueConstraint(fields=('version', 'page'), name='library_extract_page')],
                },
            ),
            migrations.CreateModel(
                name='Signatory',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('part', models.CharField(choices=[('author', 'rédaction'), ('validator', 'validation')], max_length=10, verbose_name='part')),
                    ('name', models.CharField(max_length=150, verbose_name='nom')),
                    ('order', models.PositiveSmallIntegerField(default=0, verbose_name='rang')),
                    ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='membre')),
                    ('profession', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='members.profession', verbose_name='profession')),
                    ('protocol', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatories', to='library.protocol', verbose_name='protocole')),
                ],
                options={
                    'verbose_name': 'signataire',
                    'ordering': ['part', 'order'],
                },
            ),
            migrations.CreateModel(
                name='StampedCopy',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('file', models.FileField(max_length=200, upload_to=library.models.versions.storage_name, verbose_name='fichier')),
                    ('size', models.PositiveBigIntegerField(default=0, verbose_name='taille en octets')),
                    ('sha256', models.CharField(blank=True, max_length=64, verbose_name='empreinte SHA-256')),
                    ('said', models.CharField(max_length=300, verbose_name='ce qu’elle porte')),
                    ('problem', models.CharField(blank=True, max_length=30, verbose_name='pourquoi')),
                    ('version', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='stamped', to='library.version', verbose_name='version')),
                ],
                options={
                    'verbose_name': 'copie à imprimer',
                    'verbose_name_plural': 'copies à imprimer',
                },
            ),
        ]),
        migrations.RunPython(categories.seed, migrations.RunPython.noop),
    ]
