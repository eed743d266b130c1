"""What a page names and its readers will not all see is told to its editors."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import TaskState

from library.models import Reference
from members.models import Member, Membership, Space
from pages.models import ArticlePage, ContentPage
from pages.narrower import unseen_in
from tests.conftest import AddFile
from tests.pages.telling import (
    Block,
    block,
    picture_of,
    section_in,
    soup,
    soup_of,
    write,
)
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
OF_GROUP = "Sorties d’hôpital, 4 personnes"


@pytest.fixture
def things(spaces: Spaces, people: People, add_file: AddFile) -> list[Block]:
    """Blocks that name a thing of each kind, all of a closed group."""
    group = spaces.group
    file = add_file("a", "a.txt", title="Le protocole", space=group, by=people.editor)
    linked = add_file("b", "b.txt", title="La liste", space=group, by=people.editor)
    law = Reference.objects.create(space=group, title="Un décret", kind="decree")
    section = section_in(group)
    image = {"image": picture_of(group, "Le plan").pk, "decorative": True}
    text = (
        f'<p><a linktype="document" id="{linked.pk}">ici</a>, '
        f'<a linktype="page" id="{section.pk}">là</a></p>'
    )
    return [
        block("document_list", title="D", documents=[file.pk]),
        block("reference_list", title="R", references=[law.pk]),
        block("picture", image=image, caption="", credit=""),
        {"type": "rich_text", "value": text},
    ]


def page_in(space: Space, *blocks: Block) -> ContentPage:
    place = ContentPage.objects.filter(space=space, depth=3).first()
    section = place.specific if place else section_in(space)
    made = section.add_child(instance=ArticlePage(title="Page", slug="page"))
    return write(made, *blocks)


def belongs(member: Member, space: Space, role: str) -> None:
    Membership.objects.create(member=member, space=space, role=role)


def told(page: ContentPage, user: Member) -> list[tuple[str, str]]:
    return [(one.name, one.why) for one in unseen_in(page, user)]


def test_things_of_a_closed_group_on_a_page_of_more_readers(
    things: list[Block], spaces: Spaces, people: People
) -> None:
    named = [
        "Document «\u202fLa liste\u202f»",
        "Document «\u202fLe protocole\u202f»",
        "Image «\u202fLe plan\u202f»",
        "Page «\u202fChez sorties\u202f»",
        "Texte officiel «\u202fUn décret\u202f»",
    ]
    for space in (spaces.public, spaces.every_member):
        found = told(page_in(space, *things), people.staff)
        assert sorted(found) == [(name, OF_GROUP) for name in named]
    assert told(page_in(spaces.group, *things), people.staff) == []


def test_between_two_closed_groups_it_depends_on_who_is_there(
    things: list[Block], spaces: Spaces, people: People
) -> None:
    page = page_in(spaces.ges, *things)  # all of its people are of the group
    assert told(page, people.staff) == []
    belongs(people.outsider, spaces.ges, "reader")
    assert len(told(page, people.staff)) == len(things) + 1


def test_wider_things_are_no_matter(
    spaces: Spaces, people: People, add_file: AddFile
) -> None:
    wide = [
        add_file(str(n), f"{n}.txt", title=str(n), space=space, by=people.staff).pk
        for n, space in enumerate((spaces.public, spaces.every_member))
    ]
    blocks = [block("document_list", title="D", documents=wide)]
    assert told(page_in(spaces.group, *blocks), people.staff) == []
    found = told(page_in(spaces.public, *blocks), people.staff)
    assert [why for _, why in found] == [
        "Santé de l’enfant, tous les membres permanents"
    ]


def test_cards_and_what_waits_to_be_published(
    spaces: Spaces, people: People, add_file: AddFile
) -> None:
    draft = section_in(spaces.public).add_child(
        instance=ArticlePage(title="Brouillon", slug="brouillon", live=False)
    )
    text = f'<p><a linktype="page" id="{draft.pk}">là</a></p>'
    blocks: list[Block] = [
        block("people", title="P", people=[people.member.pk, people.colleague.pk]),
        {"type": "rich_text", "value": text},
    ]
    waits = ("Page «\u202fBrouillon\u202f»", "publication en attente")
    strangers = "annuaire, personnes connectées seulement"
    assert told(page_in(spaces.public, *blocks), people.staff) == [
        waits,
        ("Fiche «\u202fClaire Morand\u202f»", strangers),
        ("Fiche «\u202fLise Aubert\u202f»", strangers),
    ]
    people.member.is_active = False
    people.member.save()
    assert told(page_in(spaces.every_member, *blocks), people.staff) == [
        waits,
        ("Fiche «\u202fClaire Morand\u202f»", "compte fermé"),
    ]


def test_nothing_is_named_that_the_editor_does_not_see(
    things: list[Block], spaces: Spaces, people: People
) -> None:
    assert told(page_in(spaces.public, *things), people.outsider) == []


def bar(page: BeautifulSoup) -> Any:
    bars = page.select(".messages .warning")
    return next((bar for bar in bars if "tous n’y verront pas" in bar.text), None)


def test_the_form_says_it_and_so_does_the_publication(
    things: list[Block], spaces: Spaces, people: People, sign_in: SignIn
) -> None:
    page, staff = page_in(spaces.public, things[0]), sign_in(people.staff)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    said = bar(soup(staff, edit))
    assert "tout le monde, sans se connecter (Public)" in said.text
    assert f"Le protocole\u202f»\u202f: {OF_GROUP}" in said.text
    assert "Mettez-les dans un espace" in said.text
    assert "/admin/documents/" in said.select_one("li li a, ul a")["href"]
    form = {
        "title": "Page",
        "slug": "page",
        "summary": "",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "document_list",
        "body-0-value-title": "D",
        "body-0-value-documents-count": "1",
        "body-0-value-documents-0-deleted": "",
        "body-0-value-documents-0-order": "0",
        "body-0-value-documents-0-value": str(things[0]["value"]["documents"][0]),  # type: ignore[index]
        "review_months": "12",
        "owner": str(people.staff.pk),
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-publish": "1",
    }
    answer = staff.post(edit, form, follow=True)
    assert answer.redirect_chain[0][0].startswith("/admin/pages/")
    assert ArticlePage.objects.get().live
    assert OF_GROUP in bar(soup_of(answer.content)).text
    write(page)
    ArticlePage.objects.get().save_revision()
    assert bar(soup(staff, edit)) is None


def test_who_reviews_it_is_told_on_the_site(
    things: list[Block], spaces: Spaces, people: People, sign_in: SignIn
) -> None:
    page = page_in(spaces.every_member, *things)
    belongs(people.editor, spaces.every_member, "editor")
    page.save_revision(user=people.staff)
    page.get_workflow().start(page, people.staff)
    path = reverse("pages:review", args=[TaskState.objects.get().pk])
    said = soup(sign_in(people.editor), path).select_one("main .note.warn")
    assert said is not None
    assert f"Le protocole\u202f»\u202f: {OF_GROUP}" in said.text


def test_it_costs_the_same_with_many(
    spaces: Spaces, people: People, add_file: AddFile
) -> None:
    keys: list[int] = []
    counts = []
    for number in (1, 8):
        while len(keys) < number:
            name = str(len(keys))
            file = add_file(name, "x.txt", title=name, space=spaces.group)
            keys.append(file.pk)
        page = page_in(
            spaces.public,
            *(block("document_list", title="D", documents=[key]) for key in keys),
            block("people", title="P", people=[m.pk for m in people.all().values()]),
        )
        page = ContentPage.objects.get(pk=page.pk).specific
        with CaptureQueriesContext(connection) as queries:
            assert len(unseen_in(page, people.staff)) >= number
        counts.append(len(queries))
    assert counts[0] == counts[1]
