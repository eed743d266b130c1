"""A page that moved is found at its old address, by who may see it.

Wagtail writes a redirect when a page moves or its address changes. Its own middleware
would tell anyone where the page is now; here the redirect goes through the one door,
and without the right the answer is that of any address.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect

from pages.models import ContentPage


class RedirectsMiddleware:
    """Follows the redirects of the site where nothing else answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if request.method not in ("GET", "HEAD") or not is_lost(request, answer):
            return answer
        found = redirect_for(request)
        target = found.link if found and is_seen(found, request) else None
        if target is None:
            return answer
        kind = (
            HttpResponsePermanentRedirect
            if found and found.is_permanent
            else HttpResponseRedirect
        )
        return kind(target)


def is_lost(request: HttpRequest, answer: HttpResponseBase) -> bool:
    """Is it a page that is not there, or the sign-in that a stranger gets instead?"""
    if answer.status_code == 404:
        return True
    asks = urlsplit(answer.get("Location", "")).path == resolve_url(settings.LOGIN_URL)
    return answer.status_code == 302 and asks and not request.user.is_authenticated


def redirect_for(request: HttpRequest) -> Redirect | None:
    """That of the whole address, or of its path alone."""
    path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    alone = urlsplit(path).path
    found = get_redirect(request, path)
    if found is None and alone != path:
        found = get_redirect(request, alone)
    return found


def is_seen(found: Redirect, request: HttpRequest) -> bool:
    """To a page: who sees the page. To an address that staff wrote: the members."""
    if found.redirect_page_id is None:
        return bool(request.user.is_authenticated)
    pages = ContentPage.objects.live().visible_to(request.user)
    return bool(pages.filter(pk=found.redirect_page_id).exists())
