"""Who was signed in last in this browser, once his session is gone.

What he typed meanwhile is kept for him alone (`config.unsent`): a signed cookie tells
whose it is. It ends with the browser, goes when he signs out, and opens nothing.
"""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from members.signing_in import shared

COOKIE = "derniere-personne"
SALT = "members.signing_in.lately"


def note(request: HttpRequest, answer: HttpResponseBase) -> None:
    """Keep who is signed in; forget him when he signs out, not when he is put out."""
    if getattr(request, "signs_out", False) and not shared.ended_session_of(request):
        if COOKIE in request.COOKIES:
            answer.delete_cookie(COOKIE, samesite="Lax")
        return
    user = request.user
    if not user.is_authenticated or was_in(request) == user.pk:
        return
    answer.set_cookie(
        COOKIE,
        signing.dumps(user.pk, salt=SALT),
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )


def was_in(request: HttpRequest) -> int | None:
    """The key of the member who was signed in here last."""
    try:
        found = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT)
    except signing.BadSignature:
        return None
    return found if isinstance(found, int) else None
