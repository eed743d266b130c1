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
from members.waylaid import EXIT, LOST, way_back

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


class SecondFactorMiddleware:
    """Sends to the set-up whoever must have a second factor and has none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

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
        if "application/json" in request.headers.get("accept", ""):
            return JsonResponse({"error": SENTENCE}, status=403)
        gate = reverse("second_factor_required")
        if request.headers.get("sec-fetch-dest", "document") != "document":
            return redirect(gate)  # an image of a page is no place to go
        going_on = way_back(request, user)
        request.session[GOING_TO] = going_on["next"]
        return redirect(f"{gate}?{LOST}=oui" if LOST in going_on else gate)


def going_to(request: HttpRequest, default: str = "") -> str:
    """Where he goes once it is set up; said once."""
    return str(request.session.pop(GOING_TO, default))
