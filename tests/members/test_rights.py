"""The one rule: you see the thing if you see its space, and if it is published."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from library.models import Document
from members.models import Membership, Space
from members.rights import may_contribute, may_edit, publishes_at_once
from tests.conftest import AddFile
from tests.people import People, Spaces

SEES = {
    "member": {"public", "ges", "sorties", "enfant"},
    "colleague": {"public", "ges", "sorties", "enfant"},
    "editor": {"public", "ges", "sorties", "enfant"},
    "outsider": {"public", "enfant"},
    "occasional": {"public", "sorties"},
    "former": {"public"},
    "staff": {"public", "ges", "sorties", "enfant"},
    "admin": {"public", "ges", "sorties", "enfant"},
}
OURS = {"public", "ges", "sorties", "enfant"}


@pytest.mark.parametrize("who", SEES)
def test_each_person_sees_his_spaces_and_no_other(
    who: str, people: People, spaces: Spaces
) -> None:
    seen = Space.objects.visible_to(people.all()[who])
    assert set(seen.values_list("slug", flat=True)) & OURS == SEES[who]


def test_a_stranger_sees_only_public(spaces: Spaces) -> None:
    seen = Space.objects.visible_to(AnonymousUser())
    assert set(seen.values_list("slug", flat=True)) == {"public"}


def test_a_closed_account_sees_only_public(people: People, spaces: Spaces) -> None:
    people.staff.is_active = False
    people.staff.save()
    seen = Space.objects.visible_to(people.staff)
    assert set(seen.values_list("slug", flat=True)) == {"public"}


def test_the_last_day_of_an_occasional_member_counts(
    people: People, spaces: Spaces
) -> None:
    membership = Membership.objects.get(member=people.occasional)
    membership.ends_on = timezone.localdate()
    membership.save()
    assert spaces.group in Space.objects.visible_to(people.occasional)
    membership.ends_on -= timedelta(days=1)
    membership.save()
    assert spaces.group not in Space.objects.visible_to(people.occasional)


def test_who_is_only_a_reader_adds_nothing(people: People, spaces: Spaces) -> None:
    assert not may_contribute(people.occasional, spaces.group)
    assert may_contribute(people.member, spaces.group)


def test_nobody_but_editors_adds_to_a_space_for_reading(
    people: People, spaces: Spaces
) -> None:
    Membership.objects.create(member=people.member, space=spaces.public)
    assert not may_contribute(people.member, spaces.public)
    assert may_contribute(people.staff, spaces.public)


def test_what_a_contributor_adds_waits_for_an_editor_unless_the_space_publishes(
    people: People, spaces: Spaces
) -> None:
    assert publishes_at_once(people.member, spaces.ges)
    assert not publishes_at_once(people.member, spaces.group)
    assert publishes_at_once(people.editor, spaces.group)


def test_an_editor_edits_his_space_and_no_other(people: People, spaces: Spaces) -> None:
    assert may_edit(people.editor, spaces.group)
    assert not may_edit(people.editor, spaces.ges)
    assert may_edit(people.staff, spaces.ges)


PROPOSED = {
    "member": True,  # its author
    "colleague": False,
    "editor": True,
    "outsider": False,
    "occasional": False,
    "former": False,
    "staff": True,
    "admin": True,
}


@pytest.mark.parametrize("who", PROPOSED)
def test_a_proposed_document_is_seen_by_its_author_and_editors(
    who: str, people: People, spaces: Spaces, add_file: AddFile
) -> None:
    document = add_file(space=spaces.group)
    assert document.is_proposed
    seen = Document.objects.visible_to(people.all()[who]).filter(pk=document.pk)
    assert seen.exists() is PROPOSED[who]


def test_an_author_who_left_the_space_no_longer_sees_what_he_proposed(
    people: People, spaces: Spaces, add_file: AddFile
) -> None:
    document = add_file(space=spaces.group)
    Membership.objects.filter(member=people.member, space=spaces.group).delete()
    assert document not in Document.objects.visible_to(people.member)
