"""Professions and spaces in French order; the next meeting of a space."""

from django.db import migrations, models

from members.listed import fold


def fold_names(apps, schema_editor):
    for name in ("Profession", "Space"):
        model = apps.get_model("members", name)
        for each in model.objects.all():
            model.objects.filter(pk=each.pk).update(folded=fold(each.name)[:200])



class Migration(migrations.Migration):

    dependencies = [
        ('members', '0008_directory'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='profession',
            options={'ordering': ['folded'], 'verbose_name': 'profession'},
        ),
        migrations.AlterModelOptions(
            name='space',
            options={'ordering': ['folded'], 'verbose_name': 'espace'},
        ),
        migrations.AlterModelOptions(
            name='structure',
            options={'ordering': ['folded'], 'verbose_name': 'structure'},
        ),
        migrations.AddField(
            model_name='profession',
            name='folded',
            field=models.CharField(default='', editable=False, max_length=200),
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
        migrations.AlterField(
            model_name='journalentry',
            name='kind',
            field=models.CharField(choices=[('sign_in', 'connexion'), ('sign_in_failed', 'connexion refusée'), ('sign_out', 'déconnexion'), ('credential', 'moyen de connexion changé'), ('invitation', 'invitation'), ('join_request', 'demande d’adhésion'), ('charter', 'charte'), ('right', 'droit changé'), ('space', 'espace changé'), ('space_request', 'demande d’entrer dans un espace'), ('account', 'compte changé'), ('download', 'téléchargement'), ('export', 'export')], max_length=20, verbose_name='quoi'),
        ),
        migrations.AlterField(
            model_name='structure',
            name='kind',
            field=models.CharField(choices=[('ars', 'agence régionale de santé (ARS)'), ('association', 'association'), ('cabinet', 'cabinet'), ('clic', 'CLIC, point d’information'), ('ehpad', 'EHPAD'), ('hopital', 'hôpital, clinique'), ('mairie', 'mairie, collectivité'), ('msp', 'maison de santé pluriprofessionnelle (MSP)'), ('pharmacie', 'pharmacie'), ('social', 'service social, PMI, médico-social'), ('ssiad', 'soins à domicile (SSIAD, HAD, CSI)'), ('autre', 'autre')], max_length=20, verbose_name='genre'),
        ),
        migrations.RunPython(fold_names, migrations.RunPython.noop),
    ]
