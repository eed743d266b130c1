"""Whom to write to, for who cannot come in any more."""

from __future__ import annotations

from collections.abc import Callable

from members.spaces.letters import staff

#: The address that the site gives to the public, if an app above knows one.
given_addresses: list[Callable[[], str]] = []
#: So many of the staff are named in a mail.
MOST_NAMED = 3


def whom_to_write() -> str:
    """Where who cannot sign in any more finds help: « a@b » or « a@b, c@d »."""
    given = next(filter(None, (give() for give in given_addresses)), "")
    return given or ", ".join(person.email for person in staff()[:MOST_NAMED])
