"""Browsers in which a person has signed in before.

Who guesses at an account is stopped by limits, and so would be its owner, whom anybody
could lock out that way. A browser in which he has signed in carries a signed cookie,
and its tries are counted apart from everybody else's (OWASP, « Slow Down Online
Guessing Attacks with Device Cookies »).
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE = "navigateur"
SALT = "members.signing_in.known"
AGE = 60 * 60 * 24 * 365
#: A computer may be shared by as many people.
MOST = 8


def remember(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """This person has signed in here."""
    mark = mark_of(email)
    marks = read(request)
    marks = {mark: marks.get(mark) or secrets.token_urlsafe(12), **marks}
    response.set_cookie(
        COOKIE,
        signing.dumps(dict(list(marks.items())[:MOST]), salt=SALT),
        max_age=AGE,
        path="/",
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> None:
    """Of a computer that several people use, nobody is remembered."""
    response.delete_cookie(COOKIE, samesite="Lax")


def bucket(request: HttpRequest, email: str) -> str:
    """What the tries of this browser for `email` are counted under; empty: unknown."""
    found = read(request).get(mark_of(email), "")
    return f"{found}:{email.lower()}" if found else ""


def read(request: HttpRequest) -> dict[str, str]:
    try:
        marks = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=AGE)
    except signing.BadSignature:
        return {}
    return marks if isinstance(marks, dict) else {}


def mark_of(email: str) -> str:
    """The account, as the cookie names it: it must not tell who uses the computer."""
    return salted_hmac(SALT, email.lower(), algorithm="sha256").hexdigest()[:32]
