"""What people do with contacts, who have no account: one function for each verb."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from members.directory import refold
from members.directory.structures import add_structure
from members.models import Contact, Member, Profession, Space
from members.rights import User, may_edit, require


def may_add(user: User) -> bool:
    """Who edits a space adds contacts there."""
    return Space.objects.changed_by(user).exists()


def closed_to(user: User) -> Space | None:
    """A closed space where who edits would add contacts, were it open."""
    return Space.objects.edited_by(user).exclude(state=Space.State.OPEN).first()


@transaction.atomic
def add_contact(
    by: Member, contact: Contact, professions: Iterable[Profession]
) -> Contact:
    require(may_edit(by, contact.space))
    contact.added_by = by
    keep(by, contact, professions)
    return contact


@transaction.atomic
def change_contact(
    by: Member, contact: Contact, professions: Iterable[Profession]
) -> None:
    """Save what was changed; from one space to another, `by` edits both."""
    before = Contact.objects.select_related("space").get(pk=contact.pk)
    require(may_edit(by, before.space) and may_edit(by, contact.space))
    keep(by, contact, professions)


def keep(by: Member, contact: Contact, professions: Iterable[Profession]) -> None:
    if contact.structure is not None and contact.structure.pk is None:
        contact.structure = add_structure(by, contact.structure)
    contact.save()
    contact.professions.set(professions)
    refold(contact)


def delete_contact(by: Member, contact: Contact) -> None:
    require(may_edit(by, contact.space))
    contact.delete()
