"""The glossary, with the acronyms that a member meets in the group's own papers.

Those of « Expérimentations et bilan » (livre 3, Pays Vichy Auvergne), of the thesis of
M. Merchier on the CPTS of the Bocage, and of the guide of the local offer of care.
"""

from django.db import migrations, models

from pages.glossary import folded_form

TERMS = [
    ("ACI", "accord conventionnel interprofessionnel", "Ce que signent l’assurance maladie et une équipe de soins pour rémunérer son travail en commun."),
    ("ADMR", "aide à domicile en milieu rural", "Réseau d’associations qui aident chez elles les personnes âgées, malades ou handicapées et les familles."),
    ("ARH", "agence régionale de l’hospitalisation", "Elle organisait les hôpitaux de la région\u202f; l’ARS l’a remplacée en 2010."),
    ("ARS", "agence régionale de santé", "Service de l’État qui organise la santé dans la région\u202f: soins, prévention, hôpital et médico-social."),
    ("CC", "communauté de communes", "Communes voisines qui mettent en commun une partie de leurs tâches, dont parfois la santé."),
    ("CCAS", "centre communal d’action sociale", "Service de la commune qui aide les habitants en difficulté et les personnes âgées."),
    ("CFPPA", "conférence des financeurs de la prévention de la perte d’autonomie", "Dans le département, elle finance les actions qui aident les personnes âgées à rester autonomes."),
    ("CHU", "centre hospitalier universitaire", "Grand hôpital de la région, qui soigne, enseigne et fait de la recherche."),
    ("CLIC", "centre local d’information et de coordination", "Lieu d’accueil où les personnes âgées et leurs proches apprennent à quelles aides elles ont droit."),
    ("CLS", "contrat local de santé", "Accord entre l’ARS et des élus pour améliorer la santé sur leur territoire\u202f: accès aux soins, prévention, environnement."),
    ("CMPP", "centre médico-psycho-pédagogique", "Consultations pour les enfants et les jeunes qui ont des difficultés à l’école ou de comportement."),
    ("CNAM", "Caisse nationale de l’assurance maladie", "Elle dirige l’assurance maladie et négocie les conventions avec les professions de santé."),
    ("CNOM", "Conseil national de l’Ordre des médecins", "Il veille à la déontologie des médecins et tient leur tableau."),
    ("CPAM", "caisse primaire d’assurance maladie", "Dans le département, la caisse qui rembourse les soins et accompagne les professionnels."),
    ("CPTS", "communauté professionnelle territoriale de santé", "Professionnels d’un même territoire qui s’organisent ensemble autour d’un projet de santé."),
    ("DGOS", "direction générale de l’offre de soins", "Au ministère de la Santé, elle s’occupe des hôpitaux et de l’organisation des soins."),
    ("EHPAD", "établissement d’hébergement pour personnes âgées dépendantes", "Maison de retraite médicalisée, où l’on est logé, aidé et soigné."),
    ("EPCI", "établissement public de coopération intercommunale", "Nom commun des communautés de communes, d’agglomération et des métropoles."),
    ("ESP", "équipe de soins primaires", "Quelques professionnels autour d’un médecin généraliste, qui s’accordent sur les mêmes patients."),
    ("ETP", "éducation thérapeutique du patient", "Séances où une personne apprend à vivre avec sa maladie chronique et à se soigner."),
    ("FEMASRA", "fédération régionale des maisons et pôles de santé", "Elle aide les équipes de la région à monter et à faire vivre une maison de santé."),
    ("GCS", "groupement de coopération sanitaire", "Forme juridique par laquelle hôpitaux et professionnels partagent des moyens."),
    ("GES", "groupement d’échanges sur la santé", "Les soignants, les élus et l’équipe du Pays qui partagent ici leurs textes, leurs idées et leurs façons de faire."),
    ("HAS", "Haute Autorité de santé", "Elle écrit les recommandations de bonne pratique et certifie les établissements."),
    ("HPST", "loi Hôpital, patients, santé et territoires", "La loi du 21 juillet 2009, qui a créé les ARS et donné leur cadre aux maisons et aux pôles de santé."),
    ("IDE", "infirmier diplômé d’État", "L’infirmier ou l’infirmière, qui donne les soins à l’hôpital, au cabinet ou à domicile."),
    ("IGAS", "Inspection générale des affaires sociales", "Elle contrôle et évalue pour le gouvernement ce qui touche à la santé et au social."),
    ("IREPS", "instance régionale d’éducation et de promotion de la santé", "Association qui aide à monter des actions de prévention et y forme."),
    ("IRDES", "Institut de recherche et documentation en économie de la santé", "Il étudie qui se soigne, comment et à quel prix."),
    ("MAIA", "méthode d’action pour l’intégration des services d’aide et de soin dans le champ de l’autonomie", "Façon de travailler qui réunissait autour des personnes âgées ceux qui les aident et ceux qui les soignent."),
    ("MG", "médecin généraliste", "Le premier médecin que l’on voit, souvent le médecin traitant."),
    ("MK", "masseur-kinésithérapeute", "Le ou la kinésithérapeute, qui rééduque par le mouvement et le massage."),
    ("MMG", "maison médicale de garde", "Lieu où un généraliste reçoit le soir, la nuit ou le week-end, sur appel au 15."),
    ("MSA", "Mutualité sociale agricole", "La sécurité sociale des agriculteurs et des salariés agricoles."),
    ("MSP", "maison de santé pluriprofessionnelle", "Équipe de professions différentes qui suit un projet de santé commun, souvent sous un même toit\u202f; on la dit aussi pluridisciplinaire."),
    ("OMS", "Organisation mondiale de la santé", "L’agence des Nations unies pour la santé."),
    ("ORS", "observatoire régional de la santé", "Il tient les chiffres de la santé de la région, et les rend lisibles."),
    ("PASS", "permanence d’accès aux soins de santé", "À l’hôpital, consultation pour qui n’a pas de droits ouverts ou ne peut pas payer."),
    ("PMI", "protection maternelle et infantile", "Service du département qui suit les femmes enceintes et les enfants jusqu’à six ans."),
    ("PRS", "projet régional de santé", "Ce que l’ARS veut pour la santé dans la région, pour plusieurs années."),
    ("PS", "professionnel de santé", "Qui exerce une profession de santé au sens de la loi\u202f: médecin, pharmacien, infirmier, kinésithérapeute…"),
    ("PSLA", "pôle de santé libéral et ambulatoire", "Nom donné en Normandie à une équipe de soins répartie sur plusieurs lieux."),
    ("PSRS", "plan stratégique régional de santé", "La partie du projet régional de santé qui en fixait les grandes orientations."),
    ("SAMU", "service d’aide médicale urgente", "Le 15\u202f: il répond jour et nuit aux urgences et envoie les secours qu’il faut."),
    ("SCM", "société civile de moyens", "Société par laquelle des professionnels partagent un local, un secrétariat et leurs frais."),
    ("SROS", "schéma régional d’organisation des soins", "La partie du projet régional de santé qui répartissait l’offre de soins."),
    ("SSIAD", "service de soins infirmiers à domicile", "Il envoie des aides-soignants et des infirmiers chez les personnes âgées ou handicapées."),
    ("URPS", "union régionale des professionnels de santé", "Elle représente dans la région les libéraux d’une profession, et parle avec l’ARS."),
    ("ZRR", "zone de revitalisation rurale", "Commune rurale peu peuplée où s’installer donnait droit à des exonérations."),
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
        ('pages', '0002_french_names'),
    ]

    operations = [
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
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
