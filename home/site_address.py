"""Wagtail's record of the site says the address that the settings say."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Site


def set_site(**kwargs: Any) -> None:
    """After each `migrate`: the default site has the host and port of the address.

    Wagtail writes the whole addresses of pages with them, and knows by them that an
    address that somebody gives is one of ours.
    """
    parts = urlsplit(settings.SITE_ADDRESS)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first()
    if site is not None and (site.hostname, site.port) != (parts.hostname, port):
        site.hostname, site.port = parts.hostname or "localhost", port
        site.save()
