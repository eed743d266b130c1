"""Identities of members at ProConnect and Pro Santé Connect.

For the invitation: `invite` says that this browser holds an invitation; an unknown
identity that comes back then is put aside (`hold`) and the person is sent on to where
he was going, the page of his invitation. That page may show it (`held`), and gives it
to the new member once he has accepted (`link_held`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from members.journal import Kind, record
from members.models import Invitation, Member, Profession
from members.names import in_small, is_name

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialAccount

INVITATION, HELD = "invitation", "held_identity"
NAMES = {"proconnect": "ProConnect", "psc": "Pro Santé Connect"}


@dataclass(frozen=True)
class Held:
    """An identity that waits for its member."""

    provider: str
    uid: str
    details: dict[str, Any]

    @property
    def name(self) -> str:
        return NAMES.get(self.provider, self.provider)

    @property
    def who(self) -> str:
        return str(self.details.get("who", ""))

    def name_of(self, field: str) -> str:
        """`first_name` or `last_name`, as the provider has it, often in capitals."""
        name = str(self.details.get(field, ""))
        return in_small(name) if is_name(name) else ""

    @property
    def rpps(self) -> str:
        return str(self.details.get("rpps", ""))

    @property
    def professions(self) -> list[Profession]:
        return professions_of(self.details)


def professions_of(details: dict[str, Any]) -> list[Profession]:
    """What a provider vouches for, as we name it; of several with one code, the first.

    « Infirmier » rather than « Infirmier en pratique avancée », which one adds oneself.
    """
    found: dict[str, Profession] = {}
    for profession in Profession.objects.filter(
        code__in=[code for code in details.get("professions", []) if code]
    ).order_by("pk"):
        found.setdefault(profession.code, profession)
    return list(found.values())


# ---- the invitation ----
def invite(request: HttpRequest, invitation: Invitation) -> None:
    """This browser has opened this invitation."""
    request.session[INVITATION] = invitation.pk


def invitation_of(request: HttpRequest) -> Invitation | None:
    """The invitation that this browser holds, while it can be used."""
    pk = request.session.get(INVITATION)
    return Invitation.objects.pending().filter(pk=pk).first() if pk else None


def hold(request: HttpRequest, account: SocialAccount) -> bool:
    """Put an unknown identity aside for the invitation of this browser.

    False when there is none, or when it was made for somebody with another RPPS.
    """
    invitation = invitation_of(request)
    if invitation is None:
        return False
    rpps = account.extra_data.get("rpps", "")
    if invitation.rpps and rpps and invitation.rpps != rpps:
        return False
    request.session[HELD] = {
        "invitation": invitation.pk,
        "provider": account.provider,
        "uid": account.uid,
        "details": account.extra_data,
    }
    return True


def held(request: HttpRequest) -> Held | None:
    """The identity that was put aside for the invitation of this browser."""
    found = request.session.get(HELD)
    invitation = invitation_of(request)
    if not found or invitation is None or found["invitation"] != invitation.pk:
        return None
    return Held(found["provider"], found["uid"], found["details"])


def link_held(request: HttpRequest, member: Member) -> bool:
    """Give the identity that was put aside to a member who accepts the invitation.

    To be called before the invitation is marked as accepted; then both are forgotten.
    """
    from allauth.socialaccount.models import SocialAccount

    waiting = held(request)
    request.session.pop(HELD, None)
    request.session.pop(INVITATION, None)
    if waiting is None:
        return False
    account, created = SocialAccount.objects.get_or_create(
        provider=waiting.provider,
        uid=waiting.uid,
        defaults={"user": member, "extra_data": waiting.details},
    )
    if not created:
        return False
    record(
        Kind.CREDENTIAL,
        f"Identité {waiting.name} liée, à l’acceptation de l’invitation.",
        by=member,
        about=member,
        request=request,
    )
    learn(request, member, account)
    return True


# ---- members ----
def member_by_rpps(account: SocialAccount) -> Member | None:
    """The member whose recorded RPPS is that of this identity.

    Pro Santé Connect alone vouches for it. One member has one identity there. Not one
    who took it off: his number opens no more until he links it, or gives it, again.
    """
    rpps = account.extra_data.get("rpps", "")
    if account.provider != "psc" or not rpps:
        return None
    return (
        Member.objects.filter(rpps=rpps, is_active=True)
        .exclude(shut_rpps=rpps)
        .exclude(socialaccount__provider="psc")
        .first()
    )


def shut(member: Member) -> None:
    """The identity of Pro Santé Connect is taken off: its number opens no more."""
    Member.objects.filter(pk=member.pk).update(shut_rpps=member.rpps)


def open_again(member: Member) -> None:
    """He links it, or gives his number, himself."""
    Member.objects.filter(pk=member.pk).exclude(shut_rpps="").update(shut_rpps="")


def learn(request: HttpRequest, member: Member, account: SocialAccount) -> None:
    """Take over the RPPS and the professions that a provider vouches for."""
    details = account.extra_data
    learnt = []
    rpps = details.get("rpps", "")
    if rpps and not member.rpps:
        try:
            with transaction.atomic():
                Member.objects.filter(pk=member.pk, rpps="").update(rpps=rpps)
            member.rpps = rpps
            learnt.append(f"RPPS {rpps}")
        except IntegrityError:  # another member has it
            pass
    known = set(member.professions.values_list("code", flat=True))
    for profession in professions_of(details):
        if profession.code not in known:
            member.professions.add(profession)
            learnt.append(profession.name)
    if learnt:
        sentence = f"{NAMES[account.provider]} a donné\u202f: {', '.join(learnt)}."
        record(Kind.ACCOUNT, sentence, by=member, about=member, request=request)


def of(member: Member) -> list[dict[str, Any]]:
    """His identities, as the page of his means shows them."""
    from allauth.socialaccount.models import SocialAccount

    return [
        {
            "pk": account.pk,
            "provider": account.provider,
            "name": NAMES.get(account.provider, account.provider),
            "who": account.extra_data.get("who", ""),
            "since": account.date_joined,
        }
        for account in SocialAccount.objects.filter(user=member).order_by("provider")
    ]
