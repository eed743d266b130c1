"""Changing a document: another file, two windows, what is in the trash."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from library import trash
from library.actions import add_document
from library.models import Document, Version
from members.models import Member
from pages.models import SectionPage, ThemePage
from tests.conftest import AddFile
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]


def filled(document: Document, **changes: Any) -> dict[str, Any]:
    """The form as the page gives it, with `changes`."""
    return {
        "title": document.title,
        "category": document.category_id,
        "space": document.space_id,
        "summary": document.summary,
        "opened_at": document.changed_at.isoformat(),
        **changes,
    }


def edit(client: Client, document: Document, **given: Any) -> Any:
    return client.post(f"{document.get_absolute_url()}modifier/", given)


def test_another_file_takes_the_place_of_the_first_at_the_same_address(
    people: People, sign_in: SignIn, add_file: AddFile, work: Callable[[], None]
) -> None:
    document = add_file("Une glycémie.", "fiche.txt", by=people.member)
    work()
    given = SimpleUploadedFile("fiche-2.txt", "Une oxymétrie.".encode())
    client = sign_in(people.staff)
    assert edit(client, document, **filled(document, new_file=given)).status_code == 302
    work()
    document.refresh_from_db()
    version = document.current
    assert (version.number, version.name) == (2, "fiche-2.txt")
    assert (version.added_by, document.uploaded_by_user) == (
        people.staff,
        people.member,
    )
    page = client.get(document.get_absolute_url()).content.decode()
    assert f"2, par {people.staff.get_full_name()}" in page
    assert "oxymétrie" in page
    # The first is kept: it is not the file that is given, nor found.
    assert Version.objects.filter(document=document, number=1).exists()
    found = client.get("/recherche/?q=glycémie").content.decode()
    assert document.get_absolute_url() not in found


def test_the_same_file_again_is_no_new_version(
    people: People, sign_in: SignIn, add_file: AddFile
) -> None:
    document = add_file("Une glycémie.", "fiche.txt", by=people.member)
    given = SimpleUploadedFile("autre-nom.txt", "Une glycémie.".encode())
    answer = edit(sign_in(people.member), document, **filled(document, new_file=given))
    assert answer.status_code == 422
    assert "déjà là" in answer.content.decode()


def test_what_another_window_has_saved_is_not_undone(
    people: People, sign_in: SignIn, add_file: AddFile
) -> None:
    document = add_file("Un texte.", "fiche.txt", by=people.member, title="Avant")
    client = sign_in(people.member)
    opened = filled(document, summary="Un résumé.")
    edit(client, document, **filled(document, title="Après"))
    answer = edit(client, document, **opened)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "modifié pendant que cette page était ouverte" in page
    assert "Un résumé." in page
    document.refresh_from_db()
    assert (document.title, document.summary) == ("Après", "")
    # Who has read that may still say that his is the right one.
    opened["opened_at"] = document.changed_at.isoformat()
    assert opened["opened_at"] in page
    assert edit(client, document, **opened).status_code == 302


def test_the_admin_refuses_a_content_that_the_space_has(
    people: People, sign_in: SignIn, add_file: AddFile
) -> None:
    document = add_file("Un texte.", "fiche.txt", by=people.member, title="Le premier")
    given = {
        "title": "Le second",
        "space": document.space_id,
        "category": document.category_id,
        "file": SimpleUploadedFile("autre.txt", b"Un texte."),
    }
    answer = sign_in(people.staff).post("/admin/documents/add/", given)
    assert "sous le titre" in answer.content.decode()
    assert Document.objects.count() == 1


def test_who_withdrew_a_document_is_told_where_it_is(
    people: People, sign_in: SignIn, add_file: AddFile
) -> None:
    document = add_file("Un texte.", "fiche.txt", by=people.member, title="Le mien")
    trash.withdraw(people.member, document)
    answer = sign_in(people.member).get(document.get_absolute_url())
    assert answer.status_code == 410
    assert "à la corbeille" in answer.content.decode()
    for other in (people.colleague, people.outsider):
        answer = sign_in(other).get(document.get_absolute_url())
        assert answer.status_code == 404


@pytest.mark.django_db
def test_a_file_of_a_person_is_read_before_a_folder_of_them(
    people: People, spaces: Spaces, category: Any
) -> None:
    for in_bulk in (True, True, False):
        text = f"Texte {in_bulk} {DBTaskResult.objects.count()}".encode()
        add_document(
            by=people.member,
            space=spaces.ges,
            category=category,
            file=SimpleUploadedFile("fiche.txt", text),
            name="fiche.txt",
            in_bulk=in_bulk,
        )
    readings = DBTaskResult.objects.ready().filter(task_path__endswith="read_version")
    first = readings.first()
    assert first
    last = Version.objects.order_by("pk").last()
    assert first.args_kwargs["args"] == [last.pk]


def test_an_editor_publishes_the_file_that_he_has_read(
    people: People,
    spaces: Spaces,
    sign_in: SignIn,
    add_file: AddFile,
    work: Callable[[], None],
) -> None:
    document = add_file("Un quokka.", "fiche.txt", by=people.member, space=spaces.group)
    assert document.is_proposed
    editor = sign_in(people.editor)
    page = editor.get(document.get_absolute_url()).content.decode()
    read = document.current_id
    assert f'name="version" value="{read}"' in page
    given = SimpleUploadedFile("autre.txt", b"Un axolotl.")
    edit(sign_in(people.member), document, **filled(document, new_file=given))
    for verb, more in (("publier", {}), ("refuser", {"word": "Non."})):
        address = f"{document.get_absolute_url()}{verb}/"
        answer = editor.post(address, {"version": read, **more})
        assert answer.status_code == 403
        assert "a été remplacé" in answer.content.decode()
    document.refresh_from_db()
    assert document.is_proposed
    now = {"version": document.current_id}
    answer = editor.post(f"{document.get_absolute_url()}publier/", now)
    assert answer.status_code == 403
    assert "pas encore vérifié" in answer.content.decode()
    work()
    editor.post(f"{document.get_absolute_url()}publier/", now)
    document.refresh_from_db()
    assert not document.is_unpublished


def test_a_file_that_was_replaced_may_be_added_again(  # noqa: PLR0917 - pytest's
    people: People,
    spaces: Spaces,
    category: Any,
    sign_in: SignIn,
    add_file: AddFile,
    work: Callable[[], None],
) -> None:
    document = add_file("Une glycémie.", "fiche.txt", by=people.member)
    given = SimpleUploadedFile("fiche-2.txt", b"Autre chose.")
    client = sign_in(people.member)
    edit(client, document, **filled(document, new_file=given))
    work()
    again = add_file("Une glycémie.", "fiche.txt", by=people.member)
    assert again.pk != document.pk
    # But not in the place of another document, which would then be there twice.
    document.refresh_from_db()
    same = SimpleUploadedFile("x.txt", "Une glycémie.".encode())
    answer = edit(client, document, **filled(document, new_file=same))
    assert answer.status_code == 422
    assert "sous le titre" in answer.content.decode()


def test_its_themes_are_ticked_and_kept(
    people: People, spaces: Spaces, sign_in: SignIn, add_file: AddFile
) -> None:
    front = Page.objects.get(depth=2)
    group = front.add_child(
        instance=SectionPage(title="Groupe", slug="groupe", space=spaces.ges)
    )
    theme = group.add_child(instance=ThemePage(title="Prévention", slug="prevention"))
    document = add_file("Une glycémie.", "fiche.txt", by=people.member)
    client = sign_in(people.staff)
    address = f"{document.get_absolute_url()}modifier/"
    box = f'<input type="checkbox" name="themes" value="{theme.pk}"'
    assert box in client.get(address).text
    assert (
        edit(client, document, **filled(document, themes=theme.pk)).status_code == 302
    )
    assert list(document.themes.all()) == [theme]
    page = client.get(address)
    assert "checked" in page.text.partition(box)[2].partition(">")[0]
    # What the page gives back keeps them.
    document.refresh_from_db()
    edit(client, document, **filled(document, themes=theme.pk, title="Autre titre"))
    assert list(document.themes.all()) == [theme]
