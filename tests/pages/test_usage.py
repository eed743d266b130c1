"""Where an image or a document is used, and the warning before it goes."""

import json
import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.template.loader import render_to_string
from django.test import Client
from wagtail.models import Page

from library.models import Document, Picture, Reference
from members.models import Member
from members.team import GROUP
from pages.models import SectionPage
from tests.conftest import AddFile
from tests.members.test_admin import ENGLISH, seen
from tests.people import People, Spaces
from tests.test_access import make_picture

SignIn = Callable[[Member | None], Client]
Work = Callable[[], None]
Used = dict[str, Document | Picture | Reference | Page]


@pytest.fixture
def used(spaces: Spaces, people: People, add_file: AddFile, work: Work) -> Used:
    """One of each, that a page of GES and one of the working group show."""
    everyone = spaces.every_member
    document = add_file(title="Protocole", space=everyone, by=people.staff)
    picture = make_picture(spaces)
    picture.space = everyone
    picture.save()
    text = Reference.objects.create(space=everyone, title="Loi", kind="law")
    front = Page.objects.get(depth=2)
    target = front.add_child(
        instance=SectionPage(title="Cible", slug="cible", space=everyone)
    )
    image = {"image": picture.pk, "alt_text": "Un carré", "decorative": False}
    link = f'<p><a linktype="page" id="{target.pk}">Voir</a></p>'
    body = [
        {"type": "rich_text", "value": link},
        {"type": "document_list", "value": {"documents": [document.pk]}},
        {"type": "picture", "value": {"image": image}},
        {"type": "reference_list", "value": {"references": [text.pk]}},
    ]
    for name, space in (("Du GES", spaces.ges), ("Du groupe", spaces.group)):
        page = SectionPage(title=name, space=space, body=json.dumps(body))
        front.add_child(instance=page)
    work()
    return {"document": document, "image": picture, "text": text, "page": target}


USAGE = {
    "document": "/admin/documents/usage/{}/",
    "image": "/admin/images/usage/{}/",
    "text": "/admin/snippets/library/reference/usage/{}/",
    "page": "/admin/pages/{}/usage/",
}
ONE = {
    "document": "/admin/documents/delete/{}/",
    "image": "/admin/images/{}/delete/",
    "text": "/admin/snippets/library/reference/delete/{}/",
    "page": "/admin/pages/{}/delete/",
}
MANY = {
    "document": "/admin/bulk/library/document/delete/?id={}",
    "image": "/admin/bulk/library/picture/delete/?id={}",
    "text": "/admin/bulk/library/reference/delete/?id={}",
    "page": "/admin/bulk/wagtailcore/page/delete/?id={}",
}


def shown(client: Client, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200, path
    text = answer.content.decode()
    assert [words for words in seen(text) if ENGLISH.search(words)] == []
    return BeautifulSoup(text, "html.parser")


@pytest.mark.parametrize("kind", list(USAGE))
def test_usage_names_the_pages_that_the_person_sees(
    kind: str, used: Used, people: People, sign_in: SignIn
) -> None:
    path = USAGE[kind].format(used[kind].pk)
    rows = shown(sign_in(people.staff), path).select("td.title")
    assert {row.get_text(strip=True) for row in rows} == {"Du GES", "Du groupe"}
    # By rule only staff enter the admin; what is shown does not lean on it.
    guest = sign_in(people.occasional)
    people.occasional.groups.add(Group.objects.get(name=GROUP))
    rows = shown(guest, path).select("td.title")
    assert [row.get_text(strip=True) for row in rows] == ["Du groupe"]


@pytest.mark.parametrize("paths", [ONE, MANY], ids=["one", "many"])
@pytest.mark.parametrize("kind", list(ONE))
def test_before_what_is_used_goes_the_pages_are_named(
    paths: dict[str, str], kind: str, used: Used, people: People, sign_in: SignIn
) -> None:
    page = shown(sign_in(people.admin), paths[kind].format(used[kind].pk))
    warning = page.select_one(".help-warning")
    assert warning is not None
    says = "montrent cette image" if kind == "image" else "mènent ici"
    assert f"2 pages {says}" in warning.get_text()
    # Another count, of other things, would contradict it.
    assert not re.search(r"Cité|endroit", page.get_text())
    links = [link.get_text() for link in warning.select("a")]
    assert links == ["Du GES", "Du groupe"]


@pytest.mark.parametrize("kind", ["document", "image"])
def test_what_is_used_nowhere_goes_without_a_warning(
    kind: str, spaces: Spaces, people: People, add_file: AddFile, sign_in: SignIn
) -> None:
    made = {"document": add_file(), "image": make_picture(spaces)}[kind]
    for paths in (ONE, MANY):
        page = shown(sign_in(people.staff), paths[kind].format(made.pk))
        assert page.select_one(".help-warning") is None
        assert "Aucune page ne s’en sert" in page.get_text()


def test_what_a_deletion_does_has_the_marks_of_french() -> None:
    class Used:
        describe_source_field = "Image"
        describe_on_delete = "empêche la suppression"

    cell = render_to_string(
        "wagtailadmin/tables/references_cell.html",
        {"value": [Used()], "describe_on_delete": True, "column": {"classname": ""}},
    )
    told = BeautifulSoup(cell, "html.parser").get_text().strip()
    assert told == "Image\u202f: empêche la suppression"
