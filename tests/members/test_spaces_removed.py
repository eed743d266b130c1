"""A person is removed from a space while his page is open: what his next click gets.

And what he had in his lists, counts, searches and downloads is gone at once, before
the worker has heard of anything.
"""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from library.models import Category, Document, Reference
from members.models import Member, Membership, Space, SpaceRequest
from members.spaces import change_person, join, leave, remove_person
from pages.models import ArticlePage, SectionPage
from search.facade import Question, find
from tests.conftest import AddFile
from tests.people import People, Spaces
from tests.test_access import make_picture, outcome

SignIn = Callable[[Member | None], Client]
GONE = "n’existe pas, ou n’est pas dans vos espaces"


def remove(people: People, member: Member, space: Space) -> None:
    remove_person(people.staff, Membership.objects.get(member=member, space=space))


@pytest.fixture
def document(people: People, add_file: AddFile, work: Callable[[], None]) -> Document:
    made = add_file("La lombalgie.\fSuite.", "dos.txt", by=people.colleague)
    work()
    return made


def test_his_next_click_finds_nothing(
    people: People,
    spaces: Spaces,
    category: Category,
    *,
    document: Document,
    sign_in: SignIn,
) -> None:
    front = Page.objects.get(depth=2)
    section = front.add_child(
        instance=SectionPage(title="Rubrique", slug="essai", space=spaces.ges)
    )
    page = section.add_child(instance=ArticlePage(title="Bilan", slug="bilan"))
    reference = Reference.objects.create(
        space=spaces.ges, category=category, title="Loi", kind="law"
    )
    picture = make_picture(spaces)
    addresses = [
        f"{spaces.ges.get_absolute_url()}personnes/",
        document.get_absolute_url(),
        document.url,
        reverse("library:document_state", args=[document.pk]),
        reference.get_absolute_url(),
        page.get_url(),
        f"/media/{picture.file.name}",
    ]
    client = sign_in(people.colleague)
    for address in addresses:
        assert outcome(client, address) == 200, address
    remove(people, people.colleague, spaces.ges)
    # Where he would have left it, he is led to its door.
    leaving = client.get(f"{spaces.ges.get_absolute_url()}quitter/")
    assert leaving["Location"] == f"{spaces.ges.get_absolute_url()}rejoindre/"
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 404, address
        assert GONE in answer.content.decode()
        script = client.get(address, headers={"accept": "application/json"})
        assert script.status_code == 404
        assert GONE in script.json()["error"]
    assert (
        client.get(
            reverse("library:reader", args=[document.pk]),
            headers={"x-requested-with": "XMLHttpRequest"},
        ).status_code
        == 404
    )


def test_the_form_he_had_open_is_refused_and_nothing_is_written(
    people: People,
    spaces: Spaces,
    category: Category,
    *,
    document: Document,
    sign_in: SignIn,
) -> None:
    client = sign_in(people.colleague)
    assert client.get(reverse("library:edit", args=[document.pk])).status_code == 200
    remove(people, people.colleague, spaces.ges)
    before = Document.objects.count()
    note = {"space": spaces.ges.pk, "category": category.pk}
    for accept in ("text/html", "application/json"):
        sent = note | {"file": SimpleUploadedFile("note.txt", b"Bonjour")}
        answer = client.post(reverse("library:add"), sent, headers={"accept": accept})
        assert answer.status_code == 403
        said = answer.json()["error"] if "json" in accept else answer.content.decode()
        assert "Vous ne pouvez rien ajouter dans cet espace" in said
    law = note | {"title": "Loi", "kind": "law", "in_force": "on"}
    answer = client.post(reverse("library:reference_add"), law)
    assert answer.status_code == 403  # his other space takes only proposals
    changes = note | {"title": "À moi"}
    for name in ("edit", "delete", "publish", "retry"):
        address = reverse(f"library:{name}", args=[document.pk])
        for accept in ("text/html", "application/json"):
            answer = client.post(address, changes, headers={"accept": accept})
            assert answer.status_code == 404, name
    assert Document.objects.count() == before
    assert not Reference.objects.filter(space=spaces.ges).exists()
    document.refresh_from_db()
    assert document.title == "Dos"


def test_who_has_no_other_space_is_told_too(
    people: People, spaces: Spaces, category: Category, sign_in: SignIn
) -> None:
    Membership.objects.filter(member=people.colleague).exclude(
        space=spaces.ges
    ).delete()
    client = sign_in(people.colleague)
    remove(people, people.colleague, spaces.ges)
    sent = {
        "space": spaces.ges.pk,
        "category": category.pk,
        "file": SimpleUploadedFile("note.txt", b"Bonjour"),
    }
    answer = client.post(reverse("library:add"), sent)
    assert answer.status_code == 403
    assert "Vous ne pouvez rien ajouter" in answer.content.decode()


def test_lists_counts_and_search_follow_without_the_worker(
    people: People, spaces: Spaces, document: Document, sign_in: SignIn
) -> None:
    client = sign_in(people.colleague)

    def seen() -> list[bool]:
        lists = [
            "/bibliotheque/",
            "/mon-espace/",
            "/recherche/?q=lombalgie",
            "/espaces/?q=ges",
        ]
        pages = [client.get(address).content.decode() for address in lists]
        return [document.get_absolute_url() in page for page in pages[:3]] + [
            "/espaces/ges/personnes/" in client.get("/espaces/ges/").content.decode()
        ]

    assert seen() == [True, True, True, True]
    assert find(people.colleague, Question("lombalgie")).answer.total == 1
    remove(people, people.colleague, spaces.ges)
    result = find(people.colleague, Question("lombalgie"))
    assert (result.answer.total, result.found) == (0, [])
    assert not any(result.answer.facets.get("space", {}).values())
    assert seen() == [False, False, False, False]
    filtered = client.get("/bibliotheque/?espace=ges").content.decode()
    assert 'value="ges"' not in filtered


def test_who_enters_finds_at_once_and_who_leaves_no_longer(
    people: People, spaces: Spaces, document: Document
) -> None:
    Space.objects.filter(pk=spaces.ges.pk).update(joining="open")
    assert find(people.outsider, Question("lombalgie")).answer.total == 0
    join(people.outsider, spaces.ges)
    assert find(people.outsider, Question("lombalgie")).answer.total == 1
    leave(people.outsider, spaces.ges)
    assert find(people.outsider, Question("lombalgie")).answer.total == 0


def test_an_editor_who_no_longer_edits_no_longer_sees_the_drafts(
    people: People, spaces: Spaces, add_file: AddFile, work: Callable[[], None]
) -> None:
    draft = add_file("sciatique", "jambe.txt", space=spaces.group)
    work()
    assert find(people.editor, Question("sciatique")).answer.total == 1
    place = Membership.objects.get(member=people.editor, space=spaces.group)
    change_person(people.staff, place, "contributor", None)
    assert find(people.editor, Question("sciatique")).answer.total == 0
    assert not Document.objects.visible_to(people.editor).filter(pk=draft.pk).exists()


def test_an_editor_lowered_while_he_looks_at_the_people_changes_nothing(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    client = sign_in(people.editor)
    other = Membership.objects.get(member=people.member, space=spaces.group)
    asked = SpaceRequest.objects.create(space=spaces.group, member=people.outsider)
    group = "/espaces/sorties"
    forms = {
        f"{group}/personnes/{other.pk}/": {"role": "editor"},
        f"{group}/personnes/{other.pk}/retirer/": {},
        f"{group}/personnes/ajouter/": {"q": "a", "member": 1, "role": "reader"},
        f"{group}/demandes/{asked.pk}/": {"role": "reader"},
        f"{group}/reglages/": {"purpose": "X", "hue": "1"},
    }
    place = Membership.objects.get(member=people.editor, space=spaces.group)
    change_person(people.staff, place, "contributor", None)
    for address, sent in forms.items():
        answer = client.post(address, sent)
        assert answer.status_code == 403, address
        main = BeautifulSoup(answer.content, "html.parser").main
        assert main is not None
        assert "Seules les personnes qui animent" in main.get_text()
        said = client.post(address, sent, headers={"accept": "application/json"})
        assert "Seules les personnes qui animent" in said.json()["error"]
    remove(people, people.editor, spaces.group)
    for address, sent in forms.items():
        assert client.post(address, sent).status_code == 404, address
    other.refresh_from_db()
    assert other.role == "contributor"
    asked.refresh_from_db()
    assert asked.state == "waiting"
    assert Space.objects.get(slug="sorties").purpose != "X"


def test_the_day_after_the_end_is_as_a_removal(
    people: People, spaces: Spaces, document: Document, sign_in: SignIn
) -> None:
    client = sign_in(people.occasional)
    assert client.get("/espaces/sorties/").status_code == 200
    Membership.objects.filter(member=people.occasional).update(ends_on="2020-01-01")
    assert client.get("/espaces/sorties/").status_code == 404
    assert "Sorties" not in client.get("/espaces/").content.decode()


def test_leaving_what_one_was_taken_out_of_leads_to_the_list(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    browser = sign_in(people.colleague)
    address = f"{spaces.group.get_absolute_url()}quitter/"
    assert browser.get(address).status_code == 200
    remove(people, people.colleague, spaces.group)
    page = browser.post(address, follow=True)
    assert page.redirect_chain == [(reverse("members:spaces"), 302)]
    assert "Vous n’êtes plus dans cet espace." in page.content.decode()
    assert browser.post("/espaces/nulle-part/quitter/").status_code == 302


def test_an_editor_says_twice_that_he_no_longer_is_one(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    mine = Membership.objects.get(member=people.editor, space=spaces.group)
    other = Membership.objects.get(member=people.colleague, space=spaces.group)
    change_person(people.staff, other, Membership.Role.EDITOR, None)
    browser = sign_in(people.editor)
    address = f"{spaces.group.get_absolute_url()}personnes/{mine.pk}/"
    asked = browser.post(address, {"role": "reader", "ends_on": ""})
    assert asked.status_code == 422
    assert "Vous n’animerez plus cet espace" in asked.content.decode()
    mine.refresh_from_db()
    assert mine.role == Membership.Role.EDITOR
    assert browser.post(address, {"role": "reader", "sure": "on"}).status_code == 302
    mine.refresh_from_db()
    assert mine.role == "reader"
    # Of somebody else nothing more is asked.
    other_page = f"{spaces.group.get_absolute_url()}personnes/{other.pk}/"
    shown = sign_in(people.staff).get(other_page)
    assert "Je ne veux plus animer" not in shown.content.decode()
