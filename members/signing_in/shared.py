"""A computer that several people use: nobody stays signed in there.

The cabinet's reception, the library of the town: a browser that was said to be shared
keeps a cookie, and every session begun in it, whatever the means, ends with the browser
and after an hour without a click (NIST SP 800-63B-4 § 2.2.3: one hour at most).
"""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.core import signing
from django.http import HttpRequest, HttpResponse

from members.journal import Kind, record
from members.models import Member
from members.signing_in import known

COOKIE = "ordinateur-partage"
AGE = 60 * 60 * 24 * 365
#: The address that was typed when one said so, until the page that comes next.
TYPED = "adresse-tapee"
TYPED_FOR = 60
#: Characters of a mail address (RFC 5321 § 4.5.3.1.3).
MOST = 254
#: What a session begun on such a computer is marked with.
MARK = "shared"
#: Seconds without a request after which it ends.
IDLE = 60 * 60


def is_shared(request: HttpRequest) -> bool:
    return request.COOKIES.get(COOKIE) == "1"


def say(response: HttpResponse, *, shared: bool) -> None:
    """Keep in this browser that it is shared, or that it is not any more."""
    if not shared:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    known.forget(response)
    response.set_cookie(
        COOKIE,
        "1",
        max_age=AGE,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )


def keep_address(response: HttpResponse, address: str) -> None:
    """Give back what was typed at the sign-in page: no address is in an address."""
    if not address or len(address) > MOST:
        return
    response.set_cookie(
        TYPED,
        signing.dumps(address, salt=TYPED),
        max_age=TYPED_FOR,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )


def typed_address(request: HttpRequest) -> str:
    try:
        found = signing.loads(
            request.COOKIES.get(TYPED, ""), salt=TYPED, max_age=TYPED_FOR
        )
    except signing.BadSignature:
        return ""
    return str(found)


def forget_address(request: HttpRequest, response: HttpResponse) -> None:
    if TYPED in request.COOKIES:
        response.delete_cookie(TYPED, samesite="Lax")


def begin(request: HttpRequest, **kwargs: Any) -> None:
    """A sign-in here: short if the computer is shared, long otherwise."""
    if is_shared(request):
        request.session[MARK] = True
        request.session.set_expiry(0)  # with the browser
    else:
        request.session.pop(MARK, None)
        request.session.set_expiry(settings.SESSION_COOKIE_AGE)


def is_over(request: HttpRequest, seen: float | None) -> bool:
    """Has nothing been done for an hour? The session is then ended."""
    if seen is None or MARK not in request.session or time.time() - seen <= IDLE:
        return False
    user = request.user
    if isinstance(user, Member):
        record(
            Kind.SIGN_OUT,
            "Session fermée\u202f: une heure sans rien faire, sur un ordinateur "
            "partagé.",
            about=user,
            request=request,
        )
        request.ended_session_of = user  # type: ignore[attr-defined]
    logout(request)
    return True


def ended_session_of(request: HttpRequest) -> Member | None:
    """Whose session this very request has ended, by coming too late."""
    return getattr(request, "ended_session_of", None)
