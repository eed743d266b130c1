"""Adding files: who may, what is refused and how, and what a full disk leaves."""

import re
import resource
import zipfile
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.test import Client, RequestFactory
from django.urls import reverse

from library.models import Document
from library.names import clean_name
from library.views.adding import add

URL = reverse("library:add")
JSON = {"accept": "application/json"}


@pytest.fixture
def send(people, spaces, category, sign_in):
    """Send files as a person would; gives the answer."""

    def send(*files, who="member", space=None, headers=None, **fields):
        browser = sign_in(getattr(people, who))
        data = {"space": (space or spaces.ges).pk, "category": category.pk, **fields}
        return browser.post(URL, {**data, "file": list(files)}, headers=headers)

    return send


def a_file(content=b"Conduite a tenir", name="protocole.txt"):
    return SimpleUploadedFile(name, content)


def kept_files():
    """Every file that was left, in the store or on the way to it."""
    folders = [site_settings.MEDIA_ROOT, site_settings.FILE_UPLOAD_TEMP_DIR]
    return [path for f in folders for path in Path(f).rglob("*") if path.is_file()]


def nothing_is_kept():
    return not Document.objects.exists() and not kept_files()


# ---- who ----


def test_a_stranger_is_asked_to_sign_in(db, sign_in):
    assert sign_in(None).get(URL)["Location"].startswith(reverse("account_login"))
    assert sign_in(None).post(URL, headers=JSON).status_code == 401


@pytest.mark.parametrize("who", ["outsider", "occasional", "former"])
def test_who_contributes_nowhere_is_told_why(who, people, sign_in, send):
    shown = sign_in(getattr(people, who)).get(URL)
    assert "Vous ne pouvez rien ajouter" in shown.content.decode()
    refused = send(a_file(), who=who, headers=JSON)
    assert refused.status_code == 403
    assert "espace" in refused.json()["error"]
    assert nothing_is_kept()


def test_an_address_chooses_the_space_and_the_category(people, category, sign_in):
    shown = sign_in(people.member).get(f"{URL}?espace=ges&categorie={category.slug}")
    form = shown.content.decode()
    assert re.search(r'name="space"[^>]* checked data-told="«\u202fGES\u202f»', form)
    assert f'<option value="{category.pk}" selected>' in form
    hidden = sign_in(people.member).get(f"{URL}?espace=enfant&categorie=nulle")
    assert hidden.status_code == 200
    assert " checked" not in hidden.content.decode()
    assert "choisissez-en un autre." in hidden.content.decode()
    assert "choisissez-en un autre." not in form


@pytest.mark.parametrize("name", ["public", "every_member"])
def test_a_space_where_one_does_not_contribute_is_refused(name, send, spaces):
    refused = send(a_file(), space=getattr(spaces, name), headers=JSON)
    assert refused.status_code == 403
    assert refused.json() == {"error": "Vous ne pouvez rien ajouter dans cet espace."}
    assert nothing_is_kept()


def test_only_the_spaces_where_one_contributes_are_offered(people, sign_in):
    shown = sign_in(people.member).get(URL).content.decode()
    assert "GES" in shown
    assert "Sorties d’hôpital" in shown
    assert "Santé de l’enfant" not in shown


def test_who_will_see_it_is_said_before_sending(people, sign_in):
    answer = sign_in(people.member).get(URL)
    said = {a.space.slug: (a.words, a.at_once) for a in answer.context["audiences"]}
    assert said == {
        "ges": ("3\u00a0personnes", True),
        "sorties": ("4\u00a0personnes", False),
    }
    assert "Aucun fichier qui nomme un patient" in answer.content.decode()


def test_without_a_token_nothing_is_added(people, spaces, category):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(people.member)
    fields = {"space": spaces.ges.pk, "category": category.pk, "file": a_file()}
    assert browser.post(URL, fields).status_code == 403
    assert nothing_is_kept()


# ---- without scripts ----


def test_several_files_are_answered_one_by_one(send):
    answer = send(
        a_file(b"un", "Premier.txt"),
        a_file(b"", "vide.txt"),
        a_file(b"MZ\x90\0\x03", "facture.pdf"),
        a_file(b"un", "Copie.txt"),
    )
    assert answer.status_code == 200
    shown = answer.content.decode()
    outcomes = answer.context["outcomes"]
    assert [o.document is not None for o in outcomes] == [True, False, False, True]
    assert outcomes[3].already
    assert "Déjà dans cet espace" in shown
    assert "Ce fichier est vide" in shown
    assert "Ce fichier est un programme" in shown
    assert Document.objects.count() == 1


def test_a_form_without_file_or_category_says_what_is_missing(send, people, sign_in):
    shown = send()
    assert shown.status_code == 400
    assert "Choisissez au moins un fichier." in shown.content.decode()
    shown = send(a_file(), category="")
    assert "Choisissez une catégorie." in shown.content.decode()
    assert sign_in(people.member).post(URL, {}).status_code == 400
    assert nothing_is_kept()


# ---- for scripts ----


def test_one_file_is_answered_with_its_document(send):
    answer = send(a_file(name="Fiche de liaison.txt"), headers=JSON)
    assert answer.status_code == 201
    document = Document.objects.get()
    said = answer.json()
    assert "already" not in said
    assert said["document"] == {
        "id": document.pk,
        "title": "Fiche de liaison",
        "url": document.get_absolute_url(),
        "proposed": False,
        "state_url": reverse("library:document_state", args=[document.pk]),
        "state": "waiting",
        "state_label": "en attente de lecture",
        "explanation": said["document"]["explanation"],
        "in_progress": True,
    }


def test_the_same_file_twice_leads_to_the_first(send):
    first = send(a_file(), headers=JSON).json()["document"]
    again = send(a_file(name="autre nom.txt"), headers=JSON)
    assert again.status_code == 200
    assert again.json()["already"] is True
    assert again.json()["document"]["url"] == first["url"]
    assert Document.objects.count() == 1


def test_the_same_file_in_another_space_is_another_document(send, spaces):
    send(a_file(), headers=JSON)
    assert send(a_file(), space=spaces.group, headers=JSON).status_code == 201


def test_a_hidden_proposal_is_not_told_of(send, spaces):
    send(a_file(), space=spaces.group, headers=JSON)
    other = send(a_file(), space=spaces.group, who="colleague", headers=JSON)
    assert other.status_code == 201


def test_where_one_only_proposes_the_document_is_proposed(send, spaces):
    answer = send(a_file(), space=spaces.group, headers=JSON)
    assert answer.json()["document"]["proposed"] is True
    answer = send(a_file(), space=spaces.group, who="editor", headers=JSON)
    # The same content: the editor is led to the proposal, which he sees.
    assert answer.json()["already"] is True


def zipped():
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.txt", "a")
    return data.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "vide.pdf", "Ce fichier est vide"),
        (b"MZ\x90\0\x03", "facture.pdf", "est un programme"),
        (b"\x7fELF", "compte-rendu.docx", "est un programme"),
        (b"#!/bin/sh\nrm", "notes.txt", "est un programme"),
        (zipped(), "dossier.zip", "est une archive"),
        (b"\0\x01\x02\x03" * 20, "mystere.pdf", "n’est pas accepté"),
    ],
)
def test_what_the_library_does_not_take_is_refused_with_a_sentence(
    content, name, words, send
):
    answer = send(a_file(content, name), headers=JSON)
    assert answer.status_code == 400
    assert words in answer.json()["error"]
    assert nothing_is_kept()


def test_a_broken_pdf_is_taken(send):
    assert send(a_file(b"%PDF-1.7 broken", "x.pdf"), headers=JSON).status_code == 201


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Compte rendu réunion « été ».txt", "Compte rendu réunion « été ».txt"),
        ("e\u0301te\u0301 🏥.txt", "été 🏥.txt"),
        ("facture\u202efdp.txt", "facturefdp.txt"),
        ("a\x00b\nc.txt", "a b c.txt"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Documents\\a.txt", "C-Documents-a.txt"),
        ("   .  ", "fichier"),
        ("", "fichier"),
    ],
)
def test_names_are_cleaned(given, kept):
    assert clean_name(given) == kept


def test_a_long_name_keeps_its_ending():
    name = clean_name("é" * 300 + ".docx")
    assert len(name) == 150
    assert name.endswith("é.docx")


@pytest.mark.parametrize(
    "name", ["réunion 🏥.txt", "x" * 300 + ".txt", "fa\u202ecture.txt", "a:b*?.txt"]
)
def test_a_strange_name_is_downloaded_under_its_clean_form(name, send, people, sign_in):
    send(a_file(name=name), headers=JSON)
    document = Document.objects.get()
    assert document.current.name == clean_name(name)
    assert name not in str(document.file)
    answer = sign_in(people.member).get(document.url)
    assert answer.getvalue() == b"Conduite a tenir"


def test_a_quotation_mark_that_a_browser_wrote_otherwise_is_given_back(send):
    send(a_file(name="le %22vrai%22 plan.txt"), headers=JSON)
    assert Document.objects.get().title == 'Le "vrai" plan'


@pytest.mark.parametrize(
    ("claimed", "true"),
    [
        ("note.pdf", "note.html"),
        ("note.htm", "note.htm"),
        ("note.txt", "note.txt"),
        ("note.csv", "note.csv"),
        ("note", "note"),
    ],
)
def test_a_file_that_claims_to_be_another_kind_gets_its_own_ending(claimed, true, send):
    send(a_file(b"<!doctype html><p>Conduite", name=claimed), headers=JSON)
    assert Document.objects.get().current.name == true


# ---- too large ----


class CountedBody:
    """A body that comes over the network; `given` is how much of it was read."""

    def __init__(self, size):
        self.size = size
        self.given = 0

    def read(self, most):
        piece = min(most, self.size - self.given)
        self.given += piece
        return b"a" * piece

    readline = read


@pytest.mark.parametrize("size", [2_000_000, 3_000_000])
def test_a_file_over_the_limit_is_refused_while_it_comes(size, send, settings):
    """Under and over what Django keeps in memory; the announced length passes."""
    settings.MAX_FILE = size - 1
    answer = send(a_file(b"a" * size), headers=JSON)
    assert answer.status_code == 413
    assert "le plus qui soit accepté en une fois" in answer.json()["error"]
    assert nothing_is_kept()


def test_a_body_over_the_limit_is_refused_before_it_is_read(send, settings):
    settings.MAX_FILE = 1_000_000
    page = send(a_file(b"a" * 1_800_000))
    assert page.status_code == 413
    assert "<h1>C’est trop à la fois</h1>" in page.content.decode()
    assert nothing_is_kept()


def test_the_refusal_comes_before_the_body(people, sign_in, settings):
    settings.MAX_FILE = 1_000_000
    body = CountedBody(3_000_000)
    request = RequestFactory().generic("POST", URL, headers=JSON)
    request.META |= {"CONTENT_LENGTH": "3000000", "wsgi.input": body}
    request = WSGIRequest(request.META)
    request.user = people.member
    answer = add(request)
    assert (answer.status_code, body.given) == (413, 0)
    answer.close()
    assert body.given == 3_000_000


def test_a_request_that_does_not_say_its_length_is_told_so(people, client):
    client.force_login(people.member)
    answer = client.generic("POST", URL)
    assert answer.status_code == 411
    assert "la taille de cet envoi" in answer.content.decode()


def test_a_file_at_the_limit_is_taken(send, settings):
    settings.MAX_FILE = 3_000_000
    assert send(a_file(b"a" * 3_000_000), headers=JSON).status_code == 201


def test_no_other_address_takes_a_larger_file(client, settings, db):
    settings.MAX_FILE = 1_000_000
    answer = client.post(reverse("account_login"), {"file": a_file(b"a" * 1_800_000)})
    assert answer.status_code == 413
    assert "Envoyez moins de fichiers" in answer.content.decode()
    assert not kept_files()


# ---- no room ----


@contextmanager
def largest_file(size):
    """The system lets this process write no file over `size` bytes (EFBIG)."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize(
    ("size", "step"), [(4_000_000, "receiving"), (2_000_000, "storing")]
)
def test_a_full_disk_is_told_of_and_leaves_nothing(size, step, send):
    data = b"texte " * (size // 6)
    with largest_file(1_000_000):
        answer = send(a_file(data), headers=JSON)
    assert answer.status_code == 507, step
    assert "Il n’y a plus de place" in answer.json()["error"]
    assert nothing_is_kept()
    with largest_file(1_000_000):
        page = send(a_file(data))
    assert page.status_code == 507
    assert "rien n’a été enregistré" in page.content.decode()
    assert nothing_is_kept()
    assert send(a_file(data), headers=JSON).status_code == 201
