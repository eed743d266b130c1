"""What the admin says of a document that the door holds: in its list, in the choosers,
in its form, in the pages that name it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from library.door import passing
from library.door.reasons import Reason
from library.models import Category, Document
from members.models import Member
from pages.models import ArticlePage
from tests.conftest import AddFile
from tests.library.rows import make_documents
from tests.pages.telling import block, section_in, soup, write
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]


def hold(document: Document, code: str = "encrypted") -> Document:
    version = document.versions.latest("number")
    passing.hold(version, [Reason(code)])
    document.refresh_from_db()
    return document


@pytest.fixture
def held(add_file: AddFile) -> Document:
    return hold(add_file("A", "a.txt", title="Convention", at_door=True))


def row_of(page: BeautifulSoup, title: str) -> str:
    found = page.find(string=lambda text: text and title in text)
    assert found
    row = found.find_parent("tr")
    assert row
    return str(row.get_text(" ", strip=True))


def test_lists_say_what_readers_do_not_see(
    held: Document, add_file: AddFile, people: People, sign_in: SignIn
) -> None:
    add_file("B", "b.txt", title="Seulement là", at_door=True)
    add_file("C", "c.txt", title="Proposition")
    Document.objects.filter(title="Proposition").update(status="proposed")
    add_file("D", "d.txt", title="Vu de tous")
    staff = sign_in(people.staff)
    for path in ("/admin/documents/", "/admin/documents/chooser/results/"):
        page = soup(staff, path)
        assert "Retenu" in row_of(page, "Convention")
        assert "En cours de vérification" in row_of(page, "Seulement là")
        assert "Proposé" in row_of(page, "Proposition")
        assert "Retenu" not in row_of(page, "Vu de tous")


def test_the_list_of_the_admin_costs_the_same_for_more_documents(
    people: People, spaces: Spaces, category: Category, sign_in: SignIn
) -> None:
    staff, costs = sign_in(people.staff), []
    for more in (2, 10):
        make_documents(more, spaces.ges, category, people.staff)
        staff.get("/admin/documents/")
        with CaptureQueriesContext(connection) as asked:
            assert staff.get("/admin/documents/").status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_its_form_says_why_and_leads_to_the_door(
    held: Document, people: People, sign_in: SignIn
) -> None:
    path = f"/admin/documents/edit/{held.pk}/"
    page = soup(sign_in(people.staff), path)
    assert "Ce document est retenu" in page.text
    assert "protégé par un mot de passe" in page.text
    door = f"/bibliotheque/{held.pk}/versions/1/laisser-passer/"
    assert page.select(f'a[href="{door}"]')
    assert sign_in(people.staff).get(door).status_code == 200
    passing.release(people.staff, held.versions.get(), "C’est une fausse alerte.")
    assert "retenu" not in soup(sign_in(people.staff), path).text


def test_a_virus_is_not_let_through_from_there(
    add_file: AddFile, people: People, sign_in: SignIn
) -> None:
    document = hold(add_file("A", "a.txt", at_door=True), "virus")
    page = soup(sign_in(people.staff), f"/admin/documents/edit/{document.pk}/")
    assert not page.select('a[href$="laisser-passer/"]')
    assert page.select(f'a[href="/bibliotheque/{document.pk}/"]')


def test_a_new_version_that_is_held_is_told_and_the_one_before_is_read(
    add_file: AddFile, people: People, sign_in: SignIn
) -> None:
    document = add_file("A", "a.txt")
    document.file = ContentFile(b"B", name="b.txt")
    document.save()
    hold(document)
    said = soup(sign_in(people.staff), f"/admin/documents/edit/{document.pk}/").text
    assert "lisent encore la précédente" in said


def test_what_is_chosen_in_a_page_says_it(
    held: Document, people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    staff = sign_in(people.staff)
    chosen = staff.get(f"/admin/documents/chooser/chosen/{held.pk}/").json()
    assert chosen["result"]["title"] == "Convention (retenu)"
    section = section_in(spaces.ges)
    page = section.add_child(instance=ArticlePage(title="A", slug="a"))
    write(page, block("document_list", title="Lire", documents=[held.pk]))
    said: Any = staff.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "Convention (retenu)" in said
    told = BeautifulSoup(said, "html.parser").select_one(".messages")
    assert told
    assert "«\u202fConvention\u202f»\u202f: retenu" in told.text
