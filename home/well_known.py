"""What programs ask any site for, at addresses agreed on: no person reads these."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from home.models import FrontPage

#: `Expires` of security.txt: less than a year is advised (RFC 9116 § 2.5.5).
TRUE_FOR = timedelta(days=180)


@login_not_required
@require_safe
def change_password(request: HttpRequest) -> HttpResponse:
    """Where a password manager leads to (W3C, « A Well-Known URL for Changing
    Passwords »).
    """
    return redirect("account_change_password")


@login_not_required
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return redirect(static("img/favicon.svg"))


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """So that a telephone keeps the site among its applications (W3C, Web Application
    Manifest)."""
    mark = {"src": static("img/favicon.svg"), "type": "image/svg+xml", "sizes": "any"}
    held = {
        "name": settings.SITE_NAME,
        "short_name": settings.SITE_NAME,
        "lang": "fr",
        "start_url": reverse("home:dashboard"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbfaf6",
        "theme_color": "#0b5d57",
        "icons": [mark],
    }
    return JsonResponse(held, content_type="application/manifest+json")


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Nothing is hidden by it (RFC 9309 § 3): pages that are not public are closed."""
    lines = "User-agent: *\nDisallow: /admin/\nDisallow: /connexion/\n"
    return HttpResponse(lines, content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to write to about a weakness (RFC 9116); 404 without a public address."""
    front = FrontPage.objects.exclude(contact_email="").live().first()
    if front is None:
        raise Http404
    expires = (timezone.now() + TRUE_FOR).isoformat(timespec="seconds")
    lines = (
        f"Contact: mailto:{front.contact_email}\n"
        f"Expires: {expires}\nPreferred-Languages: fr\n"
        f"Canonical: {request.build_absolute_uri()}\n"
    )
    return HttpResponse(lines, content_type="text/plain; charset=utf-8")
