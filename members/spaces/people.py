"""Who is in a space, and as what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from members import journal
from members.french import of
from members.journal import Kind
from members.models import Member, Membership, Space, SpaceRequest
from members.refusals import Refused
from members.rights import require_open
from members.spaces import letters, unrun
from members.spaces.terms import check_end, check_role, in_words, is_near, last_day

Role = Membership.Role


@contextmanager
def locked(space: Space) -> Iterator[Space]:
    """The space as it is now; one verb at a time changes it and its people."""
    with transaction.atomic():
        yield Space.objects.select_for_update().get(pk=space.pk)


def manages(by: Member, space: Space) -> bool:
    """Does `by` look after the people of `space`: its editors, the staff?"""
    return Space.objects.edited_by(by).filter(pk=space.pk).exists()


def require_manager(by: Member, space: Space) -> None:
    if not manages(by, space):
        raise Refused(
            f"Seules les personnes qui animent «\u202f{space.name}\u202f», et l’équipe "
            "du Pays, peuvent faire cela."
        )


def place_of(member: Member, space: Space) -> Membership | None:
    """The membership of `member` that holds today."""
    current = Membership.objects.current().select_related("space", "member")
    return current.filter(space=space, member=member).first()


def is_last_editor(membership: Membership) -> bool:
    """Would nobody look after the space without him, but the staff?"""
    if membership.role != Role.EDITOR:
        return False
    others = Membership.objects.current().editors().filter(space=membership.space)
    return not others.exclude(pk=membership.pk).exists()


def require_another_editor(by: Member, membership: Membership) -> None:
    """The last editor stays, unless the staff decide otherwise."""
    if by.publishes_everywhere:
        return
    if is_last_editor(membership):
        whom = "Vous êtes" if membership.member == by else f"{membership.member} est"
        name = membership.space.name
        raise Refused(
            f"{whom} la seule personne qui anime «\u202f{name}\u202f». "
            "Confiez d’abord l’animation à une autre, ou écrivez à l’équipe du Pays."
        )


def enter(
    space: Space,
    member: Member,
    role: str,
    ends_on: date | None = None,
    *,
    by: Member | None,
    why: str = "",
    request: HttpRequest | None = None,
) -> Membership:
    """Put a person in a space; whether he may be there was decided by the caller.

    For the verbs below and for invitations that are used. A place that has ended is
    taken again; who is in the space already stays as he is. The journal says `why`.
    Raises Refused for a closed space, or for an end that does not suit the person.
    """
    check_role(role)
    check_end(member, ends_on)
    with locked(space) as now:
        require_open(now)
        found = place_of(member, now)
        if found is not None:
            return found
        membership, _ = Membership.objects.update_or_create(
            space=now,
            member=member,
            defaults={
                "role": role,
                "ends_on": ends_on,
                "joined_at": timezone.now(),
                # Who enters for a few days has just been told until when.
                "reminded_of": ends_on if is_near(ends_on) else None,
            },
        )
        SpaceRequest.objects.filter(
            space=now, member=member, state=SpaceRequest.State.WAITING
        ).update(
            state=SpaceRequest.State.ACCEPTED,
            answered_at=timezone.now(),
            answered_by=by,
        )
        how = f", {why}" if why else ""
        journal.record(
            Kind.RIGHT,
            f"Entre dans «\u202f{now.name}\u202f»\u202f: "
            f"{in_words(role, ends_on)}{how}",
            by=by,
            about=member,
            space=now,
            request=request,
        )
    return membership


def add_person(
    by: Member,
    space: Space,
    member: Member,
    role: str,
    ends_on: date | None = None,
    *,
    word: str = "",
) -> Membership:
    """Editors and staff put someone who has an account in a space."""
    require_manager(by, space)
    if not member.is_active:
        raise Refused(f"Le compte {of(member)} est fermé.")
    with locked(space) as now:
        if place_of(member, now) is not None:
            raise Refused(f"{member} est déjà dans «\u202f{now.name}\u202f».")
        membership = enter(now, member, role, ends_on, by=by)
        if member != by:
            letters.added(by, membership, word)
    return membership


def add_people(
    by: Member,
    space: Space,
    people: Iterable[tuple[Member, date | None]],
    role: str,
    *,
    word: str = "",
) -> None:
    """Put several in at once, each with his end: all, or none when one is refused."""
    with transaction.atomic():
        for person, ends_on in people:
            add_person(by, space, person, role, ends_on, word=word)


def join(by: Member, space: Space) -> Membership:
    """Enter a space that is open to who wants."""
    if not Space.objects.announced_to(by).filter(pk=space.pk).exists():
        raise Refused("Cet espace n’existe pas, ou ne vous est pas ouvert.")
    with locked(space) as now:
        if now.joining != Space.Joining.OPEN:
            raise Refused(
                f"On n’entre pas librement dans «\u202f{now.name}\u202f»\u202f: "
                f"{now.get_joining_display()}."
            )
        occasional = by.role == Member.Role.OCCASIONAL
        end = last_day() if occasional else None
        return enter(now, by, Role.CONTRIBUTOR, end, by=by)


def leave(by: Member, space: Space) -> None:
    """Give up one's place; in a closed space too."""
    with locked(space) as now:
        membership = place_of(by, now)
        if membership is None:
            raise Refused(f"Vous n’êtes pas dans «\u202f{now.name}\u202f».")
        require_another_editor(by, membership)
        last = is_last_editor(membership)
        membership.delete()
        journal.record(
            Kind.RIGHT,
            f"Quitte «\u202f{now.name}\u202f»",
            by=by,
            about=by,
            space=now,
        )
        letters.left(now, by)
        if last:
            unrun.tell([now], by)


def remove_person(by: Member, membership: Membership, word: str = "") -> None:
    """Take someone's place away; in a closed space too."""
    require_manager(by, membership.space)
    with locked(membership.space) as space:
        held = fresh(membership)
        require_another_editor(by, held)
        last = is_last_editor(held)
        held.delete()
        journal.record(
            Kind.RIGHT,
            f"Est retiré de «\u202f{space.name}\u202f», où il ou elle "
            f"{held.get_role_display()}",
            by=by,
            about=held.member,
            space=space,
        )
        if held.member != by:
            letters.removed(space, held.member, word)
        if last:
            unrun.tell([space], held.member)


def change_person(
    by: Member, membership: Membership, role: str, ends_on: date | None
) -> None:
    """Give another role, or another end; a place that has ended is renewed by it."""
    require_manager(by, membership.space)
    check_role(role)
    with locked(membership.space) as space:
        require_open(space)
        held = fresh(membership)
        check_end(held.member, ends_on)
        if (held.role, held.ends_on) == (role, ends_on):
            return
        sooner = ends_on is not None and (
            held.ends_on is None or ends_on < held.ends_on
        )
        if role != Role.EDITOR or sooner:
            require_another_editor(by, held)
        last = role != Role.EDITOR and is_last_editor(held)
        before = in_words(held.role, held.ends_on)
        held.role, held.ends_on = role, ends_on
        held.save(update_fields=["role", "ends_on"])
        journal.record(
            Kind.RIGHT,
            f"Dans «\u202f{space.name}\u202f»\u202f: {in_words(role, ends_on)} "
            f"(avant\u202f: {before})",
            by=by,
            about=held.member,
            space=space,
        )
        if held.member != by:
            letters.changed(held)
        if last:
            unrun.tell([space], held.member)


def fresh(membership: Membership) -> Membership:
    """The membership as it is now. Raises Refused when it is gone."""
    found = (
        Membership.objects.filter(pk=membership.pk)
        .select_related("space", "member")
        .first()
    )
    if found is None:
        raise Refused("Cette personne n’est plus dans l’espace.")
    return found
