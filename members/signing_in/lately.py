"""Who was signed in last in this browser, and whose the pages are that it has open.

What he typed meanwhile is for him alone (`config.unsent`): a signed cookie tells whose
it is. It ends with the browser, goes when he signs out, and opens nothing.

Each sign-in gives the forms a new secret: the one of a form that is sent tells who was
signed in when its page was shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.csrf import (  # type: ignore[attr-defined]
    CSRF_ALLOWED_CHARS,
    CSRF_TOKEN_LENGTH,
    _unmask_cipher_token,
)
from django.utils.crypto import salted_hmac

from members.signing_in import shared

COOKIE = "derniere-personne"
SALT = "members.signing_in.lately"
#: Sign-ins whose pages are remembered.
MOST = 8
#: In the place of a member: the pages may be of several people.
NOBODY = 0


@dataclass
class Known:
    """What the cookie tells; `pages` gives a member for the mark of a secret."""

    last: int | None = None
    pages: dict[str, int] = field(default_factory=dict)


def note(request: HttpRequest, answer: HttpResponseBase) -> None:
    """Keep who is signed in; forget him when he signs out, not when he is put out."""
    if getattr(request, "signs_out", False) and not shared.ended_session_of(request):
        if COOKIE in request.COOKIES:
            answer.delete_cookie(COOKIE, samesite="Lax")
        return
    user = request.user
    if not user.is_authenticated or user.pk is None:
        return
    known = read(request)
    pages = dict(known.pages)
    if secret := request.META.get("CSRF_COOKIE"):
        mark = mark_of(secret)
        whose = pages.pop(mark, user.pk)
        pages[mark] = user.pk if whose == user.pk else NOBODY
    if known.last == user.pk and known.pages == pages:
        return
    told = {"last": user.pk, "pages": dict(list(pages.items())[-MOST:])}
    answer.set_cookie(
        COOKIE,
        signing.dumps(told, salt=SALT),
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )


def read(request: HttpRequest) -> Known:
    try:
        found = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT)
        return Known(found["last"], found["pages"])
    except (signing.BadSignature, TypeError, KeyError):
        return Known()


def was_in(request: HttpRequest) -> int | None:
    """The key of the member who was signed in here last."""
    return read(request).last


def typed_by(request: HttpRequest) -> int | None:
    """The key of who was signed in when the page of this form was shown; None: unknown.

    Whatever its token is worth now.
    """
    token = request.POST.get("csrfmiddlewaretoken", "")
    if len(token) != CSRF_TOKEN_LENGTH or set(token) - set(CSRF_ALLOWED_CHARS):
        return None
    return read(request).pages.get(mark_of(_unmask_cipher_token(token))) or None


def mark_of(secret: str) -> str:
    """A secret of forms, as the cookie names it: it must not give it away."""
    if len(secret) == CSRF_TOKEN_LENGTH:  # masked, as Django 3 kept it
        secret = _unmask_cipher_token(secret)
    return salted_hmac(SALT, secret, algorithm="sha256").hexdigest()[:32]
