"""The files of the demonstration, and who put them where."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from home.demo.people import CHILDREN, EXITS, GES, STEERING, at
from library.actions import add_document
from library.communes import add_communes
from library.content import fingerprint
from library.door import passing
from library.models import Category, Document, Version
from members import communes
from members.models import Member, Space
from members.typography import typeset

FILES = Path(__file__).parent / "files"


@dataclass(frozen=True)
class Paper:
    """A file of FILES; `by` is the name before the @, `age` is in days, `communes` are
    names between commas.
    """

    file: str
    title: str
    by: str
    space: str
    category: str
    age: int
    summary: str
    communes: str = ""


PAPERS = [
    Paper(
        "diagnostic-partage-du-territoire.pdf",
        "Diagnostic partagé du territoire",
        "pays",
        GES,
        "reference-de-territoire",
        160,
        "Ce que soignants, élus et habitants ont dit de la santé ici, en dix-sept "
        "chapitres.",
    ),
    Paper(
        "charte-de-fonctionnement.docx",
        "Charte de fonctionnement du groupement",
        "pays",
        GES,
        "projet",
        150,
        "Qui est membre, comment on se réunit, comment on décide.",
    ),
    Paper(
        "presentation-du-groupement.pptx",
        "Présentation du groupement",
        "pays",
        "public",
        "institutions",
        120,
        "Quatre diapositives à montrer en conseil municipal.",
    ),
    Paper(
        "aide-memoire-appel-du-15.txt",
        "Aide-mémoire : appeler le 15",
        "marc.thevenet",
        GES,
        "pratiques-metier",
        90,
        "À imprimer et à garder près du téléphone.",
    ),
    Paper(
        "projet-de-convention-avec-l-hopital.pdf",
        "Projet de convention avec l’hôpital",
        "membre",
        GES,
        "institutions",
        75,
        "",
        "Vichy, Moulins (03000)",
    ),
    Paper(
        "compte-rendu-de-la-reunion-de-septembre.odt",
        "Compte rendu de la réunion de septembre",
        "paul.esnault",
        GES,
        "projet",
        55,
        "Sorties d’hôpital, chimiothérapie à domicile, permanence des pharmacies.",
    ),
    Paper(
        "tour-de-garde-des-pharmacies.xlsx",
        "Tour de garde des pharmacies",
        "anne.villard",
        GES,
        "annuaire",
        40,
        "Premier semestre 2027, un onglet par secteur.",
        "Lapalisse, Dompierre-sur-Besbre, Varennes-sur-Allier",
    ),
    Paper(
        "calendrier-du-contrat-local-de-sante.eml",
        "Contrat local de santé : calendrier de préparation",
        "pays",
        STEERING,
        "institutions",
        30,
        "Le message de la délégation départementale.",
    ),
    Paper(
        "reperes-du-langage.pdf",
        "Repères du langage, de la naissance à six ans",
        "sophie.brunet",
        CHILDREN,
        "pratiques-metier",
        25,
        "Ce que dit un enfant à chaque âge, et quand demander un avis.",
    ),
    Paper(
        "protocole-hypoglycemie-a-domicile.pdf",
        "Protocole d’hypoglycémie à domicile",
        "animatrice",
        EXITS,
        "pratiques-metier",
        18,
        "Reconnaître, resucrer, appeler : la conduite à tenir, personne consciente ou "
        "non.",
    ),
    Paper(
        "fiche-de-liaison-numerisee.pdf",
        "Fiche de liaison ville-hôpital",
        "animatrice",
        EXITS,
        "pratiques-metier",
        12,
        "Le modèle adopté en séance, numérisé.",
    ),
    Paper(
        "une-sortie-d-hopital-en-une-minute.webm",
        "Une sortie d’hôpital en une minute",
        "animatrice",
        EXITS,
        "pratiques-metier",
        44,
        "Un film à montrer aux nouveaux du service : cinq étapes, qui fait quoi.",
    ),
    Paper(
        "une-sortie-d-hopital-en-une-minute.vtt",
        "Sous-titres du film d’une minute",
        "animatrice",
        EXITS,
        "pratiques-metier",
        44,
        "",
    ),
    Paper(
        "fiche-de-retour-a-domicile.docx",
        "Fiche de retour à domicile",
        "membre",
        EXITS,
        "pratiques-metier",
        2,
        "La veille, le jour même, dans les sept jours : ce qui ne doit pas manquer.",
    ),
]


#: What is filed there is looked at again every two years.
REVIEWED, EVERY = "pratiques-metier", 24
#: The one whose day comes next week.
TO_REVIEW, IN_DAYS = "aide-memoire-appel-du-15.txt", 9


def ensure_documents() -> tuple[dict[str, Document], int]:
    """All documents by the name of their file, and how many were missing.

    A file is known by its content, wherever people have moved it since.
    """
    found, added = {}, 0
    if not Document.everything.exists():
        Category.objects.filter(slug=REVIEWED).update(review_months=EVERY)
    for paper in PAPERS:
        with (FILES / paper.file).open("rb") as content:
            version = (
                Version.objects.filter(sha256=fingerprint(content))
                .select_related("document")
                .order_by("pk")
                .first()
            )
            if version is None:
                found[paper.file] = file_paper(paper, File(content))
                added += 1
            else:
                found[paper.file] = version.document
    return found, added


@transaction.atomic
def file_paper(paper: Paper, content: "File[bytes]") -> Document:
    """Add one document as its author would, on the day he would have."""
    document = add_document(
        by=Member.objects.get(email=at(paper.by)),
        space=Space.objects.get(slug=paper.space),
        category=Category.objects.get(slug=paper.category),
        file=content,
        name=paper.file,
        title=typeset(paper.title),
    ).document
    day = timezone.now() - timedelta(paper.age)
    review_on = document.review_on
    if paper.file == TO_REVIEW:
        review_on = timezone.localdate() + timedelta(IN_DAYS)
    Document.objects.filter(pk=document.pk).update(
        review_on=review_on,
        summary=typeset(paper.summary),
        created_at=day,
        changed_at=day,
    )
    document.versions.update(added_at=day)
    named = (communes.named(each.strip()) for each in paper.communes.split(","))
    add_communes(document, [one for (one,) in filter(None, named)])
    if document.current is not None:  # ours: seen before the worker has read them
        passing.let_through(document.current)
    return document
