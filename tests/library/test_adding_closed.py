"""Adding to a space that is frozen meanwhile: that it is, since when, what to do."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from library.models import Category, Document
from members import journal
from members.french import in_words
from members.models import Member, Membership, Space
from members.spaces import set_state
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
ADD = reverse("library:add")
LAW = reverse("library:reference_add")


@pytest.fixture
def frozen(people: People, spaces: Spaces) -> Space:
    set_state(people.staff, spaces.ges, Space.State.FROZEN)
    spaces.ges.refresh_from_db()
    return spaces.ges


def told(people: People, space: Space) -> str:
    return (
        f"L’espace «\u202f{space}\u202f» est figé\u202f: on le lit, mais rien ne s’y "
        "ajoute et rien n’y change. L’équipe du Pays peut l’ouvrir de nouveau. "
        f"{people.staff} l’a figé le {in_words(timezone.localdate())}."
    )


def send(client: Client, space: Space, category: Category, accept: str) -> Any:
    note = SimpleUploadedFile("note.txt", b"Bonjour")
    sent = {"space": space.pk, "category": category.pk, "file": note}
    return client.post(ADD, sent, headers={"accept": accept})


@pytest.mark.parametrize("elsewhere", [True, False])
def test_who_sends_a_file_reads_it(
    people: People,
    category: Category,
    frozen: Space,
    sign_in: SignIn,
    *,
    elsewhere: bool,
) -> None:
    if not elsewhere:
        others = Membership.objects.filter(member=people.member)
        others.exclude(space=frozen).delete()
    client = sign_in(people.member)
    for accept in ("text/html", "application/json"):
        answer = send(client, frozen, category, accept)
        assert answer.status_code == 403
        is_page = accept == "text/html"
        said = answer.content.decode() if is_page else answer.json()["error"]
        assert told(people, frozen) in said
        assert "rien ajouter dans cet espace" not in said
    assert not Document.objects.exists()


def test_who_comes_by_an_old_link_reads_it(
    people: People, frozen: Space, sign_in: SignIn
) -> None:
    client = sign_in(people.member)
    page = client.get(f"{ADD}?espace=ges").content.decode()
    assert told(people, frozen) in page
    Membership.objects.filter(member=people.member).exclude(space=frozen).delete()
    page = client.get(f"{ADD}?espace=ges").content.decode()
    assert told(people, frozen) in page
    assert "Vous ne pouvez rien ajouter" in page


def test_who_adds_a_text_reads_it(
    people: People, category: Category, frozen: Space, sign_in: SignIn
) -> None:
    law = {"title": "Loi", "kind": "law", "space": frozen.pk, "category": category.pk}
    answer = sign_in(people.staff).post(LAW, law)
    assert "ouvrir de nouveau, dans ses réglages. Vous l’avez figé" in (
        answer.content.decode()
    )
    answer = sign_in(people.colleague).post(LAW, law)
    assert told(people, frozen) in answer.content.decode()


def test_who_does_not_see_the_space_learns_nothing_of_it(
    people: People, category: Category, frozen: Space, sign_in: SignIn
) -> None:
    client = sign_in(people.editor)
    Membership.objects.filter(member=people.editor, space=frozen).delete()
    said = send(client, frozen, category, "application/json").json()["error"]
    assert said == "Vous ne pouvez rien ajouter dans cet espace."
    page = client.get(f"{ADD}?espace=ges").content.decode()
    assert "est figé" not in page
    for given in ("x", "-1", "9" * 30, "²"):
        answer = client.post(ADD, {"space": given})
        assert answer.status_code == 403


def test_a_space_that_changed_its_name_is_told_too(
    people: People, frozen: Space
) -> None:
    frozen.name = "Autre nom"
    assert told(people, frozen) == frozen.why_closed


def test_what_the_journal_has_lost_is_not_said(frozen: Space) -> None:
    journal.purge(timezone.now())
    assert frozen.closed_since == ""
    assert frozen.why_closed.endswith("peut l’ouvrir de nouveau.")


def test_who_contributes_to_a_frozen_space_alone_is_not_sent_to_ask(
    people: People, spaces: Spaces, sign_in: SignIn, frozen: Space
) -> None:
    people.member.memberships.exclude(space=frozen).delete()
    page = sign_in(people.member).get(ADD).text
    assert told(people, frozen) in page
    assert "Demandez à la personne qui anime" not in page
