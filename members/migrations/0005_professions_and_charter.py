"""Codes of the professions (nomenclature TRE_G15), and the first charter.

Source of the codes: Agence du numérique en santé, nomenclature des objets de santé,
TRE_G15-ProfessionSante. Licence Ouverte 2.0.
"""

from django.db import migrations

CODES = {
    "Aide-soignant, aide-soignante": "35",
    "Ambulancier, ambulancière": "36",
    "Assistant social, assistante sociale": "41",
    "Auxiliaire de puériculture": "37",
    "Chirurgien-dentiste, chirurgienne-dentiste": "40",
    "Diététicien, diététicienne": "95",
    "Ergothérapeute": "94",
    "Infirmier, infirmière": "60",
    "Infirmier, infirmière en pratique avancée": "60",
    "Masseur-kinésithérapeute, masseuse-kinésithérapeute": "70",
    "Médecin généraliste": "10",
    "Médecin spécialiste": "10",
    "Opticien-lunetier, opticienne-lunetière": "28",
    "Orthophoniste": "91",
    "Orthoptiste": "92",
    "Pédicure-podologue": "80",
    "Pharmacien, pharmacienne": "21",
    "Préparateur, préparatrice en pharmacie": "39",
    "Psychologue": "93",
    "Psychomotricien, psychomotricienne": "96",
    "Puériculteur, puéricultrice": "60",
    "Sage-femme": "50",
}
MORE = {
    "Assistant dentaire, assistante dentaire": "31",
    "Audioprothésiste": "26",
    "Chiropracteur, chiropractrice": "73",
    "Manipulateur, manipulatrice d’électroradiologie médicale": "98",
    "Orthoprothésiste": "81",
    "Ostéopathe": "71",
    "Podo-orthésiste": "82",
    "Psychothérapeute": "72",
    "Technicien, technicienne de laboratoire médical": "86",
    "Travailleur social, travailleuse sociale": "",
}
CHARTER = """\
Cet espace est celui du groupement d’échanges sur la santé\u202f: soignants, élus et équipe du Pays y partagent ce qu’ils savent et ce qu’ils décident.

## Ce que chacun s’engage à faire
- Ne jamais y écrire le nom d’un patient, ni rien qui permette de le reconnaître. Les échanges sur un patient passent par la messagerie sécurisée de santé (MSSanté).
- Garder pour soi ses moyens de connexion, et prévenir l’équipe du Pays si quelqu’un d’autre a pu s’en servir.
- Respecter «\u202fVu par\u202f»\u202f: ce qui est montré à un espace n’en sort qu’avec l’accord de qui l’a écrit.
- Signer ce que l’on publie, citer ses sources, et corriger ce qui n’est plus juste.
- Tenir sa fiche de l’annuaire à jour\u202f: c’est par elle que les autres vous joignent.

## Ce que le groupement s’engage à faire
- Ne se servir de vos coordonnées que pour le groupement, et ne les donner à personne d’autre.
- Ne montrer votre téléphone qu’à ceux que vous choisissez.
- Vous donner, à tout moment, la copie de ce qui est gardé sur vous, et fermer votre compte si vous le demandez.

## Si quelque chose ne va pas
Écrivez à l’équipe du Pays. Elle peut retirer un contenu ou fermer un accès, et dit toujours pourquoi.
"""


def seed(apps, schema_editor):
    Profession = apps.get_model("members", "Profession")
    for name, code in (CODES | MORE).items():
        Profession.objects.update_or_create(name=name, defaults={"code": code})
    apps.get_model("members", "Charter").objects.get_or_create(
        version=1, defaults={"text": CHARTER}
    )


class Migration(migrations.Migration):
    dependencies = [("members", "0004_people_spaces_directory_journal")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
