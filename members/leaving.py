"""Leaving: closing an account, and taking a person's name out of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from background import mail
from members import account_letters, journal
from members.accounts import keeping_an_administrator, may_manage
from members.directory import replacing
from members.models import Absence, Invitation, JoinRequest, Member
from members.refusals import Refused
from members.signing_in import sessions
from members.spaces import unrun

#: An account that nobody uses is warned of, twice, then made anonymous (CNIL,
#: recommendation on the keeping of unused accounts: two years).
UNUSED = timedelta(days=730)
BETWEEN_WARNINGS = timedelta(days=30)
#: Accounts looked at by one run of the daily job.
A_RUN = 500

NAME = ("Ancien", "membre")
#: What other apps do when a member is made anonymous: called with him, inside.
forgetters: list[Callable[[Member], None]] = []


def close(by: Member, member: Member) -> None:
    """Close an account: hidden, and reversible. What he published stays, with his name.

    Himself, or staff (an administrator for an administrator).
    """
    require_his_own(by, member)
    with keeping_an_administrator():
        unrun.tell(unrun.alone(member), member)
        replacing.tell_left(member)
        member.is_active = False
        member.save(update_fields=["is_active"])
        journal.record(journal.Kind.ACCOUNT, "compte fermé", by=by, about=member)
        account_letters.closed(member, by)


def anonymise(by: Member | None, member: Member) -> None:
    """Take out all that says who he was; what he published is « Ancien membre »'s.

    At his own request, by himself or by staff whom he asked; or, with `by` None, for
    an account that nobody uses. It cannot be undone (GDPR, article 17).
    """
    why = "compte inutilisé" if by is None else "à sa demande"
    if by is not None:
        require_his_own(by, member)
    with keeping_an_administrator():
        journal.record(
            journal.Kind.ACCOUNT, f"données effacées, {why}", by=by, about=member
        )
        if by is not None:  # of an account that nobody uses, two letters have warned
            account_letters.erased(member, by)
        if member.is_active:  # else it was told when the account was closed
            unrun.tell(unrun.alone(member), member)
            replacing.tell_left(member)
        Absence.objects.filter(replaced_by=member).update(replaced_by=None)
        forget_means(member)
        for forget in forgetters:
            forget(member)
        Invitation.objects.filter(accepted_by=member).delete()
        JoinRequest.objects.filter(email=member.email).delete()
        for held in (
            member.memberships,
            member.space_requests,
            member.practices,
            member.absences,
            member.signatures,
        ):
            held.all().delete()
        member.professions.clear()
        member.groups.clear()
        if member.photo:
            storage, name = member.photo.storage, str(member.photo.name)
            transaction.on_commit(lambda: storage.delete(name))
        blank(member)
        member.save()


def require_his_own(by: Member, member: Member) -> None:
    """Himself, or who manages his account. Raises PermissionDenied."""
    if by != member and not (by.publishes_everywhere and may_manage(by, member)):
        raise PermissionDenied


def blank(member: Member) -> None:
    member.first_name, member.last_name = NAME
    member.email = f"ancien-membre-{member.pk}@efface.invalid"  # RFC 2606 § 2
    member.set_unusable_password()
    member.is_active = member.is_superuser = False
    member.role = Member.Role.PERMANENT
    member.rpps = member.shut_rpps = member.phone = ""
    member.concerns = member.folded = ""
    member.working_days = member.working_hours = ""
    member.photo = ""
    member.news_mail = Member.NewsMail.NEVER
    member.last_login = None
    member.anonymised_at = timezone.now()


def look_at_unused() -> None:
    """Once a day: warn of accounts unused for 24 months, twice; then make anonymous."""
    now = timezone.now()
    unused = Member.objects.unused_since(now - UNUSED)
    for member in unused.filter(warnings=0)[:A_RUN]:
        warn(member)
    waited = unused.filter(warned_at__lt=now - BETWEEN_WARNINGS)
    for member in waited.filter(warnings=1)[:A_RUN]:
        warn(member)
    for member in waited.filter(warnings__gte=2)[:A_RUN]:
        with suppress(Refused):  # the last administrator
            anonymise(None, member)


def warn(member: Member) -> None:
    with transaction.atomic():
        member.warnings += 1
        member.warned_at = timezone.now()
        member.save(update_fields=["warnings", "warned_at"])
        left = 2 * BETWEEN_WARNINGS if member.warnings == 1 else BETWEEN_WARNINGS
        mail.post(
            "unused_account",
            member.email,
            {
                "member": member,
                "day": timezone.localdate() + left,
                "last": member.warnings > 1,
            },
        )


def forget_warnings(user: Member, **kwargs: Any) -> None:
    """He came back: the count begins anew."""
    warned = Member.objects.filter(pk=user.pk, warnings__gt=0)
    warned.update(warnings=0, warned_at=None)


def forget_means(member: Member) -> None:
    """His sessions, second factors, linked identities and addresses."""
    sessions.end(list(UserSession.objects.filter(user=member)))
    for model in (Authenticator, SocialAccount, EmailAddress):
        model.objects.filter(user=member).delete()


def connect() -> None:
    user_logged_in.connect(forget_warnings, dispatch_uid="members.forget_warnings")
