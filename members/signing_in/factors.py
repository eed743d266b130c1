"""The second factor: who must have one, and who has.

Staff of the Pays, administrators and the editors of a space must: what they may do
would hurt many. Another person may have one as well, and then is asked for it.
"""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from members.models import Member, Membership

#: What counts. Recovery codes replace one that is lost; they are none.
TYPES = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def must_set_up(member: Member) -> bool:
    """Must this person have a second factor, and has none? One query."""
    has, edits = (
        Member.objects.filter(pk=member.pk)
        .values_list(
            Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=TYPES)),
            Exists(
                Membership.objects.current().filter(
                    member=OuterRef("pk"), role=Membership.Role.EDITOR
                )
            ),
        )
        .get()
    )
    return not has and (edits or member.publishes_everywhere)


def is_required(member: Member) -> bool:
    """Must this person have a second factor?"""
    return (
        member.publishes_everywhere
        or Membership.objects.current()
        .filter(member=member, role=Membership.Role.EDITOR)
        .exists()
    )


def of(member: Member) -> list[Authenticator]:
    """His second factors, the application first, then the passkeys by age."""
    return list(
        Authenticator.objects.filter(user=member, type__in=TYPES).order_by(
            "type", "created_at"
        )
    )


def may_remove(factor: Authenticator) -> bool:
    """May it go? The last one of a person who must have one may not."""
    others = Authenticator.objects.filter(user=factor.user_id, type__in=TYPES)
    return others.exclude(pk=factor.pk).exists() or not is_required(factor.user)
