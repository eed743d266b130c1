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

from members import account_letters, journal
from members.directory import replacing
from members.journal import Kind
from members.models import Member, Membership
from members.refusals import Refused
from members.signing_in import sessions
from members.spaces import unrun
from members.spaces.terms import last_day

REFUSED = "Seul un administrateur change le compte d’un administrateur."
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
    """What an account gives: its address, its role, its rank, whether it is open."""

    email: str
    role: str
    is_superuser: bool
    is_active: bool

    @classmethod
    def of(cls, account: Member) -> Standing:
        """As the database has it now."""
        now = Member.objects.get(pk=account.pk)
        return cls(now.email, now.role, now.is_superuser, now.is_active)


def follow(account: Member, before: Standing, request: HttpRequest | None) -> None:
    """Write down what has changed in an account, and what comes of it.

    The person is told by mail of a new address, at both, of a new role or rank, and
    that the account is closed or open again.
    """
    now = Standing.of(account)
    by = request.user if request and isinstance(request.user, Member) else None
    if now.email != before.email:
        follow_address(account, before.email, now.email, by, request)
    said = ranks(before, now)
    if said:
        account_letters.rank_changed(account, ", ".join(said), by)
    if now.is_active != before.is_active:
        said.append("compte ouvert" if now.is_active else "compte fermé")
        tell = account_letters.opened if now.is_active else account_letters.closed
        tell(account, by)
        if not now.is_active:
            unrun.tell(unrun.alone(account), account)
            replacing.tell_left(account)
    if not said:
        return
    if now.role == Member.Role.OCCASIONAL and before.role != now.role:
        give_ends(account)
    sentence = f"Devient\u202f: {', '.join(said)}"
    journal.record(Kind.RIGHT, sentence, about=account, request=request)


def ranks(before: Standing, now: Standing) -> list[str]:
    """What the person has become: his role, an administrator or no longer one."""
    said = []
    if now.role != before.role:
        said.append(str(Member.Role(now.role).label))
    if now.is_superuser != before.is_superuser:
        said.append(
            "administrateur" if now.is_superuser else "n’est plus administrateur"
        )
    return said


def follow_address(
    account: Member,
    before: str,
    now: str,
    by: Member | None,
    request: HttpRequest | None,
) -> None:
    """Another has changed his address: both are told, and he signs in anew with it."""
    sentence = f"Adresse de connexion changée\u202f: {before}, désormais {now}."
    journal.record(Kind.CREDENTIAL, sentence, about=account, request=request)
    account_letters.address_changed(account, before, now, by)
    if request is not None and by == account:
        sessions.close_others(request, account)
    else:
        sessions.end(list(sessions.of(account)))


def follow_rpps(
    account: Member, before: str, by: Member | None, request: HttpRequest | None = None
) -> None:
    """Another has changed his RPPS, which opens his account by Pro Santé Connect."""
    sentence = rpps_changed(before, account.rpps)
    journal.record(Kind.CREDENTIAL, sentence, by=by, about=account, request=request)
    account_letters.rpps_changed(account, by)


def rpps_changed(before: str, now: str) -> str:
    """For the journal: which number became which."""
    if not before:
        return f"Numéro RPPS ajouté\u202f: {now}."
    if not now:
        return f"Numéro RPPS retiré\u202f: {before}."
    return f"Numéro RPPS changé\u202f: {before}, désormais {now}."


def give_ends(account: Member) -> None:
    """Who becomes an occasional member has an end date everywhere: in a year."""
    places = Membership.objects.filter(member=account)
    places.filter(ends_on__isnull=True).update(ends_on=last_day())
    places.filter(ends_on__gt=last_day()).update(ends_on=last_day())
