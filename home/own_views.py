"""What is a person's own: favourites, what he opened lately, addresses of feeds."""

from __future__ import annotations

import hashlib

from config.closed import not_found_or_sign_in, safe_next
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_POST

from home import favourites, feeds, my_page, recent
from home.kinds import address
from library.views.documents import member
from members.models import Space
from members.rights import User


def my_favourites(request: HttpRequest) -> HttpResponse:
    """What the person keeps, and sees today."""
    context = {"section": "home", "things": favourites.of(member(request), request)}
    return render(request, "home/favourites.html", context)


@require_POST
def favourite(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Keep a thing, or keep it no longer; then back to where one was."""
    person = member(request)
    if "retirer" in request.POST:
        favourites.drop(person, kind, pk)
        messages.success(request, "Retiré de vos favoris.")
        back = reverse("home:favourites")
    else:
        back = address(kind, favourites.keep(person, kind, pk), request)
        messages.success(request, "C’est dans vos favoris.")
    return redirect(safe_next(request, back))


def opened_lately(request: HttpRequest) -> HttpResponse:
    """The last things that the person opened; he alone sees them."""
    context = {
        "section": "home",
        "things": recent.of(member(request), request),
        "most": recent.MOST,
        "days": recent.KEPT.days,
    }
    return render(request, "home/recent.html", context)


@require_POST
def clear_opened(request: HttpRequest) -> HttpResponse:
    recent.clear(member(request))
    messages.success(request, "C’est effacé.")
    return redirect("home:recent")


def my_feeds(request: HttpRequest) -> HttpResponse:
    """Addresses by which a reader of feeds follows each space."""
    person = member(request)
    token = feeds.token_of(person)
    spaces = my_page.spaces_of(person)
    context = {
        "section": "home",
        "feeds": [
            (
                space,
                settings.SITE_ADDRESS
                + reverse("home:personal_feed", args=[token, space.slug]),
            )
            for space in spaces
        ]
        if token
        else [],
        "spaces": spaces,
    }
    return render(request, "home/feeds.html", context)


@require_POST
def renew_feeds(request: HttpRequest) -> HttpResponse:
    """Make the addresses, make new ones, or take them away."""
    if "retirer" in request.POST:
        feeds.revoke(member(request))
        messages.success(request, "Vos adresses n’ouvrent plus rien.")
    else:
        had = feeds.token_of(member(request)) != ""
        feeds.renew(member(request))
        before = " Celles d’avant n’ouvrent plus rien." if had else ""
        messages.success(request, f"Vos adresses sont prêtes.{before}")
    return redirect("home:feeds")


@login_not_required
def public_feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The feed of a space that everyone sees."""
    space = Space.objects.visible_to(AnonymousUser()).filter(slug=slug).first()
    if space is None:
        return not_found_or_sign_in(request)
    return answered(request, space, AnonymousUser())


@login_not_required
def personal_feed(request: HttpRequest, token: str, slug: str) -> HttpResponseBase:
    """The feed of a space for whose address it is, as he sees the space now.

    404 for an address that is not one, or no more, and for a space he does not see.
    """
    person = feeds.owner(token)
    if person is None:
        raise Http404
    space = Space.objects.visible_to(person).filter(slug=slug).first()
    if space is None:
        raise Http404
    return answered(request, space, person)


def answered(request: HttpRequest, space: Space, user: User) -> HttpResponseBase:
    written, changed = feeds.written(space, user, request)
    etag = quote_etag(hashlib.sha256(written).hexdigest())
    moment = int(changed.timestamp())
    answer = HttpResponse(written, content_type="application/atom+xml; charset=utf-8")
    answer["ETag"] = etag
    answer["Last-Modified"] = http_date(moment)
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Robots-Tag"] = "noindex"
    # A thing may leave without a date: the entity tag decides (RFC 9110 § 13.2.2).
    return get_conditional_response(request, etag, moment, answer) or answer
