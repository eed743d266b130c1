"""What is withdrawn is gone for everyone at once, and can be taken back."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from background import daily
from library import space_news, trash
from library.models import Document, Reference
from library.models.trash import KEPT
from library.personal_data import documents as personal_documents
from members.models import Space
from search.facade import Question, find

NAMES = ["member", "colleague", "outsider", "editor", "staff", "admin"]
NAMES += ["occasional", "former"]
TRASH = reverse("library:trash")


def put_back(document):
    return reverse("library:restore", args=[document.pk])


@pytest.fixture
def withdrawn(add_file, people, spaces, work):
    """A file of the working group, that its editor put there and withdrew."""
    document = add_file(
        "Une lombalgie", space=spaces.group, by=people.editor, title="Zébulon"
    )
    work()
    trash.withdraw(people.editor, document)
    work()
    return document


@pytest.fixture
def text(people, spaces, category):
    return Reference.objects.create(
        space=spaces.group,
        category=category,
        title="Loi",
        kind="law",
        identifier="LEGIARTI000000000001",
        added_by=people.editor,
    )


RESTORERS = {"editor", "staff", "admin"}


@pytest.mark.parametrize("name", NAMES)
def test_it_is_gone_for_everyone_at_once(name, withdrawn, people, sign_in):
    browser = sign_in(getattr(people, name))
    pages = [
        withdrawn.get_absolute_url(),
        reverse("library:edit", args=[withdrawn.pk]),
        reverse("library:delete", args=[withdrawn.pk]),
    ]
    for url in (
        *pages,
        withdrawn.url,
        reverse("library:reader", args=[withdrawn.pk]),
        reverse("library:document_state", args=[withdrawn.pk]),
    ):
        # Who may take it back is told where it is, and of the file gets nothing.
        told = url in pages and name in RESTORERS
        assert browser.get(url).status_code == (410 if told else 404), url
    assert not Document.objects.visible_to(getattr(people, name)).exists()
    assert not Document.everything.visible_to(getattr(people, name)).exists()
    assert withdrawn.title not in browser.get("/bibliotheque/").content.decode()
    assert find(getattr(people, name), Question("lombalgie")).answer.total == 0


def test_it_is_in_no_count(withdrawn, spaces):
    assert space_news.count_documents(spaces.group) == ""
    assert Document.objects.count() == 0
    assert Document.everything.count() == 1
    assert not Document.everything.visible_to(AnonymousUser()).exists()


def test_it_is_gone_from_the_admin_too(withdrawn, people, sign_in):
    browser = sign_in(people.admin)
    page = browser.get(reverse("wagtaildocs:index"))
    assert withdrawn.title not in page.content.decode()
    edit = browser.get(reverse("wagtaildocs:edit", args=[withdrawn.pk]))
    assert edit.status_code == 404


def test_the_trash_shows_it_to_its_author_and_to_the_editors(
    withdrawn, people, sign_in
):
    shown = {
        name: withdrawn.title
        in sign_in(getattr(people, name)).get(TRASH).content.decode()
        for name in NAMES
    }
    sees = {"editor", "staff", "admin"}
    assert shown == {name: name in sees for name in NAMES}


def test_it_comes_back_as_it_was(withdrawn, people, sign_in, work):
    answer = sign_in(people.editor).post(put_back(withdrawn), follow=True)
    assert "est de retour" in answer.content.decode()
    assert answer.status_code == 200
    work()
    assert find(people.member, Question("lombalgie")).answer.total == 1
    assert sign_in(people.member).get(withdrawn.url).status_code == 200


@pytest.mark.parametrize("name", ["member", "outsider", "occasional", "former"])
def test_others_do_not_take_it_back(name, withdrawn, people, sign_in):
    answer = sign_in(getattr(people, name)).post(put_back(withdrawn))
    assert answer.status_code == 404
    with pytest.raises(PermissionDenied):
        trash.restore(getattr(people, name), withdrawn)
    assert not Document.objects.exists()


def test_what_an_editor_took_away_its_author_does_not_put_back(
    add_file, people, spaces, sign_in
):
    document = add_file(space=spaces.group, by=people.member)
    trash.withdraw(people.editor, document)
    browser = sign_in(people.member)
    shown = browser.get(TRASH).content.decode()
    assert "Les personnes qui animent l’espace peuvent le remettre" in shown
    assert browser.post(put_back(document)).status_code == 403
    sign_in(people.editor).post(put_back(document))
    assert Document.objects.get().is_proposed


def test_its_author_takes_back_what_he_withdrew(add_file, people, spaces, sign_in):
    document = add_file(space=spaces.group, by=people.member)
    browser = sign_in(people.member)
    browser.post(reverse("library:delete", args=[document.pk]))
    assert "Corbeille" in browser.get("/bibliotheque/").content.decode()
    assert "par vous" in browser.get(TRASH).content.decode()
    browser.post(put_back(document))
    assert Document.objects.get().pk == document.pk
    assert "Corbeille" not in browser.get("/bibliotheque/").content.decode()


def test_the_same_file_may_be_added_again_meanwhile(withdrawn, add_file, people):
    again = add_file("Une lombalgie", space=withdrawn.space, by=people.editor)
    assert again.pk != withdrawn.pk


def test_after_thirty_days_it_is_deleted_with_its_file(
    withdrawn, people, add_file, django_capture_on_commit_callbacks
):
    path = Path(withdrawn.file.path)
    recent = add_file("Autre", "autre.txt", by=people.member)
    trash.withdraw(people.member, recent)
    trash.purge()
    assert Document.everything.count() == 2
    old = timezone.now() - KEPT - timedelta(hours=1)
    Document.everything.filter(pk=withdrawn.pk).update(trashed_at=old)
    with django_capture_on_commit_callbacks(execute=True):
        trash.purge()
    assert [document.pk for document in Document.everything.all()] == [recent.pk]
    assert not path.exists()
    assert Path(recent.file.path).exists()


def test_in_a_frozen_space_it_waits(withdrawn, spaces):
    old = timezone.now() - KEPT - timedelta(hours=1)
    Document.everything.update(trashed_at=old)
    Space.objects.filter(pk=spaces.group.pk).update(state=Space.State.FROZEN)
    trash.purge()
    assert Document.everything.count() == 1


def test_the_purge_is_a_daily_job():
    assert [job.work for job in daily.jobs if job.name == "corbeille"] == [trash.purge]


def test_official_texts_have_the_same_trash(text, people, sign_in):
    browser = sign_in(people.editor)
    browser.post(reverse("library:reference_delete", args=[text.pk]))
    assert browser.get(text.get_absolute_url()).status_code == 404
    assert text.title in browser.get(f"{TRASH}?nature=textes").content.decode()
    browser.post(reverse("library:reference_restore", args=[text.pk]))
    assert browser.get(text.get_absolute_url()).status_code == 200


def test_the_identifier_of_a_withdrawn_text_is_refused_with_a_sentence(text, people):
    trash.withdraw(people.editor, text)
    again = Reference(
        space=text.space, title="Loi", kind="law", identifier=text.identifier
    )
    with pytest.raises(ValidationError, match="corbeille"):
        again.full_clean()


def test_a_withdrawn_text_stays_so_when_it_is_imported_again(text, people, tmp_path):
    from django.core.management import call_command

    from tests.library.test_importing_articles import line, written

    trash.withdraw(people.editor, text)
    path = written(tmp_path / "a.jsonl.gz", line(id=text.identifier))
    call_command("import_references", str(path), "--space=sorties")
    assert not Reference.objects.exists()
    assert Reference.everything.get().title != "Loi"


def test_the_copy_of_ones_data_has_what_is_in_the_trash(withdrawn, people):
    held = personal_documents(people.editor)["documents"]
    assert [one["titre"] for one in held] == [withdrawn.title]
    assert held[0]["à la corbeille depuis"] is not None


def test_the_trash_costs_the_same_with_few_and_with_many(
    add_file, people, spaces, category, sign_in
):
    browser = sign_in(people.editor)

    def fill(count):
        Document.everything.bulk_create(
            Document(
                title=f"Papier {n}",
                space=spaces.group,
                category=category,
                uploaded_by_user=people.member,
                trashed_at=timezone.now(),
                trashed_by=people.member,
            )
            for n in range(count)
        )

    def queries(url):
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(url).status_code == 200
        return len(asked)

    fill(5)
    queries(TRASH)
    few = queries(TRASH)
    fill(300)
    assert queries(TRASH) == few
    assert queries(f"{TRASH}?page=9") == few
