"""A code sent by mail to a person who is signed in, and typed back in the same session.

It proves that he reads that mailbox: the new one, when he changes his address; his
own, before something that matters, when he has no other means.
"""

from __future__ import annotations

import time
from typing import Any

from allauth.core.internal.cryptokit import compare_user_code, generate_user_code
from django.http import HttpRequest

from background import mail
from members.models import Member
from members.signing_in import records
from members.signing_in.asking import member_of

SESSION = "mailed_codes"
#: Seconds that a code lives, and how often one may be wrong.
LIFE = 15 * 60
TRIES = 3


def send(request: HttpRequest, purpose: str, to: str, member: Member) -> None:
    """Send a new code, whose letter is `templates/emails/<purpose>`."""
    code = begin(request, purpose, to)
    mail.post(purpose, to, {"member": member, "code": code, "minutes": LIFE // 60})


def begin(request: HttpRequest, purpose: str, to: str) -> str:
    """Make a new code that is waited for, and give it; the one before is dead."""
    code = generate_user_code(numeric=True, length=8)
    states: dict[str, Any] = request.session.get(SESSION, {})
    states[purpose] = {"code": code, "to": to, "at": time.time(), "tries": 0}
    request.session[SESSION] = states
    return str(code)


def pending(request: HttpRequest, purpose: str) -> str:
    """The address to which a code was sent that may still be typed; or empty."""
    state = request.session.get(SESSION, {}).get(purpose)
    if not state or time.time() - state["at"] > LIFE or state["tries"] >= TRIES:
        return ""
    return str(state["to"])


def check(request: HttpRequest, purpose: str, given: str) -> str:
    """The address that the code proves; empty when it is not the one.

    A code serves once, and dies after `TRIES` wrong ones, which the journal has.
    """
    to = pending(request, purpose)
    if not to:
        return ""
    states = request.session[SESSION]
    if compare_user_code(actual=given, expected=states[purpose]["code"]):
        del states[purpose]
    else:
        states[purpose]["tries"] += 1
        records.mailed_code_refused(request, member_of(request), to)
        to = ""
    request.session[SESSION] = states
    return to


def forget(request: HttpRequest, purpose: str) -> None:
    states = request.session.get(SESSION, {})
    states.pop(purpose, None)
    request.session[SESSION] = states
