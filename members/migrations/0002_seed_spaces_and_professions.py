"""The two spaces that every group starts with, and the professions of the field."""

from django.db import migrations

PROFESSIONS = [
    "Agent territorial, agente territoriale",
    "Aide-soignant, aide-soignante",
    "Ambulancier, ambulancière",
    "Assistant médical, assistante médicale",
    "Assistant social, assistante sociale",
    "Auxiliaire de puériculture",
    "Cadre de santé",
    "Chirurgien-dentiste, chirurgienne-dentiste",
    "Coordinateur, coordinatrice",
    "Diététicien, diététicienne",
    "Directeur, directrice d’établissement",
    "Élu, élue",
    "Ergothérapeute",
    "Infirmier, infirmière",
    "Infirmier, infirmière en pratique avancée",
    "Masseur-kinésithérapeute, masseuse-kinésithérapeute",
    "Médecin généraliste",
    "Médecin spécialiste",
    "Opticien-lunetier, opticienne-lunetière",
    "Orthophoniste",
    "Orthoptiste",
    "Pédicure-podologue",
    "Pharmacien, pharmacienne",
    "Préparateur, préparatrice en pharmacie",
    "Psychologue",
    "Psychomotricien, psychomotricienne",
    "Puériculteur, puéricultrice",
    "Sage-femme",
    "Secrétaire médical, secrétaire médicale",
]
SPACES = [
    {
        "slug": "public",
        "name": "Public",
        "initials": "PU",
        "hue": 6,
        "visibility": "public",
        "joining": "invitation",
        "contribution": "read",
        "purpose": "Ce que le groupement montre à tout le monde, sans se connecter.",
    },
    {
        "slug": "ges",
        "name": "GES",
        "initials": "GE",
        "hue": 1,
        "visibility": "people",
        "joining": "request",
        "contribution": "publish",
        "purpose": "Le groupement d’échanges sur la santé\u202f: tous ses membres, "
        "soignants, élus et équipe du Pays.",
    },
]


def seed(apps, schema_editor):
    Profession = apps.get_model("members", "Profession")
    Space = apps.get_model("members", "Space")
    for name in PROFESSIONS:
        Profession.objects.get_or_create(name=name)
    for space in SPACES:
        Space.objects.get_or_create(slug=space["slug"], defaults=space)


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
