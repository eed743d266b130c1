"""What every template knows."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from config.unsent import waiting
from members.models import Space


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "site_name": settings.SITE_NAME,
        "site_address": settings.SITE_ADDRESS,
        "organisation": settings.ORGANISATION,
        "printed_at": timezone.now(),
        # Asked for once, by the pages that offer it.
        "may_add": SimpleLazyObject(lambda: may_add(request)),
        # In the session, which is read already.
        "unsent": SimpleLazyObject(lambda: waiting(request)),
    }


def may_add(request: HttpRequest) -> bool:
    """May the person add a document, in any space?"""
    user = getattr(request, "user", None) or AnonymousUser()
    return Space.objects.contributed_by(user).exists()
