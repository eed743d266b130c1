"""The address of a shared link.

As that of a feed (`home.feeds`): a nonce, and a mark worked out of it with the secret
of the site. Who reads the database, or a copy of it, cannot open a link; who gave one
finds its address again.
"""

from __future__ import annotations

from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from library.models.sharing import NONCE, SharedLink

SALT = "library.sharing"
#: Signs of the mark (hexadecimal: 128 bits, which nobody guesses).
MARK = 32


def token_of(link: SharedLink) -> str:
    mark = salted_hmac(SALT, link.nonce, algorithm="sha256").hexdigest()
    return f"{link.nonce}{mark[:MARK]}"


def address_of(link: SharedLink) -> str:
    """What is given to the person, whole."""
    path = reverse("shared_link", args=[token_of(link)])
    return urljoin(f"{settings.SITE_ADDRESS}/", path)


def of_token(token: str) -> SharedLink | None:
    """The link of an address, with `is_live`; None when there is none."""
    found = SharedLink.objects.with_state().select_related(
        "given_by",
        "document__space",
        "document__current",
        "document__protocol",
    )
    link = found.filter(nonce=token[:NONCE]).first()
    if link is None or not constant_time_compare(token_of(link), token):
        return None
    return link
