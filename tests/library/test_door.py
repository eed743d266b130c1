"""The door: what is held, who is told, who lets through (design § 3.2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from library import forgotten
from library.door import passing
from library.models import Document, Version
from members.models import JournalEntry, Member
from tests.conftest import AddFile
from tests.library import active, samples
from tests.library.numbers import groups
from tests.library.test_door_numbers import SPECIMEN
from tests.people import People

SPACED = " ".join(groups(SPECIMEN))
MASK = "2 69 •• •• ••• ••• ••"
Work = Callable[[], None]
SignIn = Callable[[Member | None], Any]
Door = Version.Door


def titles(member: Member) -> set[str]:
    return set(Document.objects.visible_to(member).values_list("title", flat=True))


def letters() -> dict[str, str]:
    """The body of each mail, by who receives it."""
    return {to: str(one.body) for one in mail.outbox for to in one.to}


def digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


@pytest.fixture
def named(add_file: AddFile, work: Work) -> Document:
    """A letter of two pages whose second names a patient."""
    document = add_file(
        samples.pdf("La sortie.", f"Mme D., {SPACED}."), "lettre.pdf", at_door=True
    )
    work()
    document.refresh_from_db()
    return document


def test_until_it_is_looked_at_few_see_a_file(
    add_file: AddFile, people: People, sign_in: SignIn, work: Work
) -> None:
    document = add_file("Un axolotl.", "fiche.txt", title="Fiche", at_door=True)
    for who, sees in ((people.member, True), (people.staff, True)):
        assert (document.title in titles(who)) is sees
    for person in (people.colleague, None):
        client = sign_in(person)
        assert "Fiche" not in client.get("/bibliotheque/").content.decode()
        assert client.get(document.get_absolute_url()).status_code in (302, 404)
        assert client.get(document.url).status_code in (302, 404)
        assert "Fiche" not in client.get("/recherche/?q=axolotl").content.decode()
    work()
    colleague = sign_in(people.colleague)
    assert colleague.get(document.get_absolute_url()).status_code == 200
    assert colleague.get(document.url).status_code == 200
    assert "Fiche" in colleague.get("/recherche/?q=axolotl").content.decode()


def test_a_file_that_names_a_patient_is_held_and_few_see_it(
    named: Document, people: People, sign_in: SignIn
) -> None:
    assert named.current
    assert named.current.door == Door.HELD
    assert named.current.reasons == [{"code": "nir", "page": 2, "text": MASK}]
    assert named.at_door
    colleague = sign_in(people.colleague)
    assert colleague.get(named.get_absolute_url()).status_code == 404
    assert colleague.get(named.url).status_code == 404
    assert named.title not in colleague.get("/bibliotheque/").content.decode()
    assert named.title not in colleague.get("/recherche/?q=sortie").content.decode()
    for person, may_release in ((people.member, False), (people.staff, True)):
        page = sign_in(person).get(named.get_absolute_url()).content.decode()
        assert "Ce fichier est retenu." in page
        assert f"Page 2\u202f: numéro de sécurité sociale {MASK}." in page
        assert "MSSanté" in page
        assert ("fausse alerte…" in page) is may_release
        assert sign_in(person).get(named.url).status_code == 200


def test_its_author_and_the_editors_are_told_where_and_what_to_do(
    named: Document, people: People
) -> None:
    told = letters()
    author = told[people.member.email]
    assert f"Page 2\u202f: numéro de sécurité sociale {MASK}." in author
    assert "MSSanté" in author
    assert named.get_absolute_url() in author
    assert people.staff.email in told  # this space has no editor of its own
    assert people.colleague.email not in told
    for one in mail.outbox:
        assert SPECIMEN not in digits(str(one.body))
    line = JournalEntry.objects.get(kind="door")
    assert line.sentence.startswith("retenu")
    assert MASK in line.sentence


def test_to_look_again_tells_nobody_twice(named: Document, work: Work) -> None:
    sent = len(mail.outbox)
    assert named.current
    passing.decide(named.current)
    assert len(mail.outbox) == sent
    assert JournalEntry.objects.filter(kind="door").count() == 1


def test_staff_let_a_false_alarm_through_and_say_why(
    named: Document, people: People, sign_in: SignIn, work: Work
) -> None:
    address = f"{named.get_absolute_url()}versions/1/laisser-passer/"
    for person in (people.member, people.colleague):
        assert sign_in(person).post(address, {"word": "Si"}).status_code in (403, 404)
    staff = sign_in(people.staff)
    assert "Pourquoi le laisser passer" in staff.get(address).content.decode()
    empty = staff.post(address, {"word": " "})
    assert empty.status_code == 422
    assert "Écrivez une raison" in empty.content.decode()
    mail.outbox.clear()
    staff.post(address, {"word": "C’est le numéro d’un modèle."})
    work()
    named.refresh_from_db()
    assert named.current
    assert (named.at_door, named.current.door) == (False, Door.RELEASED)
    assert named.current.released_by == people.staff
    assert named.title in titles(people.colleague)
    assert "numéro d’un modèle" in letters()[people.member.email]
    page = staff.get(named.get_absolute_url()).content.decode()
    assert "C’est le numéro d’un modèle." in page
    colleague = sign_in(people.colleague).get(named.get_absolute_url())
    assert "numéro d’un modèle" not in colleague.content.decode()
    assert JournalEntry.objects.filter(sentence__startswith="laissé passer").exists()
    # It is read again: the word given holds.
    passing.decide(named.current)
    named.refresh_from_db()
    assert not named.at_door
    again = staff.post(address, {"word": "Encore"}, follow=True)
    assert "n’est pas, ou plus, retenu" in again.content.decode()


def test_others_read_the_version_before_while_a_new_one_is_held(
    add_file: AddFile,
    people: People,
    sign_in: SignIn,
    work: Work,
    django_capture_on_commit_callbacks: Any,
) -> None:
    document = add_file("Un axolotl.", "fiche.txt", title="Fiche")
    work()
    author = sign_in(people.member)
    given = SimpleUploadedFile("fiche-2.txt", f"Mme D., {SPACED}".encode())
    edit = f"{document.get_absolute_url()}modifier/"
    fields = {
        "title": "Fiche",
        "category": document.category_id,
        "space": document.space_id,
    }
    author.post(edit, {**fields, "new_file": given})
    waits = author.get(document.get_absolute_url()).content.decode()
    assert "Version 2, «\u202ffiche-2.txt\u202f»" in waits
    work()
    colleague = sign_in(people.colleague)
    assert b"".join(colleague.get(document.url).streaming_content) == b"Un axolotl."
    page = colleague.get(document.get_absolute_url()).content.decode()
    assert "retenu" not in page
    assert "fiche-2" not in page
    held = f"{document.get_absolute_url()}versions/2/"
    assert colleague.get(held).status_code == 404
    assert author.get(held).status_code == 200
    assert (
        "Ce fichier est retenu."
        in author.get(document.get_absolute_url()).content.decode()
    )
    # Without the number it passes, and what was held is gone for good.
    document.refresh_from_db()
    stored = document.versions.get(number=2).file
    given = SimpleUploadedFile("fiche-3.txt", b"Un quokka.")
    author.post(edit, {**fields, "new_file": given})
    with django_capture_on_commit_callbacks(execute=True):
        work()
    assert not stored.storage.exists(str(stored.name))
    assert b"".join(colleague.get(document.url).streaming_content) == b"Un quokka."
    assert [v.number for v in document.versions.order_by("number")] == [1, 3]
    assert "quokka" in colleague.get("/recherche/?q=quokka").content.decode()


def test_what_a_form_saves_does_not_undo_what_the_door_decided(
    add_file: AddFile, work: Work
) -> None:
    document = add_file("Un axolotl.", "fiche.txt", at_door=True)
    opened = Document.objects.get(pk=document.pk)
    work()
    opened.title = "Corrigé"
    opened.save()
    document.refresh_from_db()
    assert (document.title, document.at_door) == ("Corrigé", False)


@pytest.mark.parametrize(
    ("data", "name", "code", "says"),
    [
        (
            samples.docx(
                samples.paragraphs("Bonjour"), {"word/vbaProject.bin": b"\xd0\xcf"}
            ),
            "modele.docx",
            "macro",
            "sans macros",
        ),
        (
            samples.pdf("Bonjour", password="secret"),
            "secret.pdf",
            "encrypted",
            "sans mot de passe",
        ),
        (active.pdf("script"), "actif.pdf", "active", "nouveau PDF"),
        (active.pdf("launch"), "lance.pdf", "active", "nouveau PDF"),
        (active.pdf("attachment"), "joint.pdf", "attachment", "un par un"),
        (
            samples.docx(
                samples.paragraphs("Bonjour"),
                {"word/_rels/settings.xml.rels": active.OUTSIDE},
            ),
            "ailleurs.docx",
            "active",
            "ailleurs",
        ),
        (
            samples.docx(
                samples.paragraphs("Bonjour"),
                {"word/embeddings/oleObject1.bin": samples.compound("\x01Ole10Native")},
            ),
            "paquet.docx",
            "attachment",
            "un par un",
        ),
        (
            samples.docx(
                "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>"
                'DDEAUTO c:\\\\cmd.exe "/k calc"</w:instrText></w:r><w:r>'
                "<w:fldChar w:fldCharType='end'/></w:r></w:p>"
            ),
            "dde.docx",
            "active",
            "autre programme",
        ),
        (
            samples.xlsx({"Un": ""}, {"xl/macrosheets/sheet1.xml": "<m/>"}),
            "ancien.xlsx",
            "macro",
            "sans macros",
        ),
        (b"{\\rtf1 Bonjour {\\object\\objdata 0105}}", "objet.rtf", "attachment", ""),
    ],
)
def test_what_would_run_or_hide_is_held(  # noqa: PLR0917 - pytest gives them
    data: bytes,
    name: str,
    code: str,
    says: str,
    add_file: AddFile,
    people: People,
    sign_in: SignIn,
    work: Work,
) -> None:
    document = add_file(data, name, at_door=True)
    work()
    document.refresh_from_db()
    assert document.current
    assert [reason["code"] for reason in document.current.reasons] == [code]
    assert document.title not in titles(people.colleague)
    assert says in letters()[people.member.email]
    page = sign_in(people.member).get(document.get_absolute_url()).content.decode()
    assert "Ce fichier est retenu." in page


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (active.pdf("link"), "lien.pdf"),
        (
            samples.docx(
                samples.paragraphs("Bonjour"),
                {"word/_rels/document.xml.rels": active.LINK},
            ),
            "lien.docx",
        ),
    ],
)
def test_a_link_holds_nothing(
    data: bytes, name: str, add_file: AddFile, people: People, work: Work
) -> None:
    document = add_file(data, name, at_door=True)
    work()
    assert document.title in titles(people.colleague)
    assert mail.outbox == []


def test_a_number_in_a_name_is_held_and_no_mail_repeats_it(
    add_file: AddFile, people: People, work: Work
) -> None:
    document = add_file("Rien.", f"{SPECIMEN}.txt", title=f"Dossier {SPACED}")
    work()
    document.refresh_from_db()
    assert document.current
    assert document.current.door == Door.HELD
    for one in mail.outbox:
        assert SPECIMEN not in digits(f"{one.subject} {one.body}")


def test_what_was_there_before_the_door_is_looked_at_without_vanishing(
    add_file: AddFile, people: People, work: Work
) -> None:
    document = add_file(f"Mme D., {SPACED}", "vieux.txt", title="Vieux")
    fine = add_file("Un axolotl.", "sain.txt", title="Sain")
    work()
    # As the migration leaves them.
    Version.objects.update(
        door=Door.THROUGH, looked_at=None, state=Version.State.READ, reasons=[]
    )
    Document.objects.update(at_door=False)
    assert {"Vieux", "Sain"} <= titles(people.colleague)
    assert forgotten.check_old() == 2
    assert forgotten.check_old() == 0
    assert "Vieux" not in titles(people.colleague)
    fine.refresh_from_db()
    assert not fine.at_door
    assert people.member.email in letters()
    assert document.versions.get().door == Door.HELD


def test_held_files_wait_in_my_space_for_author_and_staff(
    named: Document, people: People, sign_in: SignIn
) -> None:
    for person in (people.member, people.staff):
        page = sign_in(person).get("/mon-espace/").content.decode()
        assert named.title in page
        assert "Retenu" in page
    assert (
        named.title
        not in sign_in(people.colleague).get("/mon-espace/").content.decode()
    )


def test_it_is_said_that_not_all_could_be_looked_at(
    add_file: AddFile,
    people: People,
    sign_in: SignIn,
    work: Work,
    settings: Settings,
) -> None:
    settings.OCR = False
    scan = add_file(samples.scanned_pdf("Un axolotl"), "scan.pdf", at_door=True)
    broken = add_file(b"%PDF-1.4\n%%EOF broken", "casse.pdf", at_door=True)
    sound = add_file("Un quokka.", "sain.txt", at_door=True)
    work()
    for document, sure in ((scan, False), (broken, False), (sound, True)):
        document.refresh_from_db()
        assert not document.at_door
        for person, told in ((people.member, not sure), (people.colleague, False)):
            page = sign_in(person).get(document.get_absolute_url()).content.decode()
            assert ("Tout n’a pas pu être vérifié" in page) is told
