"""Demands of strangers who wish to join, and what staff answer."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from members import journal, mails
from members.coming_in import invitations
from members.coming_in.invitations import Guest, Place
from members.coming_in.permissions import may_answer_demands
from members.models import JoinRequest, Member


def ask(demand: JoinRequest) -> None:
    """Keep the demand of a stranger, and tell him that it came.

    Says nothing of whether the address has an account, or has asked before: the mail
    does, to its owner alone. One demand waits for an address; a second replaces the
    words of the first.
    """
    with transaction.atomic():
        first = JoinRequest.objects.filter(
            email=demand.email.strip().lower(), state=JoinRequest.State.WAITING
        ).first()
        if first is not None:
            demand.pk, demand.made_at = first.pk, first.made_at
        demand.save()
        tell_received.enqueue(demand.pk)


@task()
def tell_received(demand_id: int) -> None:
    demand = JoinRequest.objects.filter(pk=demand_id).first()
    if demand is None:
        return
    known = Member.objects.filter(email=demand.email, is_active=True).exists()
    if known:  # nothing for staff to answer: the way in is the sign-in
        demand.delete()
        mails.send("demand_known", [demand.email], {"demand": demand})
        return
    mails.send("demand_received", [demand.email], {"demand": demand})


def accept(
    by: Member, demand: JoinRequest, places: list[Place], word: str = ""
) -> None:
    """Answer yes: an invitation leaves."""
    require_waiting(by, demand)
    details = {}
    if demand.commune_name:
        details = {
            "commune_code": demand.commune_code,
            "commune_name": demand.commune_name,
        }
    guest = Guest(
        demand.email,
        demand.first_name,
        demand.last_name,
        professions=(demand.profession,) if demand.profession else (),
        details=details,
    )
    with transaction.atomic():
        invitations.invite(by, [(guest, places)], word)
        close(by, demand, JoinRequest.State.ACCEPTED, word)


def refuse(by: Member, demand: JoinRequest, word: str) -> None:
    """Answer no, with a word."""
    require_waiting(by, demand)
    with transaction.atomic():
        close(by, demand, JoinRequest.State.REFUSED, word)
        mails.send("demand_refused", [demand.email], {"demand": demand})


def require_waiting(by: Member, demand: JoinRequest) -> None:
    if not may_answer_demands(by):
        raise PermissionDenied
    if demand.state != JoinRequest.State.WAITING:
        raise invitations.NotUsableError("Quelqu’un a déjà répondu à cette demande.")


def close(by: Member, demand: JoinRequest, state: str, word: str) -> None:
    demand.state, demand.answer = state, word
    demand.answered_by, demand.answered_at = by, timezone.now()
    demand.save()
    journal.record(
        journal.Kind.JOIN_REQUEST,
        f"demande de {demand} <{demand.email}> {demand.get_state_display()}",
        by=by,
    )
