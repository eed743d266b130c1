"""What a file says elsewhere than on its pages, and what is written about it."""

from __future__ import annotations

import io
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from library.door import passing
from library.models import Document, Version
from library.versions import take_again
from members.models import Member
from members.personal import files as personal_files
from tests.conftest import AddFile
from tests.library import samples
from tests.library.numbers import groups
from tests.library.test_door_numbers import SPECIMEN
from tests.people import People

SPACED = " ".join(groups(SPECIMEN))
MASK = "2 69 •• •• ••• ••• ••"
Work = Callable[[], None]
SignIn = Callable[[Member | None], Client]


def pdf_with(what: str) -> bytes:
    """A page, with the number in a `field`, a `note`, a `bookmark` or a `property`."""
    with pikepdf.open(io.BytesIO(samples.pdf("Bonjour"))) as made:
        name = pikepdf.Name
        if what == "property":
            made.docinfo["/Subject"] = f"Dossier {SPACED}"
        elif what == "bookmark":
            with made.open_outline() as outline:
                outline.root.append(pikepdf.OutlineItem(f"Mme D., {SPACED}", 0))
        else:
            kind = name.Widget if what == "field" else name.Text
            thing = pikepdf.Dictionary(Type=name.Annot, Subtype=kind, Rect=[0, 0, 9, 9])
            thing["/V" if what == "field" else "/Contents"] = pikepdf.String(SPACED)
            made.pages[0].Annots = pikepdf.Array([thing])
        out = io.BytesIO()
        made.save(out)
    return out.getvalue()


def mail(*, attached: bool = False, html: str = "") -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "a@demo.example", "b@demo.example"
    message["Subject"] = "Sortie"
    message.set_content("Bonjour.")
    if html:
        message.add_alternative(html, subtype="html")
    if attached:
        message.add_attachment(
            samples.docx(samples.paragraphs(SPACED)),
            maintype="application",
            subtype="octet-stream",
            filename="cr.docx",
        )
    return message.as_bytes()


COMMENTS = f"<w:comments {samples.WORD}>{samples.paragraphs(SPACED)}</w:comments>"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (pdf_with("field"), "champ.pdf", "nir"),
        (pdf_with("note"), "note.pdf", "nir"),
        (pdf_with("bookmark"), "signet.pdf", "nir"),
        (pdf_with("property"), "sujet.pdf", "nir"),
        (
            samples.docx(
                samples.paragraphs("Bonjour"), {"word/comments.xml": COMMENTS}
            ),
            "commentaire.docx",
            "nir",
        ),
        (
            samples.docx(
                "<w:p><w:del><w:r><w:delText>" + SPACED + "</w:delText></w:r></w:del>"
                "</w:p>"
            ),
            "supprime.docx",
            "nir",
        ),
        (
            f"<!doctype html><body><input value='{SPACED}'></body>".encode(),
            "page.html",
            "nir",
        ),
        (mail(html=f"<p>Mme D., {SPACED}</p>"), "deux.eml", "nir"),
        (mail(attached=True), "joint.eml", "attachment"),
        (b"ID;PWXL;N;E\nC;Y1;X1;K1\nE\n", "macro.slk.txt", "macro"),
        (b'a;b\n=cmd|"/k calc"!A1;2\n', "dde.csv", "active"),
    ],
)
def test_what_stands_on_no_page_is_held_too(
    data: bytes, name: str, code: str, add_file: AddFile, work: Work
) -> None:
    document = add_file(data, name, at_door=True)
    work()
    document.refresh_from_db()
    assert document.current
    assert {reason["code"] for reason in document.current.reasons} == {code}
    assert document.at_door
    for reason in document.current.reasons:
        assert reason["page"] is None
        assert SPECIMEN not in reason["text"].replace(" ", "")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (mail(html="<p>Bonjour.</p>"), "simple.eml"),
        (b"nom;prix\nAxolotl;-12\n+3;=4\n", "prix.csv"),
        (samples.docx(samples.paragraphs("Bonjour")), "simple.docx"),
    ],
)
def test_what_says_nothing_more_passes(
    data: bytes, name: str, add_file: AddFile, work: Work
) -> None:
    document = add_file(data, name, at_door=True)
    work()
    document.refresh_from_db()
    assert not document.at_door


def test_a_file_within_an_old_text_that_ends_like_a_zip(
    add_file: AddFile, work: Work
) -> None:
    """An OLE file that holds a Word file has the end of a ZIP."""
    old = samples.compound("WordDocument", "\x01Ole10Native")
    document = add_file(old + samples.docx(""), "ancien.doc", at_door=True)
    work()
    document.refresh_from_db()
    assert document.current
    assert "attachment" in {each["code"] for each in document.current.reasons}


@pytest.mark.parametrize("field", ["title", "summary", "note"])
def test_what_is_written_about_a_document_names_nobody(
    field: str, add_file: AddFile, people: People, sign_in: SignIn
) -> None:
    document = add_file("Un axolotl.", "fiche.txt", title="Fiche")
    fields = {
        "title": "Fiche",
        "category": document.category_id,
        "space": document.space_id,
        field: f"Mme D., {SPACED}",
    }
    answer = sign_in(people.member).post(
        f"{document.get_absolute_url()}modifier/", fields
    )
    assert answer.status_code == 422
    assert "numéro de sécurité sociale est écrit ici" in answer.content.decode()
    document.refresh_from_db()
    assert document.title == "Fiche"


@pytest.fixture
def held(add_file: AddFile, work: Work) -> Document:
    document = add_file(f"Mme D., {SPACED}", "lettre.txt", at_door=True)
    work()
    document.refresh_from_db()
    return document


def test_nor_the_reason_of_a_release(
    held: Document, people: People, sign_in: SignIn
) -> None:
    address = f"{held.get_absolute_url()}versions/1/laisser-passer/"
    answer = sign_in(people.staff).post(address, {"word": f"C’est {SPACED}"})
    assert answer.status_code == 422
    held.refresh_from_db()
    assert held.at_door


def test_where_a_name_holds_is_said_and_the_same_file_is_taken_under_another(
    add_file: AddFile, people: People, sign_in: SignIn, work: Work
) -> None:
    document = add_file("Rien.", f"{SPECIMEN}.txt", title="Fiche", at_door=True)
    work()
    client = sign_in(people.member)
    page = client.get(document.get_absolute_url()).content.decode()
    assert f"{MASK}, dans le nom du fichier." in page
    client.post(
        f"{document.get_absolute_url()}modifier/",
        {
            "title": "Fiche",
            "category": document.category_id,
            "space": document.space_id,
            "new_file": SimpleUploadedFile("fiche.txt", b"Rien."),
        },
    )
    work()
    document.refresh_from_db()
    assert document.current
    assert (document.at_door, document.current.name) == (False, "fiche.txt")


def test_what_was_replaced_meanwhile_is_not_released(
    held: Document, people: People, sign_in: SignIn, work: Work
) -> None:
    address = f"{held.get_absolute_url()}versions/1/laisser-passer/"
    old = held.versions.get()
    edit = f"{held.get_absolute_url()}modifier/"
    fields = {
        "title": held.title,
        "category": held.category_id,
        "space": held.space_id,
    }
    given = SimpleUploadedFile("autre.txt", f"M. D., {SPACED}".encode())
    sign_in(people.member).post(edit, {**fields, "new_file": given})
    staff = sign_in(people.staff)
    answer = staff.post(address, {"word": "Un modèle."}, follow=True)
    assert "Un autre fichier a été donné entre-temps" in answer.content.decode()
    with pytest.raises(ValueError, match="held"):
        passing.release(people.staff, old, "Un modèle.")
    given = SimpleUploadedFile("sain.txt", b"Un axolotl.")
    sign_in(people.member).post(edit, {**fields, "new_file": given})
    work()
    answer = staff.post(address, {"word": "Un modèle."}, follow=True)
    assert answer.status_code == 200
    assert "Un autre fichier a été donné entre-temps" in answer.content.decode()


def test_a_version_asked_again_twice_comes_once(
    add_file: AddFile, people: People, work: Work
) -> None:
    document = add_file("Un axolotl.", "fiche.txt")
    work()
    document.file = SimpleUploadedFile("deux.txt", b"Un quokka.")
    document.save()
    work()
    first = document.versions.get(number=1)
    for _ in range(2):
        first.document.refresh_from_db()
        take_again(people.staff, first)
    assert document.versions.count() == 3


def test_a_virus_is_not_in_the_copy_of_ones_data(
    held: Document, people: People
) -> None:
    def names() -> list[str]:
        found: list[Any] = []
        for give in personal_files:
            found += [name for name, _ in give(people.member)]
        return found

    assert any("lettre" in name for name in names())
    Version.objects.update(reasons=[{"code": "virus", "page": None, "text": "X"}])
    assert not any("lettre" in name for name in names())


def test_nor_does_the_admin_take_such_a_title(
    add_file: AddFile, people: People, sign_in: SignIn
) -> None:
    document = add_file("Un axolotl.", "fiche.txt", title="Fiche")
    fields = {
        "title": f"Dossier {SPACED}",
        "category": document.category_id,
        "space": document.space_id,
        "summary": "",
        "tags": "",
    }
    address = f"/admin/documents/edit/{document.pk}/"
    answer = sign_in(people.staff).post(address, fields)
    assert "numéro de sécurité sociale est écrit ici" in answer.content.decode()
    document.refresh_from_db()
    assert document.title == "Fiche"


@pytest.mark.parametrize(
    "crooked",
    [
        b"From: a@demo.example\nTo: b@demo.example\nSubject: x\n"
        b"Content-Type: multipart/mixed\n\n--\n",
        b"From: a@demo.example\nTo: b@demo.example\nSubject: x\n"
        b"Content-Disposition: attachment; filename*=utf-8''%ff%\n\nBonjour\n",
    ],
)
def test_a_crooked_mail_stops_nothing(
    crooked: bytes, add_file: AddFile, work: Work
) -> None:
    document = add_file(crooked, "tordu.eml", at_door=True)
    work()
    document.refresh_from_db()
    assert document.current
    assert document.current.problem != "crashed"


@pytest.mark.parametrize(
    ("part", "content", "sure"),
    [
        ("docProps/thumbnail.jpeg", b"\xff\xd8\xff\xe0", True),
        ("word/comments.xml", b"<w:comments", False),
    ],
)
def test_a_part_beside_the_text_does_not_stop_its_reading(
    part: str, content: bytes, sure: bool, add_file: AddFile, work: Work
) -> None:
    """Word for Mac puts a picture of the first page beside the properties."""
    data = samples.docx(samples.paragraphs("Un axolotl."), {part: content})
    document = add_file(data, "bulletin.docx", at_door=True)
    work()
    document.refresh_from_db()
    version = document.current
    assert version
    assert (version.state, document.at_door) == ("read", False)
    assert version.is_sure is sure
    assert "axolotl" in version.extracts.get().text
