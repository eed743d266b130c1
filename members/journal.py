"""The journal: who signed in, whose rights changed, what left the site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from itertools import zip_longest
from typing import TYPE_CHECKING

from allauth.core import context
from django.db.models import QuerySet
from django.http import HttpRequest

from members.addresses import address_of
from members.models import JournalEntry, Member, Space

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

Kind = JournalEntry.Kind
#: From where came what the worker does, when that is known.
_launched_from: ContextVar[str | None] = ContextVar("launched_from", default=None)


@contextmanager
def launched_from(address: str | None) -> Iterator[None]:
    """Within, lines that answer no request bear this address."""
    token = _launched_from.set(address)
    try:
        yield
    finally:
        _launched_from.reset(token)


def address_here(request: HttpRequest | None = None) -> str | None:
    """Of `request`, of the one being answered, or of what the worker was asked."""
    return address_of(request or context.request) or _launched_from.get()


def record(
    kind: str,
    sentence: str,
    *,
    by: Member | AnonymousUser | None = None,
    about: Member | None = None,
    space: Space | None = None,
    request: HttpRequest | None = None,
) -> JournalEntry:
    """Write a line: `sentence` says in French what was done.

    `by` is who did it, by default the person of `request`; `about` is whose account
    or rights it concerns. The address kept is that of `address_here`.
    """
    if by is None and request is not None:
        by = getattr(request, "user", None)
    person = by if isinstance(by, Member) else None
    return JournalEntry.objects.create(
        kind=kind,
        sentence=sentence[:500],
        by=person,
        by_name=named(person),
        about=about,
        about_name=named(about),
        space=space,
        address=address_here(request),
    )


def record_many(
    kind: str,
    sentences: list[str],
    *,
    by: Member | None,
    spaces: Sequence[Space | None] = (),
) -> None:
    """Write many lines of one kind and one person, in few queries; `spaces` are those
    of each line, when they have one.
    """
    name, address = named(by), address_here()
    JournalEntry.objects.bulk_create(
        [
            JournalEntry(
                kind=kind,
                sentence=sentence[:500],
                by=by,
                by_name=name,
                space=space,
                address=address,
            )
            for sentence, space in zip_longest(sentences, spaces)
        ],
        500,
    )


def named(member: Member | None) -> str:
    """`Claire Morand <claire@example.fr>`, kept beside the link to the account."""
    return f"{member.get_full_name()} <{member.email}>"[:254] if member else ""


def purge(before: datetime) -> int:
    """Remove what is older than `before`; return how many lines. The only way out."""
    old: QuerySet[JournalEntry] = QuerySet(JournalEntry).filter(at__lt=before)
    return old.delete()[0]
