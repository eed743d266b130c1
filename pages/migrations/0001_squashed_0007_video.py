"""The pages at once, but for those of 0008, which hold images of the library.

The tables are those that the seven migrations leave. The blocks of `body` and the kinds
of a proposal, which no database knows of, are already the last ones: a database is not
written anew for them.
"""

from importlib import import_module

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.contrib.taggit
import modelcluster.fields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

from config.rendered import RenderedOnce

french = import_module("pages.migrations.0002_french_names")
glossary = import_module("pages.migrations.0003_term")
review = import_module("pages.migrations.0006_seed_review")


class Migration(migrations.Migration):

    replaces = [
        ('pages', '0001_initial'),
        ('pages', '0002_french_names'),
        ('pages', '0003_term'),
        ('pages', '0004_blocks_and_tags'),
        ('pages', '0005_publishing'),
        ('pages', '0006_seed_review'),
        ('pages', '0007_video'),
    ]

    initial = True

    dependencies = [
        ('members', '0009_french_order_and_meetings'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailadmin', '0001_create_admin_access_permissions'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        ('wagtaildocs', '0014_alter_document_file_size'),
        ('wagtailimages', '0027_image_description'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        RenderedOnce([
            migrations.CreateModel(
                name='ContentPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                    ('summary', models.TextField(blank=True, help_text='Une ou deux phrases, montrées sous le titre.', verbose_name='chapeau')),
                    ('body', wagtail.fields.StreamField([('rich_text', 0), ('callout', 4), ('steps', 12), ('questions', 18), ('table', 24), ('picture', 28), ('video', 36), ('columns', 48), ('document_list', 52), ('reference_list', 56), ('people', 60), ('contact', 61), ('filling', 65)], blank=True, block_lookup={0: ('pages.blocks.text.TextBlock', (), {'features': ['h2', 'h3', 'bold', 'italic', 'ol', 'ul', 'link', 'hr'], 'group': 'Écrire', 'help_text': 'Ce que vous collez de Word ou d’un mail garde ses titres 2 et 3, ses listes et ses liens. Un tableau se refait dans le bloc «\u202fTableau\u202f».', 'icon': 'pilcrow', 'label': 'Texte', 'max_length': 100000, 'template': 'pages/blocks/rich_text.html'}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('info', 'à savoir'), ('warn', 'attention'), ('good', 'bonne pratique')], 'help_text': '«\u202fAttention\u202f» pour un risque, «\u202fà savoir\u202f» pour le reste.', 'label': 'Ton'}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'Trois ou quatre mots\u202f: «\u202fAvant de partir\u202f».', 'label': 'Titre', 'max_length': 120, 'required': False}), 3: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'ul', 'ol'], 'help_text': 'Deux ou trois phrases\u202f: au-delà, on ne le lit plus.', 'label': 'Texte'}), 4: ('wagtail.blocks.StructBlock', [[('tone', 1), ('title', 2), ('text', 3)]], {'group': 'Écrire'}), 5: ('wagtail.blocks.CharBlock', (), {'default': 'Qui fait quoi', 'help_text': 'Montré au-dessus, et dans «\u202fSur cette page\u202f».', 'label': 'Titre', 'max_length': 120, 'required': True}), 6: ('wagtail.blocks.CharBlock', (), {'help_text': 'Ce qui se fait, en quelques mots\u202f: «\u202fAppeler le cabinet infirmier\u202f».', 'label': 'Étape', 'max_length': 160}), 7: ('wagtail.blocks.CharBlock', (), {'help_text': 'Une profession, un service, une personne.', 'label': 'Qui', 'max_length': 120, 'required': False}), 8: ('wagtail.blocks.CharBlock', (), {'help_text': '«\u202fLa veille, avant 15\u202fh\u202f», «\u202fdans les sept jours\u202f».', 'label': 'Quand', 'max_length': 120, 'required': False}), 9: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'ul', 'ol'], 'help_text': 'Ce qu’il faut avoir sous la main, où trouver le formulaire.', 'label': 'Détail', 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('what', 6), ('who', 7), ('when', 8), ('text', 9)]], {'label': 'Étape'}), 11: ('wagtail.blocks.ListBlock', (10,), {'help_text': 'Dans l’ordre où elles se font\u202f: elles se numérotent seules.', 'label': 'Étapes'}), 12: ('wagtail.blocks.StructBlock', [[('title', 5), ('steps', 11)]], {'group': 'Écrire'}), 13: ('wagtail.blocks.CharBlock', (), {'default': 'Questions fréquentes', 'help_text': 'Montré au-dessus, et dans «\u202fSur cette page\u202f».', 'label': 'Titre', 'max_length': 120, 'required': True}), 14: ('wagtail.blocks.CharBlock', (), {'help_text': 'Comme on la pose\u202f: «\u202fQui appeler le week-end\u202f?\u202f».', 'label': 'Question', 'max_length': 200}), 15: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'ul', 'ol'], 'help_text': 'La réponse d’abord, les cas particuliers ensuite.', 'label': 'Réponse'}), 16: ('wagtail.blocks.StructBlock', [[('question', 14), ('answer', 15)]], {'label': 'Question'}), 17: ('wagtail.blocks.ListBlock', (16,), {'help_text': 'La plus posée en premier.', 'label': 'Questions et réponses'}), 18: ('wagtail.blocks.StructBlock', [[('title', 13), ('questions', 17)]], {'group': 'Écrire'}), 19: ('wagtail.blocks.CharBlock', (), {'default': '', 'help_text': 'Montré au-dessus, et dans «\u202fSur cette page\u202f».', 'label': 'Titre', 'max_length': 120, 'required': False}), 20: ('wagtail.blocks.CharBlock', (), {'help_text': 'Un nombre, un nom, quelques mots.', 'label': 'Texte court', 'required': False}), 21: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'ul', 'ol'], 'help_text': 'Des phrases, avec des liens ou une liste.', 'label': 'Texte long', 'required': False}), 22: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 20), ('long_text', 21)]], {'help_text': 'Donnez un nom à chaque colonne\u202f; la légende dit ce que montre le tableau.', 'label': 'Tableau'}), 23: ('wagtail.blocks.BooleanBlock', (), {'default': True, 'help_text': 'Un lecteur d’écran la dit avant chaque case de la ligne.', 'label': 'La première colonne nomme la ligne', 'required': False}), 24: ('wagtail.blocks.StructBlock', [[('title', 19), ('table', 22), ('first_is_heading', 23)]], {'group': 'Écrire'}), 25: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Image'}), 26: ('wagtail.blocks.CharBlock', (), {'help_text': 'Lue par tous, sous l’image\u202f: ce qu’il faut y regarder.', 'label': 'Légende', 'max_length': 300, 'required': False}), 27: ('wagtail.blocks.CharBlock', (), {'help_text': 'Qui l’a faite\u202f: «\u202fPhoto\u202f: A. Villard\u202f».', 'label': 'Crédit', 'max_length': 120, 'required': False}), 28: ('wagtail.blocks.StructBlock', [[('image', 25), ('caption', 26), ('credit', 27)]], {'group': 'Montrer'}), 29: ('wagtail.blocks.CharBlock', (), {'help_text': '«\u202fPoser une perfusion à domicile\u202f».', 'label': 'Titre de la vidéo', 'max_length': 160}), 30: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'Un fichier MP4 ou WebM. Elle se regarde dans la page, par qui voit le document.', 'label': 'Vidéo de la bibliothèque', 'required': False}), 31: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'Le fichier WebVTT (.vtt) de la bibliothèque qui va avec.', 'label': 'Sous-titres', 'required': False}), 32: ('wagtail.blocks.BooleanBlock', (), {'help_text': 'À cocher pour une vidéo de la bibliothèque sans sous-titres.', 'label': 'Personne n’y parle', 'required': False}), 33: ('wagtail.blocks.URLBlock', (), {'help_text': 'Pour une vidéo d’un autre site, la page où elle se regarde. Le site ne charge rien de là-bas\u202f: le lecteur part la voir d’un clic.', 'label': 'Adresse', 'required': False}), 34: ('wagtail.blocks.CharBlock', (), {'help_text': '«\u202f4 minutes\u202f».', 'label': 'Durée', 'max_length': 40, 'required': False}), 35: ('wagtail.blocks.TextBlock', (), {'help_text': 'Pour qui ne peut pas la regarder ou l’entendre (RGAA 4.1).', 'label': 'Ce qu’elle dit', 'max_length': 3000, 'rows': 4}), 36: ('wagtail.blocks.StructBlock', [[('title', 29), ('film', 30), ('captions', 31), ('silent', 32), ('url', 33), ('duration', 34), ('summary', 35)]], {'group': 'Montrer'}), 37: ('pages.blocks.text.TextBlock', (), {'features': ['h3', 'bold', 'italic', 'ol', 'ul', 'link'], 'help_text': 'Ce que vous collez de Word ou d’un mail garde ses titres 2 et 3, ses listes et ses liens. Un tableau se refait dans le bloc «\u202fTableau\u202f».', 'icon': 'pilcrow', 'label': 'Texte', 'max_length': 100000, 'template': 'pages/blocks/rich_text.html'}), 38: ('wagtail.blocks.StructBlock', [[('image', 25), ('caption', 26), ('credit', 27)]], {}), 39: ('wagtail.blocks.StructBlock', [[('tone', 1), ('title', 2), ('text', 3)]], {}), 40: ('wagtail.blocks.CharBlock', (), {'help_text': 'Une personne ou un service\u202f: «\u202fHAD de Vichy\u202f».', 'label': 'Nom', 'max_length': 120}), 41: ('wagtail.blocks.CharBlock', (), {'help_text': 'Ce pour quoi l’appeler\u202f: «\u202fcadre de santé, admissions\u202f».', 'label': 'Fonction', 'max_length': 160, 'required': False}), 42: ('wagtail.blocks.RegexBlock', (), {'error_messages': {'invalid': 'Écrivez un numéro, comme 04 70 00 00 00.'}, 'help_text': '«\u202f04 70 00 00 00\u202f», ou un numéro court.', 'label': 'Téléphone', 'regex': '^\\+?[\\d .]{4,20}$', 'required': False}), 43: ('wagtail.blocks.EmailBlock', (), {'help_text': 'Celle du service plutôt que d’une personne\u202f: elle reste.', 'label': 'Adresse mail', 'required': False}), 44: ('wagtail.blocks.CharBlock', (), {'help_text': '«\u202fDu lundi au vendredi, de 9\u202fh à 17\u202fh\u202f».', 'label': 'Quand l’appeler', 'max_length': 160, 'required': False}), 45: ('wagtail.blocks.StructBlock', [[('name', 40), ('role', 41), ('phone', 42), ('email', 43), ('when', 44)]], {}), 46: ('wagtail.blocks.StreamBlock', [[('rich_text', 37), ('picture', 38), ('callout', 39), ('contact', 45)]], {'label': 'Colonne'}), 47: ('wagtail.blocks.ListBlock', (46,), {'help_text': 'Deux ou trois, courtes\u202f: sur un téléphone, elles se suivent.', 'label': 'Colonnes', 'max_num': 3, 'min_num': 2}), 48: ('wagtail.blocks.StructBlock', [[('columns', 47)]], {'group': 'Montrer'}), 49: ('wagtail.blocks.CharBlock', (), {'default': 'Documents', 'help_text': 'Montré au-dessus, et dans «\u202fSur cette page\u202f».', 'label': 'Titre', 'max_length': 120, 'required': True}), 50: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 51: ('wagtail.blocks.ListBlock', (50,), {'help_text': 'Chaque lecteur voit ceux de ses espaces.', 'label': 'Documents'}), 52: ('wagtail.blocks.StructBlock', [[('title', 49), ('documents', 51)]], {'group': 'Rassembler'}), 53: ('wagtail.blocks.CharBlock', (), {'default': 'Textes officiels', 'help_text': 'Montré au-dessus, et dans «\u202fSur cette page\u202f».', 'label': 'Titre', 'max_length': 120, 'required': True}), 54: ('wagtail.snippets.blocks.SnippetChooserBlock', ('library.Reference',), {'label': 'Référence'}), 55: ('wagtail.blocks.ListBlock', (54,), {'help_text': 'Lois, décrets, recommandations de la page «\u202fTextes officiels\u202f»\u202f; un texte abrogé le dit.', 'label': 'Références'}), 56: ('wagtail.blocks.StructBlock', [[('title', 53), ('references', 55)]], {'group': 'Rassembler'}), 57: ('wagtail.blocks.CharBlock', (), {'default': 'Les personnes', 'help_text': 'Montré au-dessus, et dans «\u202fSur cette page\u202f».', 'label': 'Titre', 'max_length': 120, 'required': True}), 58: ('pages.choosers.MemberChooserBlock', (), {'label': 'Personne'}), 59: ('wagtail.blocks.ListBlock', (58,), {'help_text': 'Leur fiche de l’annuaire est montrée à qui peut les y trouver.', 'label': 'Personnes'}), 60: ('wagtail.blocks.StructBlock', [[('title', 57), ('people', 59)]], {'group': 'Rassembler'}), 61: ('wagtail.blocks.StructBlock', [[('name', 40), ('role', 41), ('phone', 42), ('email', 43), ('when', 44)]], {'group': 'Rassembler'}), 62: ('wagtail.blocks.CharBlock', (), {'default': 'Documents de ce thème', 'help_text': 'Montré au-dessus, et dans «\u202fSur cette page\u202f».', 'label': 'Titre', 'max_length': 120, 'required': True}), 63: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('documents_of_theme', 'les documents de ce thème, le dernier d’abord'), ('documents_of_space', 'les derniers documents de l’espace'), ('pages_below', 'les pages de cette rubrique, la dernière mise à jour d’abord'), ('news', 'les dernières actualités de l’espace'), ('meetings', 'la prochaine réunion de l’espace')], 'help_text': 'Elle se met à jour d’elle-même\u202f: rien d’autre à faire.', 'label': 'Ce que la liste montre'}), 64: ('wagtail.blocks.IntegerBlock', (), {'default': 5, 'help_text': 'De 1 à 20\u202f; un lien mène à la suite.', 'label': 'Combien au plus', 'max_value': 20, 'min_value': 1}), 65: ('wagtail.blocks.StructBlock', [[('title', 62), ('what', 63), ('count', 64)]], {'group': 'Rassembler'})}, verbose_name='contenu')),
                    ('verified_on', models.DateField(blank=True, null=True, verbose_name='vérifié le')),
                    ('review_on', models.DateField(blank=True, db_index=True, null=True, verbose_name='à revoir avant le')),
                    ('space', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='members.space', verbose_name='espace')),
                    ('tags', modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='Les pages qui en partagent un se renvoient l’une à l’autre.', through='pages.PageTag', to='taggit.Tag', verbose_name='mots-clés')),
                    ('change_note', models.CharField(blank=True, help_text='Une phrase pour les lecteurs, montrée dans l’historique de la page une fois publiée.', max_length=200, verbose_name='ce qui change')),
                    ('review_months', models.PositiveSmallIntegerField(default=12, help_text='«\u202fToujours valable\u202f» remet la date de relecture à autant de mois d’ici.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='mois entre deux vérifications')),
                ],
                options={
                    'verbose_name': 'page',
                },
                bases=('wagtailcore.page', models.Model),
            ),
            migrations.CreateModel(
                name='Term',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('short', models.CharField(help_text='Comme il s’écrit dans les textes\u202f: «\u202fARS\u202f», «\u202floi HPST\u202f». Les majuscules comptent.', max_length=40, verbose_name='sigle ou forme courte')),
                    ('long', models.CharField(help_text='Ce que le sigle abrège, en toutes lettres\u202f: «\u202fagence régionale de santé\u202f». La recherche trouve l’un par l’autre.', max_length=200, verbose_name='forme longue')),
                    ('explanation', models.TextField(blank=True, help_text='Une phrase simple, pour qui ne connaît pas\u202f: à quoi cela sert, qui s’en occupe. Elle s’ouvre là où le sigle est souligné.', max_length=600, verbose_name='explication')),
                    ('folded', models.CharField(editable=False, max_length=80, unique=True)),
                ],
                options={
                    'verbose_name': 'terme du glossaire',
                    'verbose_name_plural': 'termes du glossaire',
                    'ordering': ['folded'],
                },
            ),
            migrations.CreateModel(
                name='ReviewReminder',
                fields=[
                    ('member', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                    ('month', models.DateField(verbose_name='mois')),
                ],
                options={
                    'verbose_name': 'rappel des pages à revoir',
                    'verbose_name_plural': 'rappels des pages à revoir',
                },
            ),
            migrations.CreateModel(
                name='SpaceReview',
                fields=[
                    ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
                ],
                options={
                    'verbose_name': 'relecture par les animateurs de l’espace',
                    'verbose_name_plural': 'relectures par les animateurs de l’espace',
                },
                bases=('wagtailcore.task',),
            ),
            migrations.CreateModel(
                name='ArticlePage',
                fields=[
                    ('contentpage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='pages.contentpage')),
                ],
                options={
                    'verbose_name': 'article',
                },
                bases=('pages.contentpage',),
            ),
            migrations.CreateModel(
                name='SectionPage',
                fields=[
                    ('contentpage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='pages.contentpage')),
                ],
                options={
                    'verbose_name': 'rubrique',
                },
                bases=('pages.contentpage',),
            ),
            migrations.CreateModel(
                name='ThemePage',
                fields=[
                    ('contentpage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='pages.contentpage')),
                ],
                options={
                    'verbose_name': 'page de thème',
                    'verbose_name_plural': 'pages de thème',
                },
                bases=('pages.contentpage',),
            ),
            migrations.CreateModel(
                name='PageTag',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('content_object', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged_items', to='pages.contentpage')),
                    ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(app_label)s_%(class)s_items', to='taggit.tag')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Proposal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('correction', 'correction'), ('page', 'nouvelle page'), ('news', 'actualité'), ('question', 'question'), ('term', 'terme du glossaire'), ('problem', 'problème')], max_length=12, verbose_name='sorte')),
                    ('problem', models.CharField(blank=True, choices=[('out_of_date', 'Ce n’est plus à jour'), ('wrong', 'C’est faux'), ('dead_link', 'Un lien ne mène nulle part'), ('unreadable', 'Je n’arrive pas à le lire'), ('other', 'Autre chose')], max_length=12, verbose_name='problème')),
                    ('page_title', models.CharField(max_length=255, verbose_name='titre de la page')),
                    ('title', models.CharField(blank=True, max_length=255, verbose_name='titre proposé')),
                    ('summary', models.TextField(blank=True, verbose_name='chapeau proposé')),
                    ('passage', models.TextField(blank=True, verbose_name='passage')),
                    ('text', models.TextField(verbose_name='texte')),
                    ('reason', models.TextField(blank=True, verbose_name='pourquoi')),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='le')),
                    ('state', models.CharField(choices=[('proposed', 'en attente'), ('accepted', 'acceptée'), ('refused', 'refusée'), ('withdrawn', 'retirée')], default='proposed', max_length=10, verbose_name='état')),
                    ('answer', models.TextField(blank=True, verbose_name='réponse')),
                    ('answered_at', models.DateTimeField(null=True, verbose_name='réponse le')),
                    ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='réponse de')),
                    ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='page_proposals', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                    ('made', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='pages.contentpage')),
                    ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='proposals', to='pages.contentpage', verbose_name='page')),
                    ('space', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='members.space', verbose_name='espace')),
                ],
                options={
                    'verbose_name': 'proposition',
                    'ordering': ['-made_at', '-pk'],
                    'indexes': [models.Index(fields=['state', 'space'], name='pages_proposal_waiting'), models.Index(fields=['author', '-made_at'], name='pages_proposal_mine')],
                },
            ),
        ]),
        migrations.RunPython(french.name_in_french, migrations.RunPython.noop),
        migrations.RunPython(french.remove_moderation, migrations.RunPython.noop),
        migrations.RunPython(glossary.seed, migrations.RunPython.noop),
        migrations.RunPython(review.seed, migrations.RunPython.noop),
    ]
