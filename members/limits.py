"""How often an address of the network may do something."""

from __future__ import annotations

import time

from config.errors import explain
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from members.journal import address_of


def wait(request: HttpRequest, what: str, most: int, seconds: int) -> int:
    """Count one more; return 0, or for how many seconds to wait when it is too many.

    At most `most` in each window of `seconds`, for the address that asks.
    """
    now = int(time.time())
    window = now - now % seconds
    key = f"limit:{what}:{address_of(request)}:{window}"
    cache.add(key, 0, seconds)
    try:
        count = cache.incr(key)
    except ValueError:  # it ended in between
        return 0
    return window + seconds - now if count > most else 0


def refuse(request: HttpRequest, seconds: int) -> HttpResponse:
    """429 Too Many Requests (RFC 6585 § 4), and when to come back."""
    minutes = max(1, -(-seconds // 60))
    when = f"{minutes} minute{'s' if minutes > 1 else ''}"
    response = explain(
        request,
        429,
        sentence=f"Trop d’essais depuis votre connexion. Attendez {when}, puis "
        "recommencez.",
    )
    response["Retry-After"] = str(seconds)
    return response
