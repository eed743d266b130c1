"""Closed by default: who is not signed in is asked to, whatever he asks for."""

from urllib.parse import urlsplit, urlunsplit

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import DisallowedRedirect
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme

SIGN_IN_AGAIN = "Votre session est terminée. Connectez-vous, puis recommencez."


def ask_to_sign_in(request: HttpRequest, going_to: str = "") -> HttpResponseBase:
    """The answer to a stranger: the sign-in page, or 401 for a script (RFC 9110).

    `going_to`: where he goes on, the address he asked for if not said.
    """
    if "application/json" in request.headers.get("accept", ""):
        return JsonResponse({"error": SIGN_IN_AGAIN}, status=401)
    try:
        return redirect_to_login(going_to or request.get_full_path())
    except DisallowedRedirect:  # too long an address to come back to
        return redirect_to_login(request.path)


def not_found_or_sign_in(request: HttpRequest) -> HttpResponseBase:
    """What is not there, or not for this person: the two look the same.

    Raises Http404 for a person who is signed in.
    """
    if request.user.is_authenticated:
        raise Http404
    return ask_to_sign_in(request)


@login_not_required
def hidden(request: HttpRequest, *args: object) -> HttpResponseBase:
    """An address that a library brings and that this product does not use."""
    return not_found_or_sign_in(request)


def page_before(request: HttpRequest, default: str = "/") -> str:
    """The page of this site that the request comes from (Referer), or `default`."""
    before = request.headers.get("referer", "")
    if not url_has_allowed_host_and_scheme(
        before, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return default
    parts = urlsplit(before)
    return urlunsplit(("", "", parts.path or "/", parts.query, ""))


def safe_next(request: HttpRequest, default: str) -> str:
    """Where `next` says to go, if it is a place of this site; `default` otherwise."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and safe else default
