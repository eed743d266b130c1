"""A frozen or archived space is read as before, and nothing changes in it."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from library import trash
from library.actions import (
    add_document,
    add_reference,
    change_document,
    publish_document,
    retry_reading,
)
from library.models import Category, Document, Picture, Reference
from members.models import Member, Space
from members.refusals import Refused, SpaceClosed
from members.rights import may_contribute, may_edit, publishes_at_once
from members.spaces import set_state
from pages.models import ArticlePage, SectionPage
from search.facade import Question, find
from tests.conftest import AddFile
from tests.people import People, Spaces
from tests.test_access import make_picture

SignIn = Callable[[Member | None], Client]
CLOSED = [Space.State.FROZEN, Space.State.ARCHIVED]
SAYS = "rien ne s’y ajoute et rien n’y change"


@pytest.fixture(params=CLOSED)
def closed(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def close(people: People, space: Space, state: str = Space.State.FROZEN) -> Space:
    set_state(people.staff, space, state)
    space.refresh_from_db()
    return space


def test_who_saw_it_still_sees_it_and_finds_in_it(
    people: People,
    spaces: Spaces,
    add_file: AddFile,
    *,
    work: Callable[[], None],
    sign_in: SignIn,
    closed: str,
) -> None:
    document = add_file("lombalgie", "dos.txt")
    work()
    close(people, spaces.ges, closed)
    assert [f.thing for f in find(people.colleague, Question("lombalgie")).found] == [
        document
    ]
    client = sign_in(people.colleague)
    for address in (
        document.get_absolute_url(),
        document.url,
        spaces.ges.get_absolute_url(),
    ):
        assert client.get(address).status_code == 200
    assert sign_in(people.outsider).get(document.url).status_code == 404


def test_its_drafts_stay_those_of_their_author_and_of_the_editors(
    people: People, spaces: Spaces, add_file: AddFile, closed: str
) -> None:
    draft = add_file(space=spaces.group)
    close(people, spaces.group, closed)
    for person, sees in (
        (people.member, True),
        (people.editor, True),
        (people.staff, True),
        (people.colleague, False),
    ):
        seen = Document.objects.visible_to(person).filter(pk=draft.pk)
        assert seen.exists() is sees


@pytest.mark.parametrize("who", ["member", "editor", "staff", "admin"])
def test_nobody_has_a_right_to_change_it(
    who: str, people: People, spaces: Spaces, closed: str
) -> None:
    person = people.all()[who]
    close(people, spaces.group, closed)
    assert not may_contribute(person, spaces.group)
    assert not may_edit(person, spaces.group)
    assert not publishes_at_once(person, spaces.group)
    offered = Space.objects.contributed_by(person)
    assert spaces.group not in offered
    assert spaces.group not in Space.objects.changed_by(person)


def test_who_edited_it_edits_again_once_it_is_open(
    people: People, spaces: Spaces
) -> None:
    close(people, spaces.group, Space.State.ARCHIVED)
    set_state(people.staff, spaces.group, Space.State.OPEN)
    assert may_edit(people.editor, spaces.group)
    assert may_contribute(people.member, spaces.group)


@pytest.mark.parametrize("who", ["member", "staff"])
def test_no_verb_of_the_library_changes_it(
    who: str,
    people: People,
    spaces: Spaces,
    category: Category,
    *,
    add_file: AddFile,
    closed: str,
) -> None:
    by = people.all()[who]
    document = add_file(by=by)
    elsewhere = add_file("autre", "autre.txt", by=by, space=spaces.group)
    close(people, spaces.ges, closed)
    document.refresh_from_db()
    document.space = Space.objects.get(pk=spaces.ges.pk)

    def move_in() -> None:
        elsewhere.space = Space.objects.get(pk=spaces.ges.pk)
        change_document(by, elsewhere)

    def move_out() -> None:
        document.space = spaces.group
        change_document(by, document)

    text = Reference(title="Loi", kind="law", category=category, space=spaces.ges)
    attempts: list[Callable[[], Any]] = [
        lambda: add_file("neuf", "neuf.txt", by=by),
        lambda: add_reference(by, text),
        lambda: publish_document(by, document),
        lambda: retry_reading(by, document),
        lambda: trash.withdraw(by, document),
        lambda: change_document(by, document),
        move_in,
        move_out,
    ]
    for attempt in attempts:
        with pytest.raises((PermissionDenied, SpaceClosed)):
            attempt()
    held = Document.objects.filter(space=spaces.ges)
    assert [d.pk for d in held] == [document.pk]
    assert not Reference.objects.filter(space=spaces.ges).exists()


def test_what_goes_around_the_verbs_meets_the_last_line(
    people: People, spaces: Spaces, category: Category, add_file: AddFile
) -> None:
    document = add_file()
    text = Reference.objects.create(
        title="Loi", kind="law", category=category, space=spaces.ges
    )
    picture = make_picture(spaces)
    close(people, spaces.ges)
    for thing in (document, text, picture):
        thing.title = "Autre"
        with pytest.raises(SpaceClosed, match="figé"), transaction.atomic():
            thing.save()
        with pytest.raises(SpaceClosed), transaction.atomic():
            thing.delete()
        model: Any = type(thing)
        many: QuerySet[Any] = model._default_manager.filter(pk=thing.pk)
        with pytest.raises(SpaceClosed), transaction.atomic():
            many.delete()
        with pytest.raises(ValidationError, match="figé"):
            thing.full_clean()
        assert many.get().title != "Autre"
    with pytest.raises(SpaceClosed):
        Reference.objects.create(
            title="Loi 2", kind="law", category=category, space=spaces.ges
        )


def test_a_file_that_was_being_read_is_read_to_its_end(
    people: People, spaces: Spaces, add_file: AddFile, work: Callable[[], None]
) -> None:
    document = add_file("lombalgie", "dos.txt")
    close(people, spaces.ges)
    work()
    document.refresh_from_db()
    assert document.current is not None
    assert document.current.state == "read"
    assert find(people.member, Question("lombalgie")).found


def test_a_form_that_was_open_says_why_and_writes_nothing(
    people: People,
    spaces: Spaces,
    category: Category,
    add_file: AddFile,
    sign_in: SignIn,
) -> None:
    document = add_file(by=people.staff)
    client = sign_in(people.staff)
    close(people, spaces.ges)
    before = Document.objects.count()
    sent = {
        "space": spaces.ges.pk,
        "category": category.pk,
        "file": SimpleUploadedFile("note.txt", b"Bonjour"),
    }
    for accept, kind in (("text/html", "html"), ("application/json", "json")):
        sent["file"] = SimpleUploadedFile("note.txt", b"Bonjour")
        answer = client.post(reverse("library:add"), sent, headers={"accept": accept})
        assert answer.status_code == 403
        assert kind in answer["Content-Type"]
        said = answer.json()["error"] if kind == "json" else answer.content.decode()
        assert f"L’espace «\u202f{spaces.ges}\u202f» est figé" in said
    for name in ("library:edit", "library:delete", "library:publish"):
        address = reverse(name, args=[document.pk])
        changes = {"title": "X", "category": category.pk, "space": spaces.ges.pk}
        assert client.post(address, changes).status_code == 403
    assert Document.objects.count() == before
    assert Document.objects.get(pk=document.pk).title != "X"


def test_it_is_offered_nowhere_to_add_to(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    close(people, spaces.ges, Space.State.ARCHIVED)
    client = sign_in(people.staff)
    for address in (
        reverse("library:add"),
        reverse("library:reference_add"),
        "/admin/snippets/library/reference/add/",
        "/admin/images/add/",
        "/admin/documents/add/",
    ):
        page = BeautifulSoup(client.get(address).content, "html.parser")
        offered = {
            choice["value"]
            for choice in page.select("input[name=space], select[name=space] option")
        }
        assert str(spaces.group.pk) in offered, address
        assert str(spaces.ges.pk) not in offered, address


@pytest.fixture
def tree(spaces: Spaces) -> dict[str, Page]:
    front = Page.objects.get(depth=2)
    made: dict[str, Page] = {"front": front}
    for slug, space in (("ges", spaces.ges), ("group", spaces.group)):
        section = SectionPage(title=f"Rubrique {slug}", slug=f"r-{slug}", space=space)
        made[slug] = front.add_child(instance=section)
        article = ArticlePage(title=f"Article {slug}", slug=f"a-{slug}")
        made[f"{slug} article"] = made[slug].add_child(instance=article)
    return made


def test_its_pages_do_not_change_in_the_admin(
    people: People,
    spaces: Spaces,
    tree: dict[str, Page],
    sign_in: SignIn,
    closed: str,
) -> None:
    client = sign_in(people.admin)
    section, article = tree["ges"], tree["ges article"]
    other, open_article = tree["group"], tree["group article"]
    close(people, spaces.ges, closed)
    before = list(Page.objects.order_by("path").values_list("path", "title", "live"))
    pages = "/admin/pages"
    doors = [
        f"{pages}/{article.pk}/delete/",
        f"{pages}/{article.pk}/unpublish/",
        f"{pages}/{article.pk}/move/{other.pk}/confirm/",
        f"{pages}/{open_article.pk}/move/{section.pk}/confirm/",
        f"/admin/bulk/wagtailcore/page/delete/?id={article.pk}",
        f"/admin/bulk/wagtailcore/page/unpublish/?id={article.pk}",
    ]
    for door in doors:
        answer = client.post(door, {"title": "X", "slug": "x", "chooser": other.pk})
        assert answer.status_code == 403, door
        assert SAYS in answer.content.decode(), door
    written = {
        "title": "X",
        "slug": "x",
        "summary": "",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "owner": people.admin.pk,
        "action-publish": "1",
    }
    for door in (
        f"{pages}/{article.pk}/edit/",
        f"{pages}/add/pages/articlepage/{section.pk}/",
    ):
        assert client.get(door).status_code == 403
        answer = client.post(door, written)
        assert answer.status_code == 200, door
        assert SAYS in answer.content.decode(), door
        assert 'value="X"' in answer.content.decode(), "what was typed is lost"
    copied = {
        "new_title": "Copie",
        "new_slug": "copie",
        "new_parent_page": section.pk,
        "publish_copies": "",
    }
    answer = client.post(f"{pages}/{open_article.pk}/copy/", copied)
    assert answer.status_code == 403
    after = list(Page.objects.order_by("path").values_list("path", "title", "live"))
    assert after == before


def test_no_page_moves_in_or_out_by_any_way(
    people: People, spaces: Spaces, tree: dict[str, Page]
) -> None:
    close(people, spaces.ges)
    for page, place in (("ges article", "group"), ("group article", "ges")):
        with pytest.raises(SpaceClosed):
            tree[page].move(tree[place], "last-child")
    revision = None
    with pytest.raises(SpaceClosed):
        revision = tree["ges article"].specific.save_revision()
    assert revision is None
    assert tree["ges"].get_children().count() == 1


def test_its_files_images_and_texts_do_not_change_in_the_admin(
    people: People,
    spaces: Spaces,
    category: Category,
    add_file: AddFile,
    sign_in: SignIn,
) -> None:
    document, picture = add_file(by=people.staff), make_picture(spaces)
    text = Reference.objects.create(
        title="Loi", kind="law", category=category, space=spaces.ges
    )
    close(people, spaces.ges)
    client = sign_in(people.admin)
    changes = {
        "title": "X",
        "space": spaces.ges.pk,
        "category": category.pk,
        "kind": "law",
        "description": "",
    }
    forms = [
        f"/admin/documents/edit/{document.pk}/",
        f"/admin/images/{picture.pk}/",
        f"/admin/snippets/library/reference/edit/{text.pk}/",
    ]
    for form in forms:
        answer = client.post(form, changes)
        assert answer.status_code == 200, form
        assert SAYS in answer.content.decode(), form
    removals = [
        f"/admin/documents/delete/{document.pk}/",
        f"/admin/images/{picture.pk}/delete/",
        f"/admin/snippets/library/reference/delete/{text.pk}/",
        f"/admin/bulk/library/document/delete/?id={document.pk}",
        f"/admin/bulk/library/picture/delete/?id={picture.pk}",
        f"/admin/bulk/library/reference/delete/?id={text.pk}",
    ]
    for removal in removals:
        answer = client.post(removal)
        assert answer.status_code == 403, removal
        assert SAYS in answer.content.decode(), removal
    for model, thing in ((Document, document), (Picture, picture), (Reference, text)):
        assert model.objects.get(pk=thing.pk).title != "X"


def test_only_the_staff_close_and_open(people: People, spaces: Spaces) -> None:
    for person in (people.editor, people.member, people.outsider):
        with pytest.raises(Refused, match="équipe du Pays"):
            set_state(person, spaces.group, Space.State.FROZEN)
    assert Space.objects.get(pk=spaces.group.pk).is_open


def test_the_import_of_files_refuses_a_closed_space(
    people: People, spaces: Spaces, category: Category
) -> None:
    close(people, spaces.ges)
    with pytest.raises(SpaceClosed, match="figé"):
        add_document(
            by=people.admin,
            space=spaces.ges,
            category=category,
            file=SimpleUploadedFile("note.txt", b"Bonjour"),
            name="note.txt",
        )
