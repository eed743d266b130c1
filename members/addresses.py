"""Where a request comes from."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest | None) -> str | None:
    """The IP address of the client, behind the proxies that are ours.

    Each proxy adds to X-Forwarded-For the address that spoke to it: with one proxy
    only the last is true, the others are what the client chose to write. A request
    that did not come through them all is known by who opened its connection.
    """
    if request is None:
        return None
    named = str(request.META.get("REMOTE_ADDR", ""))
    passed = [
        part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")
    ]
    if passed[0] and 0 < settings.PROXIES <= len(passed):
        named = passed[-settings.PROXIES]
    try:
        return str(ipaddress.ip_address(named.strip("[]")))
    except ValueError:
        return None
