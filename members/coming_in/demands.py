"""Demands of strangers who wish to join, and what staff answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from background import mail
from members import journal
from members.coming_in import invitations
from members.coming_in.guests import Guest, Outcome, Place
from members.coming_in.permissions import may_answer_demands, those_who_answer
from members.french import of
from members.models import Invitation, JoinRequest, Member

#: A flood of demands does not flood those who answer.
BETWEEN_MAILS = timedelta(hours=1)
#: So many are named in a mail.
MOST_TOLD = 10


def ask(demand: JoinRequest) -> None:
    """Keep the demand of a stranger, and tell him that it came.

    Says nothing of whether the address has an account, or has asked before: the mail
    does, to its owner alone. One demand waits for an address; the words of a second
    are kept beside those of the first, which stay as they are.
    """
    with transaction.atomic():
        waiting = JoinRequest.objects.waiting().select_related("profession")
        held = waiting.select_for_update(of=("self",))
        first = held.filter(email=demand.email.strip().lower()).first()
        if first is None:
            demand.save()
        else:
            keep_beside(first, demand.said)
        tell_received.enqueue((first or demand).pk)


def keep_beside(first: JoinRequest, said: dict[str, str]) -> None:
    """Keep in `first` what was said after it, unless that was said already."""
    before = [first.said, *first.later]
    if any(said == {name: known[name] for name in said} for known in before):
        return
    first.later = [*first.later, {"at": timezone.now().isoformat(), **said}]
    first.save(update_fields=["later"])


@task()
def tell_received(demand_id: int) -> None:
    demand = JoinRequest.objects.filter(pk=demand_id).first()
    if demand is None:
        return
    known = Member.objects.filter(email=demand.email, is_active=True).first()
    if known:  # nothing for staff to answer: the way in is the sign-in
        demand.delete()
        mail.post("demand_known", demand.email, {"member": known})
        return
    if invitations.of_mail_sent(demand.email):  # he is expected: his way in is ready
        invitations.send_again.enqueue(demand.email)
    else:
        # Nothing that a stranger typed: nobody has proved that the address is his.
        mail.post("demand_received", demand.email, {})
    tell_staff.enqueue()


@task()
def tell_staff() -> None:
    """Tell those who answer of the demands that they were not told of.

    One mail an hour at most, however many demands come.
    """
    with transaction.atomic():
        waiting = JoinRequest.objects.waiting().select_related("profession")
        held = list(waiting.select_for_update(of=("self",)))
        new = [demand for demand in held if demand.told_at is None]
        if not new:
            return
        now = timezone.now()
        last = JoinRequest.objects.aggregate(last=Max("told_at"))["last"]
        if last and last + BETWEEN_MAILS > now:
            tell_staff.using(run_after=last + BETWEEN_MAILS).enqueue()
            return
        JoinRequest.objects.filter(pk__in=[d.pk for d in new]).update(told_at=now)
        link = settings.SITE_ADDRESS + reverse("members:demands")
        told = {"demands": new[:MOST_TOLD], "waiting": len(held), "link": link}
        told["more"] = len(new) - len(new[:MOST_TOLD])
        for member in those_who_answer():
            mail.post("demands_wait", member.email, {"member": member, **told})


def accept(
    by: Member, demand: JoinRequest, places: list[Place], word: str = ""
) -> Outcome:
    """Answer yes: an invitation leaves. One that waits for the address is completed.

    What the invitation says of the person stays: his spaces, his name. The staff's
    word makes him a permanent member. Raises Refused for an account that is closed.
    """
    require_waiting(by, demand)
    with transaction.atomic():
        waiting = invitations.waiting_for([demand.email]).get(demand.email)
        guest = guest_of(demand, waiting)
        done = invitations.invite(by, [(guest, places)], word)
        close(by, demand, JoinRequest.State.ACCEPTED, word)
    return done[guest.email]


def guest_of(demand: JoinRequest, waiting: Invitation | None) -> Guest:
    """Who asks, and what an invitation that waits for him says already."""
    role, said = Member.Role.PERMANENT, asked_with(demand)
    if waiting is None:
        return Guest(demand.email, demand.first_name, demand.last_name, role, **said)
    if waiting.role == Member.Role.STAFF:
        role = Member.Role.STAFF
    if waiting.professions.all():
        del said["professions"]
    said["details"] |= waiting.details
    first, last = waiting.first_name, waiting.last_name
    if not (first or last):
        first, last = demand.first_name, demand.last_name
    return Guest(demand.email, first, last, role, **said)


def asked_with(demand: JoinRequest) -> dict[str, Any]:
    details = {}
    if demand.commune_code:  # else it is not a place that the directory knows
        details = {
            "commune_code": demand.commune_code,
            "commune_name": demand.commune_name,
        }
    professions = (demand.profession,) if demand.profession else ()
    return {"professions": professions, "details": details}


def known_already(
    emails: list[str],
) -> tuple[dict[str, Invitation], set[str]]:
    """The invitations that wait for these addresses, and those that may sign in."""
    waiting = Invitation.objects.unanswered().select_related("invited_by")
    invited = waiting.prefetch_related("places__space").filter(email__in=emails)
    accounts = Member.objects.filter(email__in=emails, is_active=True)
    return {made.email: made for made in invited}, {m.email for m in accounts}


def settle(member: Member, invitation: Invitation) -> None:
    """Who came in by an invitation waits for no answer any more."""
    asked = JoinRequest.objects.filter(
        email=member.email, state=JoinRequest.State.WAITING
    )
    for demand in asked:
        close(invitation.invited_by, demand, JoinRequest.State.ACCEPTED, "")


def refuse(by: Member, demand: JoinRequest, word: str) -> None:
    """Answer no, with a word.

    Raises NotUsableError for who has an account since: no such mail is for a member.
    """
    require_waiting(by, demand)
    if Member.objects.filter(email=demand.email, is_active=True).exists():
        raise invitations.NotUsableError(
            f"{demand} a un compte maintenant\u202f: on ne refuse plus sa demande. "
            "Répondez-y par «\u202fAccepter\u202f» pour la clore."
        )
    with transaction.atomic():
        close(by, demand, JoinRequest.State.REFUSED, word)
        mail.post("demand_refused", demand.email, {"demand": demand})


def require_waiting(by: Member, demand: JoinRequest) -> None:
    if not may_answer_demands(by):
        raise PermissionDenied
    if demand.state != JoinRequest.State.WAITING:
        raise invitations.NotUsableError("Quelqu’un a déjà répondu à cette demande.")


def close(by: Member | None, demand: JoinRequest, state: str, word: str) -> None:
    demand.state, demand.answer = state, word
    demand.answered_by, demand.answered_at = by, timezone.now()
    demand.save()
    journal.record(
        journal.Kind.JOIN_REQUEST,
        f"demande {of(demand)} <{demand.email}> {demand.get_state_display()}",
        by=by,
    )
