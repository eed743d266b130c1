"""A second factor that its owner has lost, recovery codes included."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from background import mail
from members.accounts import may_manage
from members.journal import Kind, record
from members.models import Member
from members.signing_in import sessions


def may_forget(user: Member, member: Member) -> bool:
    """Staff, for everyone whose account they manage but themselves."""
    return user.publishes_everywhere and user != member and may_manage(user, member)


def forget_factors(member: Member, *, by: Member | None = None) -> int:
    """Remove all of a person's second factors; return how many, recovery codes too.

    His sessions are closed, and he is told by mail. Who must have one sets up another
    at the next sign-in.
    """
    removed, _ = Authenticator.objects.filter(user=member).delete()
    sessions.end(list(sessions.of(member)))
    if removed:
        sentence = "Seconds facteurs retirés par l’administration du site."
        record(Kind.CREDENTIAL, sentence, by=by, about=member)
        mail.post(
            "factors_forgotten",
            member.email,
            {
                "member": member,
                "by": by,
                "when": timezone.localtime(),
                "link": settings.SITE_ADDRESS + reverse("account_login"),
            },
        )
    return removed
