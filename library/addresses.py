"""Addresses of this site, as people paste them."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings


class ForeignError(ValueError):
    """An address of another site: its argument is the host."""


def path_here(address: str) -> str:
    """The path of an address of this site, with its beginning or without it.

    Raises ForeignError, or ValueError when it is no address at all (« http://[ »).
    """
    parts = urlsplit(address)
    hosts = {None, urlsplit(settings.SITE_ADDRESS).hostname, *settings.ALLOWED_HOSTS}
    if parts.hostname not in hosts:
        raise ForeignError(parts.hostname)
    return parts.path
