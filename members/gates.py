"""What a person must have done before he goes further."""

from __future__ import annotations

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
from members.waylaid import Gate, way_back

#: One's own means to sign in, and saying again who one is; not those of others.
OWN_MEANS = {str(pattern.name) for pattern in signing_in} - {"forget_factor"}
#: What stays open on the way: the charter itself and the exit, and what the gate of
#: the second factor leaves open (public pages, its own set-up).
OPEN = {*OWN_MEANS, *required.OPEN}
SIGN_FIRST = (
    "La charte de fonctionnement a changé. Ouvrez une page du site pour la lire et "
    "l’accepter, puis recommencez."
)


class CharterMiddleware(Gate):
    """Leads who has not accepted the charter in force to it (one query a request)."""

    says = "Pour retrouver vos espaces, lisez et acceptez d’abord la charte."
    verb = "Lire la charte"

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        user = request.user
        match = request.resolver_match
        if not isinstance(user, Member) or match is None or match.view_name in OPEN:
            return None
        if charter.has_signed(user):
            return None
        return self.hold(request, user)

    def address(self, request: HttpRequest, member: Member) -> str:
        going_on = {"next": request.get_full_path()}
        return f"{reverse('members:charter')}?{urlencode(going_on)}"

    def stop(self, request: HttpRequest, member: Member) -> HttpResponseBase:
        if "application/json" in request.headers.get("accept", ""):
            return JsonResponse({"error": SIGN_FIRST}, status=403)
        going_on = urlencode(way_back(request, member))
        return redirect(f"{reverse('members:charter')}?{going_on}")
