"""A second factor before anything else, for who must have one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from members.models import Member
from members.signing_in import factors

SENTENCE = (
    "Votre rôle demande un second moyen de vous reconnaître. "
    "Activez-le, puis recommencez."
)
#: What remains open meanwhile: setting it up, leaving, help and legal pages.
OPEN = {
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
        if match is not None and match.view_name in OPEN:
            return None
        user = request.user
        if not isinstance(user, Member) or not factors.must_set_up(user):
            return None
        if "application/json" in request.headers.get("accept", ""):
            return JsonResponse({"error": SENTENCE}, status=403)
        return redirect("second_factor_required")
