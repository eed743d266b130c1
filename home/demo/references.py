"""Official texts and sites: the list that the participants asked for on 9 June 2011
(Étude santé du Pays Vichy-Auvergne, livre 3, chapter 1 § 3), and what followed it.
"""

from datetime import date
from typing import Any

from django.db import transaction

from home.demo.people import GES, at
from library.models import Category, Reference
from members.models import Member, Space
from members.typography import typeset

LAW, DECREE, ARTICLE = "law", "decree", "article"
GUIDELINE, PLAN, SITE = "guideline", "plan", "site"
PRACTICE, PROJECT, INSTITUTIONS = "pratiques-metier", "projet", "institutions"
DIRECTORY, RULES, TERRITORY = "annuaire", "reglementaire", "reference-de-territoire"
PUBLIC = "public"
ARS = "http://www.ars.auvergne.sante.fr/fileadmin/AUVERGNE/ARS_auvergne/votre_ars/"
PRS = ARS + "strategie_regionale_sante/PRS/"
LEGIFRANCE = "https://www.legifrance.gouv.fr/"
PUBLIC_HEALTH = LEGIFRANCE + "codes/texte_lc/LEGITEXT000006072665/"

REFERENCES: dict[str, dict[str, Any]] = {
    "has": {
        "title": "Haute Autorité de santé",
        "kind": SITE,
        "category": PRACTICE,
        "space": PUBLIC,
        "url": "http://www.has-sante.fr/portail/jcms/j_5/accueil",
        "summary": "Recommandations de bonne pratique, fiches et guides de parcours.",
    },
    "asip": {
        "title": "ASIP Santé, aujourd’hui Agence du numérique en santé",
        "kind": SITE,
        "category": PRACTICE,
        "url": "http://esante.gouv.fr/",
        "summary": "MSSanté, identité des soignants, "
        "référentiels d’échange. L’ASIP est devenue l’Agence du numérique en santé "
        "fin 2019.",
    },
    "dmp": {
        "title": "Dossier médical personnel",
        "kind": SITE,
        "category": PRACTICE,
        "url": "http://www.dmp.gouv.fr/web/dmp/",
        "summary": "Le dossier devenu « partagé », puis contenu dans Mon espace santé.",
    },
    "ffmps": {
        "title": "Fédération française des maisons et pôles de santé (FFMPS)",
        "kind": SITE,
        "category": PROJECT,
        "url": "http://www.ffmps.fr/",
        "summary": "Exemples de projets de santé et outils pour les équipes. La "
        "fédération s’appelle aujourd’hui AVECsanté.",
    },
    "femasra": {
        "title": "FEMASRA, fédération régionale des maisons et pôles de santé",
        "kind": SITE,
        "category": INSTITUTIONS,
        "summary": "Réseau d’accompagnateurs formés, en appui des équipes qui se "
        "regroupent.",
    },
    "ps-premier-recours": {
        "title": "Annuaire des professionnels de santé de premier recours",
        "kind": SITE,
        "category": DIRECTORY,
        "url": "https://annuaire.sante.fr/",
        "summary": "L’annuaire national : identité, lieu d’exercice, adresse de "
        "messagerie.",
    },
    "hpst": {
        "title": "Loi portant réforme de l’hôpital et relative aux patients, à la "
        "santé et aux territoires (HPST)",
        "kind": LAW,
        "category": RULES,
        "space": PUBLIC,
        "number": "2009-879",
        "date": date(2009, 7, 21),
        "url": "http://www.legifrance.gouv.fr/jopdf/common/jo_pdf.jsp?numJO=0"
        "&dateJO=20090722&numTexte=1&pageDebut=12184&pageFin=12244",
        "summary": "Crée les agences régionales de santé, définit le premier recours "
        "et donne une place aux maisons et aux pôles de santé.",
    },
    "decrets-hpst": {
        "title": "Décrets d’application de la loi HPST",
        "kind": DECREE,
        "category": RULES,
        "url": "http://www.ars.sante.fr/Les-decrets-d-application.102558.0.html",
        "summary": "La liste des décrets pris pour l’application de la loi "
        "n° 2009-879.",
    },
    "cahier-des-charges": {
        "title": "Cahier des charges national des maisons et pôles de santé",
        "kind": GUIDELINE,
        "category": RULES,
        "url": "http://www.territoires.gouv.fr/maisons-de-sante",
        "summary": "Ce que l’État attend d’une maison de santé qui demande son aide.",
    },
    "remuneration": {
        "title": "Expérimentation des nouveaux modes de rémunération",
        "kind": SITE,
        "category": RULES,
        "in_force": False,
        "url": "http://www.ffmps.fr/index.php/"
        "experience-des-nouveaux-modes-de-remuneration",
        "summary": "Forfait d’équipe, éducation thérapeutique, coopération : les trois "
        "modules essayés à partir de 2010, avant l’accord interprofessionnel.",
    },
    "psrs-territoires": {
        "title": "PSRS Auvergne : rapport d’analyse, territoires de santé",
        "kind": PLAN,
        "category": TERRITORY,
        "date": date(2011, 2, 8),
        "in_force": False,
        "url": PRS + "Territoires__de_sante_en_Auvergne_8_fevrier_2011.pdf",
        "summary": "Le découpage de l’Auvergne en territoires de santé.",
    },
    "psrs-axes": {
        "title": "PSRS Auvergne : axes stratégiques",
        "kind": PLAN,
        "category": TERRITORY,
        "date": date(2011, 2, 25),
        "in_force": False,
        "url": PRS + "PSRS_axes_strategiques_version_25_fevrier_2011.pdf",
        "summary": "Vieillissement, autonomie, risques, éducation à la santé, santé "
        "mentale : les cinq axes du plan stratégique régional de santé.",
    },
    "psrs-diagnostic": {
        "title": "PSRS Auvergne : diagnostic par domaine",
        "kind": PLAN,
        "category": TERRITORY,
        "date": date(2011, 2, 25),
        "in_force": False,
        "url": PRS + "DIAGNOSTIC_PAR_DOMAINE.pdf",
        "summary": "L’état de santé et l’offre de soins en Auvergne en 2011.",
    },
    "etude-pays": {
        "title": "Étude santé du Pays Vichy-Auvergne",
        "kind": PLAN,
        "category": TERRITORY,
        "space": PUBLIC,
        "date": date(2011, 6, 25),
        "url": "http://www.paysvichyauvergne.com/150_Schema-Territorial-de-Sante.html",
        "summary": "L’étude qui a conduit à créer le groupement d’échanges sur la "
        "santé, et les diagnostics « flash » des communautés de communes.",
    },
    "loi-2016": {
        "title": "Loi de modernisation de notre système de santé",
        "kind": LAW,
        "category": RULES,
        "number": "2016-41",
        "date": date(2016, 1, 26),
        "url": LEGIFRANCE + "loda/id/JORFTEXT000031912641/",
        "summary": "Crée les communautés professionnelles territoriales de santé et "
        "les équipes de soins primaires.",
    },
    "loi-2019": {
        "title": "Loi relative à l’organisation et à la transformation du système de "
        "santé",
        "kind": LAW,
        "category": RULES,
        "number": "2019-774",
        "date": date(2019, 7, 24),
        "url": LEGIFRANCE + "loda/id/JORFTEXT000038821260/",
        "summary": "Projet territorial de santé, exercice coordonné, télésoin, Mon "
        "espace santé.",
    },
    "decret-ipa": {
        "title": "Décret relatif à l’exercice infirmier en pratique avancée",
        "kind": DECREE,
        "category": RULES,
        "number": "2018-629",
        "date": date(2018, 7, 18),
        "url": LEGIFRANCE + "loda/id/JORFTEXT000037218115/",
        "summary": "Ce que fait l’infirmier en pratique avancée, avec qui et comment.",
    },
    "l1434-12": {
        "title": "Code de la santé publique, article L. 1434-12",
        "kind": ARTICLE,
        "category": RULES,
        "number": "L. 1434-12",
        "url": PUBLIC_HEALTH,
        "summary": "Les communautés professionnelles territoriales de santé.",
    },
    "l6323-3": {
        "title": "Code de la santé publique, article L. 6323-3",
        "kind": ARTICLE,
        "category": RULES,
        "number": "L. 6323-3",
        "url": PUBLIC_HEALTH,
        "summary": "La maison de santé et son projet de santé.",
    },
    "l1110-4": {
        "title": "Code de la santé publique, article L. 1110-4",
        "kind": ARTICLE,
        "category": RULES,
        "number": "L. 1110-4",
        "url": PUBLIC_HEALTH,
        "summary": "Secret professionnel, équipe de soins, échange et partage des "
        "informations sur une personne prise en charge.",
    },
    "l1161-1": {
        "title": "Code de la santé publique, article L. 1161-1",
        "kind": ARTICLE,
        "category": RULES,
        "number": "L. 1161-1",
        "url": PUBLIC_HEALTH,
        "summary": "L’éducation thérapeutique s’inscrit dans le parcours de soins.",
    },
}


@transaction.atomic
def ensure_references() -> tuple[dict[str, Reference], int]:
    """All references by their key, and how many were missing.

    One is known by its title, or else by its address and number.
    """
    spaces = {space.slug: space for space in Space.objects.all()}
    categories = {category.slug: category for category in Category.objects.all()}
    staff = Member.objects.filter(email=at("pays")).first()
    found, added = {}, 0
    for key, given in REFERENCES.items():
        title = typeset(given["title"])
        reference = known(title, given)
        if reference is None:
            added += 1
            reference = Reference.objects.create(
                title=title,
                kind=given["kind"],
                number=given.get("number", ""),
                date=given.get("date"),
                url=given.get("url", ""),
                in_force=given.get("in_force", True),
                summary=typeset(given["summary"]),
                space=spaces[given.get("space", GES)],
                category=categories[given["category"]],
                added_by=staff,
            )
        found[key] = reference
    return found, added


def known(title: str, given: dict[str, Any]) -> Reference | None:
    named = Reference.objects.filter(title=title).first()
    if named or not given.get("url"):
        return named
    number = given.get("number", "")
    return Reference.objects.filter(url=given["url"], number=number).first()
