"""Who holds the link of an invitation that is over asks for a new one, in one click.

He says nothing more than the link does, and gets nothing by himself: the mail goes to
who had invited him.
"""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from background import mail
from members import journal
from members.coming_in import invitations
from members.coming_in.permissions import may_invite, those_who_answer
from members.french import in_words
from members.models import Invitation, Member
from members.spaces import letters

#: One mail a day for one link, however often the button is pressed.
AGAIN = timedelta(days=1)


def over(token: str) -> Invitation | None:
    """The invitation of a link whose time is over, or that was withdrawn."""
    found = Invitation.objects.select_related("invited_by").of_token(token)
    if found is None or found.accepted_at is not None or found.is_pending:
        return None
    return found


def who_answers(invitation: Invitation) -> Member | None:
    """Its author, while he may invite; else the staff do."""
    by = invitation.invited_by
    return by if by is not None and by.is_active and may_invite(by) else None


def ask(invitation: Invitation) -> None:
    """Tell who answers, once a day; who has a way in already is told of it by mail."""
    with transaction.atomic():
        held = Invitation.objects.select_for_update().get(pk=invitation.pk)
        now = timezone.now()
        if held.asked_again_at is not None and held.asked_again_at > now - AGAIN:
            return
        held.asked_again_at = now
        held.save(update_fields=["asked_again_at"])
        journal.record(
            journal.Kind.INVITATION,
            f"{held.email}\u202f: nouvelle invitation demandée depuis l’ancien lien",
        )
        known = Member.objects.filter(email=held.email, is_active=True).first()
        if known is not None:
            mail.post("demand_known", known.email, {"member": known})
        elif invitations.of_mail_sent(held.email):
            invitations.send_again.enqueue(held.email)
        else:
            tell(held)


def tell(invitation: Invitation) -> None:
    answers = who_answers(invitation)
    people = [answers] if answers else list(those_who_answer())
    name = f"{invitation.first_name} {invitation.last_name}".strip()
    who = f"{name} ({invitation.email})" if name else invitation.email
    again = {"etat": "perimees", "q": invitation.email}
    became, action = "a dépassé sa date", "La renvoyer d’un clic"
    address = f"{reverse('members:invitations')}?{urlencode(again)}"
    if invitation.withdrawn_at is not None:
        became, action = "a été retirée", "Inviter de nouveau cette adresse"
        address = f"{reverse('members:invite')}?de={invitation.pk}"
    letters.write(
        people,
        f"{name or invitation.email} demande une nouvelle invitation",
        f"L’invitation du {in_words(invitation.made_at)} pour {who} {became}. La "
        "personne a ouvert son lien, et en demande une autre. À vous de voir si c’est "
        "toujours juste.",
        action=action,
        address=address,
    )
