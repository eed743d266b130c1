"""A second factor that its owner has lost, recovery codes included."""

from __future__ import annotations

from allauth.mfa.models import Authenticator

from members.journal import Kind, record
from members.models import Member
from members.signing_in import sessions


def forget_factors(member: Member, *, by: Member | None = None) -> int:
    """Remove all of a person's second factors; return how many, recovery codes too.

    His sessions are closed. Who must have one sets up another at the next sign-in.
    """
    removed, _ = Authenticator.objects.filter(user=member).delete()
    sessions.end(list(sessions.of(member)))
    if removed:
        sentence = "Seconds facteurs retirés par l’administration du site."
        record(Kind.CREDENTIAL, sentence, by=by, about=member)
    return removed
