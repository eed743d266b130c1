"""Choosers of the admin: an editor of one space finds nothing of another, by no way."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from library.models import Document, Picture, Reference
from members.models import Member, Space
from members.team import GROUP
from pages.models import ArticlePage, SectionPage
from search import indexer
from tests.conftest import AddFile
from tests.people import People, Spaces
from tests.test_access import make_picture

SignIn = Callable[[Member | None], Client]
HIDDEN, OWN = "Secretdelacellule", "Affairedugroupe"


@dataclass
class Things:
    """One of each kind, in one space."""

    page: SectionPage
    document: Document
    picture: Picture
    reference: Reference

    def keys(self) -> dict[str, int]:
        return {name: thing.pk for name, thing in vars(self).items()}


@pytest.fixture
def make(spaces: Spaces, people: People, add_file: AddFile) -> Callable[..., Things]:
    front = Page.objects.get(depth=2)

    def things(space: Space, word: str) -> Things:
        picture = make_picture(spaces)
        picture.title, picture.space = word, space
        picture.save()
        section = SectionPage(title=word, slug=word.lower(), space=space)
        text = Reference.objects.create(space=space, title=word, kind="law")
        document = add_file(word, "a.txt", title=word, space=space, by=people.staff)
        return Things(front.add_child(instance=section), document, picture, text)

    return things


@pytest.fixture
def hidden(make: Callable[..., Things]) -> Things:
    cell = Space.objects.create(
        slug="cellule", name="Cellule", initials="CE", visibility="people"
    )
    return make(cell, HIDDEN)


@pytest.fixture
def own(make: Callable[..., Things], spaces: Spaces) -> Things:
    return make(spaces.group, OWN)


def let_in(client: Client, member: Member) -> Client:
    """By rule only staff enter the admin; the choosers do not lean on it."""
    member.groups.add(Group.objects.get(name=GROUP))
    return client


@pytest.fixture
def editor(people: People, sign_in: SignIn) -> Client:
    return let_in(sign_in(people.editor), people.editor)


LISTS = {
    "page": ["/admin/choose-page/", "/admin/choose-page/?page_type=pages.SectionPage"],
    "document": ["/admin/documents/chooser/", "/admin/documents/chooser/results/"],
    "picture": ["/admin/images/chooser/", "/admin/images/chooser/results/"],
    "reference": [
        "/admin/snippets/choose/library/reference/",
        "/admin/snippets/choose/library/reference/results/",
    ],
}
SEARCHES = {
    "page": "/admin/choose-page/search/?q=",
    "document": "/admin/documents/chooser/results/?q=",
    "picture": "/admin/images/chooser/results/?q=",
    "reference": "/admin/snippets/choose/library/reference/results/?q=",
}


def reads(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.parametrize("kind", list(LISTS))
def test_a_list_has_what_the_person_sees_and_nothing_more(
    kind: str, own: Things, hidden: Things, editor: Client
) -> None:
    front = Page.objects.get(depth=2)
    more = [f"/admin/choose-page/{front.pk}/"] if kind == "page" else []
    texts = [reads(editor, path) for path in LISTS[kind] + more]
    assert HIDDEN not in "".join(texts)
    assert OWN in texts[-1]


@pytest.mark.parametrize("layout", ["", "?layout=list"])
@pytest.mark.parametrize("kind", ["document", "picture"])
def test_a_list_says_in_which_space_each_thing_is(
    kind: str, layout: str, own: Things, spaces: Spaces, editor: Client
) -> None:
    page = BeautifulSoup(reads(editor, LISTS[kind][-1] + layout), "html.parser")
    titles = page.find_all(string=lambda text: OWN in text)
    rows = [text.find_parent(["tr", "li"]) for text in titles]
    assert any(spaces.group.name in str(row) for row in rows if row)


@pytest.mark.parametrize("kind", list(SEARCHES))
def test_a_search_finds_what_the_person_sees_and_nothing_more(
    kind: str, own: Things, hidden: Things, editor: Client, work: Callable[[], None]
) -> None:
    work()
    indexer.drain()
    assert OWN in reads(editor, SEARCHES[kind] + OWN)
    # What was asked is repeated: the words « title » of a line are not.
    found = reads(editor, SEARCHES[kind] + HIDDEN)
    for number in hidden.keys().values():
        assert f"/{number}/" not in found


CHOSEN = {
    "document": "/admin/documents/chooser/chosen/{}/",
    "picture": "/admin/images/chooser/chosen/{}/",
    "reference": "/admin/snippets/choose/library/reference/chosen/{}/",
    "page": "/admin/choose-page/{}/",
}
SEVERAL = {
    "document": "/admin/documents/chooser/chosen-multiple/?id={}",
    "picture": "/admin/images/chooser/chosen-multiple/?id={}",
    "reference": "/admin/snippets/choose/library/reference/chosen-multiple/?id={}",
    "page": "/admin/choose-page/chosen-multiple/?id={}",
}


@pytest.mark.parametrize("kind", list(CHOSEN))
def test_a_number_gives_only_what_the_person_sees(
    kind: str, own: Things, hidden: Things, editor: Client
) -> None:
    assert OWN in reads(editor, CHOSEN[kind].format(own.keys()[kind]))
    assert editor.get(CHOSEN[kind].format(hidden.keys()[kind])).status_code == 404
    assert OWN in reads(editor, SEVERAL[kind].format(own.keys()[kind]))
    both = f"{hidden.keys()[kind]}&id={own.keys()[kind]}&id=x&id=%00"
    several = reads(editor, SEVERAL[kind].format(both))
    assert HIDDEN not in several
    assert OWN in several


def test_an_image_to_put_in_a_text_is_not_given_by_its_number(
    own: Things, hidden: Things, editor: Client
) -> None:
    for things, status in ((own, 200), (hidden, 404)):
        path = f"/admin/images/chooser/{things.picture.pk}/select_format/"
        assert editor.get(path).status_code == status
        given = {
            "image-chooser-insertion-format": "fullwidth",
            "image-chooser-insertion-alt_text": "Un plan",
        }
        assert editor.post(path, given).status_code == status


@pytest.mark.parametrize("kind", ["pages", "documents", "images"])
def test_the_api_of_the_admin_gives_what_the_person_sees(
    kind: str, own: Things, hidden: Things, editor: Client
) -> None:
    name = {"pages": "page", "documents": "document", "images": "picture"}[kind]
    path = f"/admin/api/main/{kind}/"
    answer = json.loads(reads(editor, f"{path}?limit=20"))
    titles = {item["title"] for item in answer["items"]}
    assert OWN in titles
    assert HIDDEN not in titles
    assert editor.get(f"{path}{hidden.keys()[name]}/").status_code == 404
    assert editor.get(f"{path}{own.keys()[name]}/").status_code == 200


def test_people_are_those_of_the_directory(people: People, sign_in: SignIn) -> None:
    """An occasional member finds those of his spaces; a closed account nobody finds."""
    guest = let_in(sign_in(people.occasional), people.occasional)
    gone = Member.objects.create_user("x@test.example", last_name="Clos")
    Member.objects.filter(pk=gone.pk).update(is_active=False)
    near, far = people.member, people.outsider
    for path in ("", "results/", "results/?q=thévenet", "results/?q=morand"):
        assert far.last_name not in reads(guest, f"/admin/member_chooser/{path}")
    assert near.last_name in reads(guest, "/admin/member_chooser/")
    chosen = "/admin/member_chooser/chosen/{}/"
    assert guest.get(chosen.format(near.pk)).status_code == 200
    for hidden in (far, gone):
        assert guest.get(chosen.format(hidden.pk)).status_code == 404
    keys = f"?id={far.pk}&id={near.pk}&id={gone.pk}"
    several = reads(guest, f"/admin/member_chooser/chosen-multiple/{keys}")
    assert near.last_name in several
    assert far.last_name not in several
    assert gone.last_name not in several


def write(client: Client, section: SectionPage, *blocks: Any, at: str = "") -> Any:
    form = {
        "title": "Une fiche",
        "slug": "fiche",
        "summary": "",
        "tags": "",
        "review_months": "12",
        "body": streamfield(list(blocks)),
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-publish": "action-publish",
    }
    path = at or f"/admin/pages/add/pages/articlepage/{section.pk}/"
    return client.post(path, nested_form_data(form))


def documents(*things: Things) -> Any:
    listed = streamfield([("", str(each.document.pk)) for each in things])
    rows = {key: value for key, value in listed.items() if not key.endswith("-type")}
    return ("document_list", {"title": "Documents", "documents": rows})


def test_a_form_takes_no_number_of_what_its_author_does_not_see(
    own: Things, hidden: Things, editor: Client, sign_in: SignIn, people: People
) -> None:
    section = own.page
    assert write(editor, section, documents(own)).status_code == 302
    ArticlePage.objects.get().delete()
    answer = write(editor, section, documents(hidden))
    assert answer.status_code == 200
    assert "que vous ne voyez pas" in answer.content.decode()
    assert not ArticlePage.objects.exists()
    # What staff named there stays while the editor changes something else.
    write(sign_in(people.staff), section, documents(hidden))
    page = ArticlePage.objects.get()
    edit = f"/admin/pages/{page.pk}/edit/"
    assert write(editor, section, documents(hidden), at=edit).status_code == 302


def test_a_form_offers_the_spaces_and_the_people_of_its_author(
    own: Things, hidden: Things, editor: Client, people: People
) -> None:
    for path in ("/admin/images/add/", "/admin/documents/add/"):
        assert "Sorties d’hôpital" in reads(editor, path)
        assert "Cellule" not in reads(editor, path)
    gone = Member.objects.create_user("x@test.example", last_name="Duclosfermé")
    Member.objects.filter(pk=gone.pk).update(is_active=False)
    form = reads(editor, f"/admin/pages/{own.page.pk}/edit/")
    assert people.outsider.last_name in form
    assert gone.last_name not in form
