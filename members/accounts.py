"""Who manages whose account.

Staff of the Pays manage the accounts of everyone but administrators. Only an
administrator makes another, and none changes his own rank: one always remains.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpRequest

from members import journal
from members.journal import Kind
from members.models import Member, Membership
from members.refusals import Refused
from members.spaces.terms import last_day

REFUSED = "Seul un administrateur peut modifier le compte d’un administrateur."
LAST = (
    "Ce compte est le dernier qui administre le site\u202f: il reste ouvert, et "
    "administrateur. Nommez d’abord une autre personne."
)


def may_manage(user: Member, account: Member) -> bool:
    """May `user`, who has entered the admin, change or close this account?"""
    return user.is_superuser or not account.is_superuser


@contextmanager
def keeping_an_administrator() -> Iterator[None]:
    """Around whatever may close, delete or lower accounts, the person's own too.

    Raises Refused, and undoes all of it, when no open account of an administrator
    would be left. Two that lower each other at once wait for one another.
    """
    with transaction.atomic():
        administrators = Member.objects.filter(is_superuser=True, is_active=True)
        before = set(
            administrators.select_for_update().values_list("pk", flat=True).order_by()
        )
        yield
        if before and not administrators.exists():
            raise Refused(LAST)


@dataclass(frozen=True)
class Standing:
    """What an account gives: its role, its rank, whether it is open."""

    role: str
    is_superuser: bool
    is_active: bool

    @classmethod
    def of(cls, account: Member) -> Standing:
        """As the database has it now."""
        now = Member.objects.get(pk=account.pk)
        return cls(now.role, now.is_superuser, now.is_active)


def follow(account: Member, before: Standing, request: HttpRequest | None) -> None:
    """Write down what has changed in an account, and what comes of it.

    Who becomes an occasional member has an end date everywhere: in a year.
    """
    now = Standing.of(account)
    said = []
    if now.role != before.role:
        said.append(str(Member.Role(now.role).label))
    if now.is_superuser != before.is_superuser:
        said.append(
            "administrateur" if now.is_superuser else "n’est plus administrateur"
        )
    if now.is_active != before.is_active:
        said.append("compte ouvert" if now.is_active else "compte fermé")
    if not said:
        return
    if now.role == Member.Role.OCCASIONAL and before.role != now.role:
        places = Membership.objects.filter(member=account)
        places.filter(ends_on__isnull=True).update(ends_on=last_day())
        places.filter(ends_on__gt=last_day()).update(ends_on=last_day())
    sentence = f"Devient\u202f: {', '.join(said)}"
    journal.record(Kind.RIGHT, sentence, about=account, request=request)
