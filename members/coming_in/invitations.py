"""Inviting: one function for each verb."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from background import mail
from members import journal, spaces
from members.coming_in import merging
from members.coming_in.guests import (
    Guest,
    Outcome,
    Place,
    belonging,
    ended,
    goes_again,
    inviter_of,
    new_to,
    role_changed,
    role_kept,
    why_not,
)
from members.coming_in.merging import Draft
from members.coming_in.permissions import roles_to_give, spaces_to_invite_to
from members.french import in_words, of
from members.models import Invitation, Member, Membership
from members.refusals import Refused

logger = logging.getLogger("maillage.invitations")
#: Mails sent by one task: others get their turn in between.
AT_ONCE = 20


class NotUsableError(Exception):
    """An invitation that cannot be used: `str()` is what to tell the person."""


def invite(
    by: Member, guests: Iterable[tuple[Guest, list[Place]]], word: str = ""
) -> dict[str, Outcome]:
    """Invite people; return what became of each address.

    Who has an account is put in the spaces at once; what an invitation that waits
    becomes is told in `members.coming_in.merging`. All or nothing: raises
    PermissionDenied for a role or a space that `by` may not give, Refused with a
    sentence for accounts that cannot be put there. The number of queries does not
    grow with the number of people, but for those who have an account.
    """
    wanted = {guest.email.lower(): (guest, places) for guest, places in guests}
    require_allowed(by, wanted.values())
    with transaction.atomic():
        members = {m.email: m for m in Member.objects.filter(email__in=list(wanted))}
        outcomes = put_all(by, members, wanted)
        waiting = waiting_for(list(wanted))
        drafts: list[Draft] = []
        for email, (guest, places) in wanted.items():
            if email in members:
                continue
            draft = Draft(email, waiting.get(email))
            outcomes[email] = brought(draft, by, guest, places, word)
            drafts.append(draft)
        merging.save(drafts)
        answered(list(wanted))
        sentences = [line for done in outcomes.values() if (line := noted(done))]
        journal.record_many(journal.Kind.INVITATION, sentences, by=by)
        if any(done.sends for done in outcomes.values()):
            send_invitations.enqueue(0)
    return outcomes


def answered(emails: list[str]) -> None:
    """Those who had asked for another, by the link of a withdrawn one, have it."""
    asked = Invitation.objects.filter(
        email__in=emails, withdrawn_at__isnull=False, asked_again_at__isnull=False
    )
    asked.update(asked_again_at=None)


def noted(done: Outcome) -> str:
    """The line of the journal, where places have lines of their own."""
    if done.kind == Outcome.INVITED:
        return f"{done.email}\u202f: invitation"
    if done.kind == Outcome.RENEWED:
        return f"{done.email}\u202f: invitation complétée et renvoyée"
    if done.kind == Outcome.ADDED and done.places:
        return f"{done.email}\u202f: espaces ajoutés à l’invitation ({done.names})"
    return ""


def waiting_for(emails: list[str]) -> dict[str, Invitation]:
    """The invitations that wait for these addresses, held by the transaction."""
    held = Invitation.objects.unanswered().select_for_update()
    waiting = held.prefetch_related("invited_by", "professions", "places__space")
    return {made.email: made for made in waiting.filter(email__in=emails)}


def brought(
    draft: Draft, by: Member, guest: Guest, places: list[Place], word: str
) -> Outcome:
    """Write into `draft` what `by` gives, and have it sent when it must be."""
    email, asked = draft.invitation.email, bool(places)
    before = draft.invitation.as_what
    if draft.is_new:
        inviter, kind = "", Outcome.INVITED
    else:
        inviter = inviter_of(draft.invitation, by)
        again = goes_again(by, draft.invitation)
        kind = Outcome.RENEWED if again else Outcome.ADDED
    new = merging.merged(draft, by, guest, places, word)
    now = "" if draft.is_new else role_changed(before, draft.invitation.as_what)
    done = Outcome(kind, email, inviter, tuple(new), asked, now=now)
    if done.sends:
        draft.invitation.write_anew()
    return done


def put_all(
    by: Member,
    members: dict[str, Member],
    wanted: dict[str, tuple[Guest, list[Place]]],
) -> dict[str, Outcome]:
    """Put those who have an account where they are not yet.

    Raises Refused, with all the reasons, when one of them cannot be put there.
    """
    belongs = belonging(members.values())
    found = {
        email: new_to(member, wanted[email][1], belongs)
        for email, member in members.items()
    }
    reasons = [
        reason
        for email, new in found.items()
        if (reason := why_not(members[email], new))
    ]
    if reasons:
        more = f" … et {len(reasons) - 10} autres." if len(reasons) > 10 else ""
        raise Refused(" ".join(dict.fromkeys(reasons[:10])) + more)
    for email, new in found.items():
        for place in new:
            put_in(by, members[email], place)
    return {
        email: Outcome(
            Outcome.MEMBER,
            email,
            places=tuple(new),
            asked=bool(wanted[email][1]),
            kept=kept(by, members[email], wanted[email][0]),
        )
        for email, new in found.items()
    }


def kept(by: Member, member: Member, guest: Guest) -> str:
    """Staff choose a role for all whom they invite: who has one keeps it."""
    chosen = by.publishes_everywhere and guest.role != member.role
    return role_kept(member) if chosen else ""


def require_allowed(by: Member, wanted: Iterable[tuple[Guest, list[Place]]]) -> None:
    """Raise PermissionDenied unless `by` may give all these roles and spaces."""
    spaces = set(spaces_to_invite_to(by).values_list("pk", flat=True))
    roles = roles_to_give(by)
    for guest, places in wanted:
        if guest.role not in roles or any(p.space.pk not in spaces for p in places):
            raise PermissionDenied


def put_in(by: Member, member: Member, place: Place) -> bool:
    """Put who has an account in a space, unless he is there; is it new?"""
    current = Membership.objects.current().filter(space=place.space, member=member)
    if current.exists():
        return False
    spaces.add_person(by, place.space, member, place.role, place.ends_on)
    return True


@task(queue_name=mail.QUEUE)
def send_invitations(tried: int) -> None:
    """Send the mails that wait, a few at a time; those sent before a kill stay sent.

    A server that does not answer is tried again later; an address that it refuses is
    told on the page of invitations.
    """
    for pk in Invitation.objects.to_send().values_list("pk", flat=True)[:AT_ONCE]:
        taken = Invitation.objects.to_send().filter(pk=pk)
        if not taken.update(sending_at=timezone.now()):
            continue
        invitation = Invitation.objects.select_related("invited_by").get(pk=pk)
        try:
            letter_of(invitation).send()
        except (OSError, SMTPException) as error:
            if mail.is_final(error):
                problem = "Le serveur de mail refuse cette adresse\u202f: vérifiez-la."
                Invitation.objects.filter(pk=pk).update(problem=problem)
                continue
            logger.warning("invitation not taken (%s)", type(error).__name__)
            Invitation.objects.filter(pk=pk).update(sending_at=None)
            if when := mail.next_try(tried):
                send_invitations.using(run_after=when).enqueue(tried + 1)
            return
        Invitation.objects.filter(pk=pk).update(sent_at=timezone.now())
    if Invitation.objects.to_send().exists():
        send_invitations.enqueue(0)


def of_mail_sent(email: str) -> Invitation | None:
    """The invitation that can be used, and whose mail left for this address."""
    left = Invitation.objects.pending().filter(sent_at__isnull=False, problem="")
    return left.select_related("invited_by").filter(email=email.strip().lower()).first()


@task(queue_name=mail.QUEUE, priority=20)
def send_again(email: str, tried: int = 0) -> None:
    """Send it again to who lost its mail, if the address has one that can be used.

    With a new link, until the day that its mail said: nobody who asks makes it last.
    """
    invitation = of_mail_sent(email)
    if invitation is None:
        return
    if not tried:
        sentence = f"{invitation.email}\u202f: invitation redemandée à la connexion"
        journal.record(journal.Kind.INVITATION, sentence)
    letter = letter_of(invitation, same_end=True)
    if not mail.send(letter) and (when := mail.next_try(tried)):
        send_again.using(run_after=when).enqueue(email, tried + 1)


def letter_of(
    invitation: Invitation, *, same_end: bool = False
) -> EmailMultiAlternatives:
    """The mail of one. Its token is made here: the database never holds it."""
    end = invitation.expires_at
    token = invitation.renew()
    if same_end:
        invitation.expires_at = end
    Invitation.objects.filter(pk=invitation.pk).update(
        token_hash=invitation.token_hash, expires_at=invitation.expires_at
    )
    link = settings.SITE_ADDRESS + reverse("members:invitation", args=[token])
    places = invitation.places.select_related("space").order_by("space__name")
    context = {
        "invitation": invitation,
        "places": places,
        "nowhere": ended(invitation),
        "link": link,
    }
    return mail.compose("invitation", invitation.email, context)


def resend(by: Member, invitation: Invitation) -> None:
    """Send it again with a new link; the one sent before is no longer good."""
    refuse_used(invitation)
    with transaction.atomic():
        invitation.write_anew()
        invitation.save()
        journal.record(
            journal.Kind.INVITATION,
            f"{invitation.email}\u202f: invitation renvoyée",
            by=by,
        )
        send_invitations.enqueue(0)


def withdraw(by: Member, invitation: Invitation) -> None:
    """Take it back: its link opens nothing any more."""
    refuse_used(invitation)
    with transaction.atomic():
        invitation.withdrawn_at = timezone.now()
        invitation.withdrawn_by = by
        invitation.save(update_fields=["withdrawn_at", "withdrawn_by"])
        journal.record(
            journal.Kind.INVITATION,
            f"{invitation.email}\u202f: invitation retirée",
            by=by,
        )


def refuse_used(invitation: Invitation) -> None:
    if invitation.accepted_at is not None:
        raise NotUsableError("Cette invitation a déjà servi\u202f: le compte existe.")
    if invitation.withdrawn_at is not None:
        raise NotUsableError("Cette invitation a déjà été retirée.")


def served(token: str, user: Member | AnonymousUser) -> bool:
    """Is this the link by which `user` himself came in?"""
    if not isinstance(user, Member):
        return False
    invitation = Invitation.objects.of_token(token)
    return invitation is not None and invitation.accepted_by_id == user.pk


def usable(token: str) -> Invitation:
    """The invitation of a link. Raises NotUsableError with what to tell."""
    invitation = Invitation.objects.select_related("invited_by").of_token(token)
    if invitation is None:
        raise NotUsableError(
            "Ce lien d’invitation n’est pas, ou n’est plus, le bon. Servez-vous du "
            "dernier mail reçu, ou demandez une nouvelle invitation."
        )
    if invitation.withdrawn_at is not None:
        raise NotUsableError(
            f"L’invitation{from_whom(invitation)} a été retirée\u202f: ce lien ne sert "
            "plus. Si un autre mail vous est arrivé depuis, servez-vous du sien."
        )
    if invitation.accepted_at is not None:
        raise NotUsableError(
            "Cette invitation a déjà servi\u202f: le compte existe. Si c’est le vôtre, "
            "connectez-vous."
        )
    if invitation.is_expired:
        raise NotUsableError(
            f"L’invitation{from_whom(invitation)} a dépassé sa date, le "
            f"{in_words(invitation.expires_at)}."
        )
    return invitation


def from_whom(invitation: Invitation) -> str:
    """« de Sylvie Barge », the name alone: whoever holds the link may read it."""
    by = invitation.invited_by
    return f" {of(by.get_full_name())}" if by else ""
