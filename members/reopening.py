"""Accounts that are closed: since when, and opening them again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from members.accounts import REFUSED, Standing, follow, may_manage
from members.journal import Kind
from members.models import JournalEntry, Member
from members.refusals import Refused


@dataclass(frozen=True)
class Closed:
    """A closed account, as staff are told of it. `at` is not known for ever."""

    member: Member
    at: datetime | None
    may_reopen: bool


def closed_among(by: Member, emails: Iterable[str]) -> dict[str, Closed]:
    """Those of these addresses whose account is closed, for staff: two queries."""
    if not by.publishes_everywhere:
        return {}
    members = Member.objects.filter(
        email__in=[email.lower() for email in emails],
        is_active=False,
        anonymised_at__isnull=True,
    )
    found = {member.pk: member for member in members}
    if not found:
        return {}
    told = JournalEntry.objects.filter(
        about__in=found, kind__in=(Kind.ACCOUNT, Kind.RIGHT)
    ).filter(sentence__contains="compte fermé")
    when = dict(told.order_by("at").values_list("about", "at"))
    return {
        member.email: Closed(member, when.get(pk), may_manage(by, member))
        for pk, member in found.items()
    }


def reopen(by: Member, member: Member, request: HttpRequest | None = None) -> None:
    """He signs in again with what he had, and is told by mail. Raises Refused."""
    if not by.publishes_everywhere or not may_manage(by, member):
        raise Refused(REFUSED)
    if member.is_active:
        return
    before = Standing.of(member)
    member.is_active = True
    member.warnings, member.warned_at = 0, None
    member.save(update_fields=["is_active", "warnings", "warned_at"])
    follow(member, before, request)
