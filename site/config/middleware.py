"""Doors in front of every view."""

import logging
from collections.abc import Callable
from typing import Any

from csp.constants import SELF
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404, HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from redis.exceptions import RedisError

from config.errors import explain, explain_refusal
from config.unsent import to_copy, turn_away
from library.storage import StoreDown
from members.refusals import Refused
from members.signing_in import shared

FILES_DOWN = (
    "Le serveur qui garde les fichiers ne répond pas pour le moment. Rien n’est "
    "perdu\u202f: réessayez dans quelques minutes."
)
FILES_NOT_KEPT = (
    "Le serveur qui garde les fichiers ne répond pas pour le moment\u202f: votre "
    "demande n’a pas pu aller au bout. Recommencez dans quelques minutes."
)
logger = logging.getLogger("maillage.doors")


class PolicyMiddleware(CSPMiddleware):
    """Sends the policy of the site, or the looser one of Wagtail's admin."""

    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if report_only:
            return parts
        if request.path_info.startswith("/admin/"):
            parts.config = settings.ADMIN_SECURITY_POLICY
        elif getattr(request, "is_preview", False):  # shown in a frame of the admin
            parts.config = {**(parts.config or {}), "frame-ancestors": [SELF]}
        return parts

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        answer = super().process_response(request, response)
        keep_private(request, answer)
        if request.path_info.startswith("/admin/"):
            answer["X-Frame-Options"] = "SAMEORIGIN"  # the panel that previews a page
        return answer


def keep_private(request: HttpRequest, answer: HttpResponseBase) -> None:
    """What the browser may keep: nothing that the next person finds by going back.

    « Back » shows a page as it was left, `no-cache` or not; never one of `no-store`.
    Elsewhere it may: who goes back finds what he was typing.
    """
    kept = answer.get("Cache-Control", "")
    if not kept and "text/html" in answer.get("Content-Type", ""):
        answer["Cache-Control"] = kept = "private, no-cache"
    if "private" in kept and shared.is_shared(request):
        answer["Cache-Control"] = "private, no-store"
    if getattr(request, "signs_out", False):
        answer["Clear-Site-Data"] = '"cache", "storage"'


class ShortQuestionsMiddleware:
    """Cuts what is searched for in the admin: a database takes no pattern of 60,000
    letters, and nobody types one (the site's own search has its bound).
    """

    LONGEST = 500

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith("/admin/"):
            given = request.GET.copy()
            for name in ("q", "query"):
                words = str(given.get(name, ""))
                if len(words) > self.LONGEST:
                    given[name] = words[: self.LONGEST]
                    request.GET = given  # type: ignore[assignment]
        return self.get_response(request)


class NotAllowedMiddleware:
    """Gives a page to who opens an address that only a button may call (405)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if not isinstance(answer, HttpResponseNotAllowed) or request.method == "HEAD":
            return answer
        page = explain(request, 405)
        page["Allow"] = answer["Allow"]
        return page


def is_out_of_range(exception: Exception) -> bool:
    """Was a number asked for that no database holds? SQLite's driver says it, or
    PostgreSQL (SQLSTATE 22003)."""
    if isinstance(exception, OverflowError):
        return "SQLite INTEGER" in str(exception)
    return getattr(exception.__cause__, "sqlstate", "") == "22003"


class RefusedMiddleware:
    """Gives the sentence of a verb that said no, whatever view asked it (403), or of
    a service that the sign-in, or a file, needs and that does not answer (503).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        if isinstance(exception, Refused):
            return explain_refusal(request, exception)
        if isinstance(exception, RedisError):
            # Tries cannot be counted: nobody signs in, or a guesser would.
            logger.error("the counts of tries are out of reach: %s", exception)
            answer = explain(request, 503)
            answer["Retry-After"] = "60"
            return answer
        if is_out_of_range(exception):
            return explain(request, 400)
        if isinstance(exception, StoreDown):
            return store_down(request, exception)
        return None


def store_down(request: HttpRequest, error: StoreDown) -> HttpResponseBase:
    """The page of a file that cannot be had, or kept, for the moment."""
    logger.error("the store of files is out of reach: %s", error)
    given = request.method == "POST"
    answer = explain(
        request,
        503,
        sentence=FILES_NOT_KEPT if given else FILES_DOWN,
        page="503_files.html",
        to_copy=to_copy(request) if given else "",
    )
    answer["Retry-After"] = "60"
    return answer


class ClosedByDefaultMiddleware(LoginRequiredMiddleware):
    """Asks for a sign-in, unless the view is marked `login_not_required`.

    Such a view answers for itself: it shows only what lives in *Public*. Wagtail's
    admin does not exist for who may not enter it.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        answer = super().process_view(request, view_func, view_args, view_kwargs)
        if answer is not None:
            return answer
        match = request.resolver_match
        if match is None or not match.route.startswith("admin/"):
            return None
        # Some of the admin's own API opts out of the check above.
        if not request.user.is_authenticated:
            return turn_away(request)
        if not request.user.has_perm("wagtailadmin.access_admin"):
            raise Http404
        return None

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> Any:
        return turn_away(request)
