"""The acronyms that the pages and the site itself use, besides those of the papers."""

from django.db import migrations

from pages.glossary import folded_form

TERMS = [
    ("ANS", "Agence du numérique en santé", "Elle tient les annuaires et les services numériques nationaux de la santé\u202f: MSSanté, Pro Santé Connect, RPPS."),
    ("ASIP", "Agence des systèmes d’information partagés de santé", "Le nom que portait l’Agence du numérique en santé jusqu’en 2019."),
    ("CPS", "carte de professionnel de santé", "La carte à puce par laquelle un soignant prouve qui il est\u202f; elle porte son numéro RPPS."),
    ("DMP", "dossier médical partagé", "Le carnet de santé en ligne d’une personne, dans Mon espace santé, qu’elle ouvre à ses soignants."),
    ("FFMPS", "Fédération française des maisons et pôles de santé", "Elle réunissait les équipes des maisons de santé\u202f; elle s’appelle aujourd’hui AVECsanté."),
    ("HAD", "hospitalisation à domicile", "Des soins d’hôpital donnés chez la personne, par une équipe qui vient chaque jour."),
    ("INS", "identité nationale de santé", "Le numéro et l’état civil par lesquels un patient est reconnu partout. Il ne s’écrit jamais ici."),
    ("IPA", "infirmier en pratique avancée", "L’infirmier ou l’infirmière qui suit, avec le médecin, des personnes malades depuis longtemps, et peut renouveler leurs traitements."),
    ("MSSanté", "messagerie sécurisée de santé", "Les messageries par lesquelles des soignants peuvent s’écrire au sujet d’un patient."),
    ("NIR", "numéro d’inscription au répertoire", "Le «\u202fnuméro de sécurité sociale\u202f». Il nomme une personne\u202f: il ne s’écrit jamais ici."),
    ("RPPS", "répertoire partagé des professionnels intervenant dans le système de santé", "Le registre des soignants\u202f; chacun y a un numéro de onze chiffres, pour toute sa carrière."),
]


def seed(apps, schema_editor):
    Term = apps.get_model("pages", "Term")
    for short, long, explanation in TERMS:
        Term.objects.get_or_create(
            folded=folded_form(short),
            defaults={"short": short, "long": long, "explanation": explanation},
        )


class Migration(migrations.Migration):

    dependencies = [
        ('pages', '0010_filled_with_news'),
    ]

    operations = [
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
