"""What a person must have done before he goes further."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from members.coming_in import charter
from members.models import Member
from members.signing_in import required
from members.signing_in.urls import urlpatterns as signing_in
from members.waylaid import way_back

#: One's own means to sign in, and saying again who one is; not those of others.
OWN_MEANS = {str(pattern.name) for pattern in signing_in} - {"forget_factor"}
#: What stays open on the way: the charter itself and the exit, and what the gate of
#: the second factor leaves open (public pages, its own set-up).
OPEN = {*OWN_MEANS, *required.OPEN}
SIGN_FIRST = (
    "La charte de fonctionnement a changé. Ouvrez une page du site pour la lire et "
    "l’accepter, puis recommencez."
)


class CharterMiddleware:
    """Leads who has not accepted the charter in force to it (one query a request)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        user = request.user
        match = request.resolver_match
        if not isinstance(user, Member) or match is None or match.view_name in OPEN:
            return None
        if charter.has_signed(user):
            return None
        if "application/json" in request.headers.get("accept", ""):
            return JsonResponse({"error": SIGN_FIRST}, status=403)
        going_on = urlencode(way_back(request, user))
        return redirect(f"{reverse('members:charter')}?{going_on}")
