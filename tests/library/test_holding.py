"""What a person saw and no program did: an editor holds what others read."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from library.door import passing
from library.models import Document, Version
from members.models import JournalEntry
from tests.library.numbers import groups
from tests.library.test_door_numbers import SPECIMEN

WORD = "La page 1 nomme une patiente."


@pytest.fixture
def read(add_file, work):
    """A document that everybody of its space reads."""
    document = add_file("Le cas de Mme D., un axolotl.", "cas.txt", at_door=True)
    work()
    document.refresh_from_db()
    return document


def address(document):
    return reverse("library:hold", args=[document.pk, document.current.number])


def test_an_editor_holds_what_others_read_and_says_why(read, people, sign_in, work):
    others = sign_in(people.colleague)
    assert others.get(read.url).status_code == 200
    assert "Retenir…" not in others.get(read.get_absolute_url()).text
    staff = sign_in(people.staff)
    assert "Retenir…" in staff.get(read.get_absolute_url()).text
    mail.outbox.clear()
    staff.post(address(read), {"word": WORD})
    work()
    read.refresh_from_db()
    assert read.at_door
    assert read.current.door == Version.Door.HELD
    for gone in (read.url, read.get_absolute_url()):
        assert others.get(gone).status_code == 404
    assert read.title not in others.get("/recherche/?q=axolotl").text
    page = sign_in(people.member).get(read.get_absolute_url()).text  # its author
    assert WORD[:-1] in page
    assert "MSSanté" in page
    told = {to: one.body for one in mail.outbox for to in one.to}
    assert WORD[:-1] in told[people.member.email]
    line = JournalEntry.objects.filter(kind="door").first()
    assert (line.by, "retenu" in line.sentence) == (people.staff, True)


def test_it_stays_held_when_it_is_read_again_or_given_again(
    read, people, sign_in, work, add_file
):
    sign_in(people.staff).post(address(read), {"word": WORD})
    passing.decide(read.current)
    read.refresh_from_db()
    assert read.current.door == Version.Door.HELD
    # The same file, as another document: the space has it already.
    sign_in(people.staff).post(reverse("library:delete", args=[read.pk]))
    again = add_file("Le cas de Mme D., un axolotl.", "autre.txt", at_door=True)
    work()
    again.refresh_from_db()
    assert again.at_door
    assert [reason["code"] for reason in again.current.reasons] == ["hand"]


def test_staff_let_it_through_and_it_holds(read, people, sign_in, work):
    staff = sign_in(people.staff)
    staff.post(address(read), {"word": WORD})
    staff.post(
        reverse("library:release", args=[read.pk, 1]), {"word": "C’est un cas inventé."}
    )
    read.refresh_from_db()
    assert not read.at_door
    passing.decide(read.current)
    read.refresh_from_db()
    assert not read.at_door
    assert sign_in(people.colleague).get(read.url).status_code == 200


def test_another_file_replaces_it_and_is_read(read, people, sign_in, work):
    staff = sign_in(people.staff)
    staff.post(address(read), {"word": WORD})
    given = {
        "title": read.title,
        "category": read.category_id,
        "space": read.space_id,
        "new_file": SimpleUploadedFile("corrige.txt", b"Le cas d'une patiente."),
    }
    staff.post(reverse("library:edit", args=[read.pk]), given)
    work()
    document = Document.objects.get(pk=read.pk)
    assert (document.at_door, document.current.number) == (False, 2)
    assert document.versions.count() == 1  # what was held is gone with its file


def test_only_who_edits_the_space_holds(read, people, sign_in):
    for who, status in ((people.member, 403), (people.colleague, 403)):
        assert sign_in(who).post(address(read), {"word": WORD}).status_code == status
    assert sign_in(people.outsider).get(address(read)).status_code == 404
    read.refresh_from_db()
    assert not read.at_door


@pytest.mark.parametrize("word", ["", "  ", "x" * 501, " ".join(groups(SPECIMEN))])
def test_a_reason_that_cannot_be_kept_is_refused(word, read, people, sign_in):
    answer = sign_in(people.staff).post(address(read), {"word": word})
    assert answer.status_code == 422
    read.refresh_from_db()
    assert not read.at_door


def test_what_was_replaced_or_held_meanwhile_is_not_held_twice(
    read, people, sign_in, work
):
    staff = sign_in(people.staff)
    staff.post(address(read), {"word": WORD})
    sent = len(mail.outbox)
    answer = staff.post(address(read), {"word": "Encore"}, follow=True)
    assert "déjà retenu" in answer.text
    assert len(mail.outbox) == sent
