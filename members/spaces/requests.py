"""Asking to enter a space, and the answer."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from members import journal
from members.french import of
from members.journal import Kind
from members.models import Member, Membership, Space, SpaceRequest
from members.refusals import Refused
from members.rights import require_open
from members.spaces import letters
from members.spaces.people import enter, locked, place_of, require_manager

State = SpaceRequest.State


def ask(by: Member, space: Space, word: str = "") -> SpaceRequest:
    """Ask to enter a space. Asking twice gives the first request back."""
    if not Space.objects.announced_to(by).filter(pk=space.pk).exists():
        raise Refused("Cet espace n’existe pas, ou ne vous est pas ouvert.")
    with locked(space) as now:
        require_open(now)
        if now.joining != Space.Joining.REQUEST:
            raise Refused(
                f"On n’entre pas dans «\u202f{now.name}\u202f» sur demande, mais "
                f"ainsi\u202f: {now.get_joining_display()}."
            )
        if place_of(by, now) is not None:
            raise Refused(f"Vous êtes déjà dans «\u202f{now.name}\u202f».")
        request, made = SpaceRequest.objects.get_or_create(
            space=now, member=by, state=State.WAITING, defaults={"word": word.strip()}
        )
        if made:
            told(request, f"Demande à rejoindre «\u202f{now.name}\u202f»", by)
            letters.asked(request)
    return request


def withdraw(by: Member, request: SpaceRequest) -> None:
    """Take one's own request back."""
    if request.member_id != by.pk:
        raise Refused("Cette demande est celle d’une autre personne.")
    with locked(request.space) as space:
        held = waiting(request)
        answer(held, State.WITHDRAWN, by)
        told(held, f"Retire sa demande pour «\u202f{space.name}\u202f»", by)


def accept(
    by: Member, request: SpaceRequest, role: str, ends_on: date | None = None
) -> Membership:
    """Let in who asked."""
    require_manager(by, request.space)
    with locked(request.space) as space:
        held = waiting(request)
        require_open(space)
        if not held.member.is_active:
            raise Refused(f"Le compte {of(held.member)} est fermé.")
        answer(held, State.ACCEPTED, by)
        membership = enter(space, held.member, role, ends_on, by=by)
        letters.accepted(held, membership)
    return membership


def refuse(by: Member, request: SpaceRequest, word: str = "") -> None:
    """Say no, with a word that the person reads; in a closed space too."""
    require_manager(by, request.space)
    with locked(request.space) as space:
        held = waiting(request)
        answer(held, State.REFUSED, by, word)
        told(held, f"Sa demande pour «\u202f{space.name}\u202f» est refusée", by)
        letters.refused(held)


def waiting(request: SpaceRequest) -> SpaceRequest:
    """The request as it is now. Raises Refused when it has its answer already."""
    found = SpaceRequest.objects.select_related("space", "member", "answered_by").get(
        pk=request.pk
    )
    if found.state != State.WAITING:
        who = f" par {found.answered_by}" if found.answered_by else ""
        raise Refused(
            f"La demande {of(found.member)} est déjà {found.get_state_display()}{who}."
        )
    return found


def answer(request: SpaceRequest, state: str, by: Member, word: str = "") -> None:
    request.state, request.answer = state, word.strip()
    request.answered_at, request.answered_by = timezone.now(), by
    request.save(update_fields=["state", "answer", "answered_at", "answered_by"])


def told(request: SpaceRequest, sentence: str, by: Member) -> None:
    journal.record(
        Kind.SPACE_REQUEST, sentence, by=by, about=request.member, space=request.space
    )
