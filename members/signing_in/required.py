"""A second factor before anything else, for who must have one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from config import unsent
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from members.models import Member
from members.signing_in import factors
from members.waylaid import EXIT, LOST, Gate, way_back

SENTENCE = (
    "Votre rôle demande un second moyen de vous reconnaître. "
    "Activez-le, puis recommencez."
)
#: Where the session keeps the page to which one was going.
GOING_TO = "second_factor_then"
#: What remains open meanwhile: setting it up, leaving, help and legal pages.
OPEN = {
    *EXIT,
    "second_factor_required",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "reauthenticate_by_mail",
    "account_logout",
    "forget_unsent",
    "home:help",
    "home:legal",
    "home:privacy",
    "home:accessibility",
}


class SecondFactorMiddleware(Gate):
    """Sends to the set-up whoever must have a second factor and has none."""

    says = (
        "Pour retrouver vos espaces, choisissez d’abord un second moyen de vous "
        "reconnaître."
    )
    verb = "Choisir ce moyen"

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        is_open = match is not None and match.view_name in OPEN
        # What waits to be sent is not offered before it can be.
        if is_open and unsent.KEPT not in request.session:
            return None
        user = request.user
        if not isinstance(user, Member) or not factors.must_set_up(user):
            return None
        if is_open:
            request.held_at_gate = True  # type: ignore[attr-defined]
            return None
        return self.hold(request, user)

    def address(self, request: HttpRequest, member: Member) -> str:
        if is_page(request):
            request.session[GOING_TO] = request.get_full_path()
        return reverse("second_factor_required")

    def stop(self, request: HttpRequest, member: Member) -> HttpResponseBase:
        if "application/json" in request.headers.get("accept", ""):
            return JsonResponse({"error": SENTENCE}, status=403)
        gate = reverse("second_factor_required")
        if not is_page(request):
            return redirect(gate)  # an image of a page is no place to go
        going_on = way_back(request, member)
        request.session[GOING_TO] = going_on["next"]
        return redirect(f"{gate}?{LOST}=oui" if LOST in going_on else gate)


def is_page(request: HttpRequest) -> bool:
    """Does the browser open a page with it, and not an image or a part of one?"""
    return request.headers.get("sec-fetch-dest", "document") == "document"


def going_to(request: HttpRequest, default: str = "") -> str:
    """Where he goes once it is set up; said once."""
    return str(request.session.pop(GOING_TO, default))
