"""The fiche of a care protocol as a form sends it, and another version of its file."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from library.door import passing
from members.models import Profession

NURSE = "Infirmier, infirmière"
DOCTOR = "Médecin généraliste"


def address(name, document):
    return reverse(f"library:{name}", args=[document.pk])


def trade(name):
    return Profession.objects.get(name=name)


def fiche(**given):
    return {
        "professions": [str(trade(NURSE).pk), str(trade(DOCTOR).pk)],
        "authors": "Claire Morand, infirmière\nJean Dupré, IDE",
        "validators": "- Dr Anne Villard, médecin généraliste",
        "approved_on": "2026-03-12",
        "asks_reading": "on",
        **given,
    }


def new_version(document, sign_in, person, text, **given):
    data = {
        "title": document.title,
        "category": document.category_id,
        "space": document.space_id,
        "new_file": SimpleUploadedFile("b.txt", text.encode()),
        **given,
    }
    answer = sign_in(person).post(address("edit", document), data)
    assert answer.status_code == 302
    passing.let_through(document.versions.order_by("-number").first())
    document.refresh_from_db()
