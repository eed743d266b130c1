"""What each block looks like, for who chooses one: all of it made up."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Model

from pages.blocks.seen import Seen

TEXT = (
    "<h3>Avant la sortie</h3><p>La date de sortie est connue <b>la veille</b> au plus "
    "tard. Trois personnes la reçoivent\u202f:</p><ul><li>le médecin "
    "traitant\u202f;</li><li>le cabinet infirmier\u202f;</li><li>l’aidant.</li></ul>"
)
CALLOUT = {
    "tone": "warn",
    "title": "Avant de partir",
    "text": "<p>L’ordonnance part avec le patient, et non par la poste.</p>",
}
STEPS = {
    "title": "Qui fait quoi",
    "steps": [
        {
            "what": "Prévenir le cabinet infirmier",
            "who": "L’infirmière du service",
            "when": "La veille, avant 15\u202fh",
            "text": "",
        },
        {
            "what": "Livrer le matériel",
            "who": "Le prestataire",
            "when": "Le matin de la sortie",
            "text": "",
        },
    ],
}
QUESTIONS = {
    "title": "Questions fréquentes",
    "questions": [
        {
            "question": "Qui appeler le week-end\u202f?",
            "answer": "<p>Le 116 117, jusqu’à 8\u202fh le lundi.</p>",
        },
        {
            "question": "Et si l’ordonnance manque\u202f?",
            "answer": "<p>Le service la renvoie par messagerie sécurisée.</p>",
        },
    ],
}
TABLE = {
    "title": "",
    "table": {
        "caption": "Délais de réponse",
        "columns": [
            {"type": "text", "heading": "Service"},
            {"type": "text", "heading": "Délai"},
        ],
        "rows": [
            {"values": ["Hospitalisation à domicile", "24\u202fheures"]},
            {"values": ["Soins infirmiers", "48\u202fheures"]},
        ],
    },
    "first_is_heading": True,
}
CONTACT = {
    "name": "Hospitalisation à domicile",
    "role": "admissions",
    "phone": "04 70 00 00 00",
    "email": "admissions@exemple.fr",
    "when": "Du lundi au vendredi, de 9\u202fh à 17\u202fh",
}
VIDEO = {
    "title": "Poser une perfusion à domicile",
    "film": None,
    "captions": None,
    "silent": False,
    "url": "https://exemple.fr/perfusion",
    "duration": "4 minutes",
    "summary": "Le matériel, le geste et la surveillance, pas à pas.",
}
COLUMNS = {
    "columns": [
        [{"type": "rich_text", "value": text}]
        for text in (
            "<h3>En ville</h3><p>Le médecin prescrit.</p>",
            "<h3>À l’hôpital</h3><p>Le service prépare.</p>",
        )
    ]
}
DOCUMENTS = {"title": "Documents", "documents": []}
REFERENCES = {"title": "Textes officiels", "references": []}
PEOPLE = {"title": "Les personnes", "people": []}
FILLING = {
    "title": "Documents de ce thème",
    "what": "documents_of_theme",
    "count": 5,
}


class Always(Seen):
    """Shows samples in the place of what a body names."""

    def __init__(self, things: list[Any]) -> None:
        self.things = things

    def of(self, things: list[Any]) -> list[Any]:
        return self.things


def documents() -> list[Model]:
    """Of no library: they are nowhere but in a preview."""
    made = apps.get_model("library", "Document")
    version = apps.get_model("library", "Version")
    pdf = version(kind="pdf", size=240_000, page_count=2)
    word = version(kind="docx", size=36_000)
    return [
        made(pk=0, title="Lettre de liaison, modèle", current=pdf),
        made(pk=0, title="Fiche de sortie", current=word),
    ]


def references() -> list[Model]:
    made = apps.get_model("library", "Reference")
    return [
        made(
            pk=0,
            title="Loi relative à l’hôpital et aux territoires",
            kind="law",
            date=date(2009, 7, 21),
        )
    ]


def cards() -> list[Any]:
    from members.directory.listing import Card

    made = apps.get_model("members", "Member")
    claire = made(
        pk=0,
        first_name="Claire",
        last_name="Morand",
        concerns="Les sorties d’hôpital, les pansements complexes",
    )
    return [Card(claire, phone="04 70 00 00 00")]
