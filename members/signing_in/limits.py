"""How often one may try, and what is said to who tries too often.

The counts are allauth's, in the cache that all processes share (settings `CACHES`);
`ACCOUNT_RATE_LIMITS` (`config.sign_in`) holds the rates. Here are the waiting time,
which allauth does not tell, and the counts of known browsers
(`members.signing_in.known`).
"""

from __future__ import annotations

import math
import time
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from members.signing_in import known

ACCOUNT, FACTORS = "allauth.account", "allauth.mfa"
#: What allauth counts in each of its views, for the waiting time (`too_many_here`).
COUNTED = {
    "account_login": (ACCOUNT, "login"),
    "account_reset_password": (ACCOUNT, "reset_password"),
    "account_reset_password_from_key": (ACCOUNT, "reset_password_from_key"),
    "account_reauthenticate": (ACCOUNT, "reauthenticate"),
    "mfa_reauthenticate": (ACCOUNT, "reauthenticate"),
    "mfa_reauthenticate_webauthn": (ACCOUNT, "reauthenticate"),
    "mfa_login_webauthn": (FACTORS, "webauthn_login"),
}


#: Where a link or a code by mail is asked for: past their limit it is no way in.
LINKS = frozenset(["account_reset_password", "account_request_login_code"])


def count(request: HttpRequest, action: str, key: str) -> Any:
    """Count a try; return its use, which can be rolled back.

    Raises the answer 429 when there were too many.
    """
    used = ratelimit.consume(request, app=ACCOUNT, action=action, key=key)
    if not used:
        seconds = seconds_to_wait(request, action, key=key)
        raise ImmediateHttpResponse(too_many(request, seconds))
    return used


def to_wait(
    request: HttpRequest, action: str, key: str, *, of_get: bool = False
) -> int:
    """Count a try; return the seconds to wait when there were too many, else 0.

    For a page that keeps what was typed, and says it there. A GET is a try only
    with `of_get`: allauth counts none by itself.
    """
    if ratelimit.consume(
        request, app=ACCOUNT, action=action, key=key, limit_get=of_get
    ):
        return 0
    return max(seconds_to_wait(request, action, key=key), 1)


def count_for(request: HttpRequest, action: str, email: str) -> Any:
    """Count a try for this address, apart when the browser is known to its owner."""
    if bucket := known.bucket(request, email):
        return count(request, f"{action}_known", bucket)
    return count(request, action, email.lower())


def forget_for(request: HttpRequest, action: str, email: str) -> None:
    """The owner has proved who he is: what was counted for him starts again.

    The count of his network stays, or a guesser with an account would clear it.
    """
    forget(request, action, email.lower())
    if bucket := known.bucket(request, email):
        forget(request, f"{action}_known", bucket)


def forget(request: HttpRequest, action: str, key: str) -> None:
    for rate in ratelimit.get_rates(app=ACCOUNT, action=action):
        if rate.per == "key":
            cache.delete(
                ratelimit.get_cache_key(
                    request, app=ACCOUNT, action=action, rate=rate, key=key
                )
            )


def seconds_to_wait(
    request: HttpRequest, action: str, *, key: str | None = None, app: str = ACCOUNT
) -> int:
    """Until when the next try of this action is refused, in seconds; 0: it is not."""
    longest = 0.0
    for rate in ratelimit.get_rates(app=app, action=action):
        if rate.per == "key" and key is None:
            continue
        if rate.per == "user" and not request.user.is_authenticated:
            continue
        name = ratelimit.get_cache_key(
            request, app=app, action=action, rate=rate, key=key
        )
        tries = cache.get(name, [])  # the newest first
        if len(tries) >= rate.amount:
            longest = max(longest, tries[rate.amount - 1] + rate.duration - time.time())
    return math.ceil(longest)


def too_many_here(request: HttpRequest) -> HttpResponse:
    """The answer to who tries too often, for allauth's own counts (`handler429`)."""
    match = request.resolver_match
    app, action = COUNTED.get(match.view_name if match else "", (ACCOUNT, "login"))
    key = request.POST.get("email", "").lower() or None
    return too_many(request, seconds_to_wait(request, action, key=key, app=app))


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """Status 429 and a sentence that says how long to wait (RFC 6585 § 4)."""
    wait = in_words(max(seconds, 1))
    if "application/json" in request.headers.get("accept", ""):
        sentence = f"Trop d’essais\u202f: recommencez dans {wait}."
        answer: HttpResponse = JsonResponse({"error": sentence}, status=429)
    else:
        match = request.resolver_match
        asked = match.view_name if match else ""
        context = {"wait": wait, "for_a_link": asked in LINKS}
        answer = render(request, "429.html", context, status=429)
    answer["Retry-After"] = str(max(seconds, 1))
    return answer


def in_words(seconds: int) -> str:
    """`une minute`, `12 minutes`, `3 heures`: rounded up, never too short."""
    minutes = math.ceil(seconds / 60)
    if minutes <= 1:
        return "une minute"
    if minutes < 120:
        return f"{minutes}\u00a0minutes"
    return f"{math.ceil(minutes / 60)}\u00a0heures"
