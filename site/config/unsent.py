"""What a person typed in a form that was not taken: kept, then given back.

His session had ended, and he signs in again: it waits in the session for a quarter of
an hour, for him alone; who cannot be known has to copy it. Or a gate stopped him: it
waits until he has passed. Or the page that refuses it gives it back: its token is too
old, its space is closed, his place there is gone.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_POST
from redis.exceptions import RedisError

from config.closed import ask_to_sign_in, page_before
from members.french import hour
from members.signing_in import lately, limits, shared

#: Where the session holds it.
KEPT = "unsent"
#: Seconds for which it is kept.
KEPT_FOR = 15 * 60
#: A value of fewer characters is a choice or a button, not a text.
TEXT = 20
#: Fields whose value, of one word, was typed all the same.
SHORT = {
    "commune",
    "email",
    "first_name",
    "for_whom",
    "function",
    "last_name",
    "phone",
    "structure",
}
#: Bytes of names and values that a session may hold.
MOST = 64 * 1024
#: A longer body in parts has a file, and is not read.
LARGEST_PARTS = 100 * 1024
#: Words in the name of a field that prove who somebody is: nothing of it is kept.
SECRET = {"code", "credential", "otp", "secret", "token"}
#: Fields of every form that nobody typed.
OF_THE_FORM = {"csrfmiddlewaretoken", "next", "opened_at", "version"}
#: Answers after which what was sent needs no keeping: taken, or shown in its form.
TAKEN = {*range(200, 400), 422}

FOUND_AGAIN = (
    "Votre session est terminée\u202f: ce que vous avez écrit n’est pas encore envoyé. "
    "Connectez-vous, vous seul le retrouverez."
)
FOR_YOU_ALONE = (
    "Ce que vous avez écrit n’est pas encore envoyé. Connectez-vous dans le quart "
    "d’heure, vous seul le retrouverez."
)
NOT_KEPT = (
    "Votre session est terminée\u202f: rien n’a été envoyé. Si vous aviez écrit un "
    "texte, revenez en arrière pour le copier, puis connectez-vous."
)

Fields = list[tuple[str, list[str]]]


@dataclass(frozen=True)
class Unsent:
    """A form to send again; `until` when it is kept, in words."""

    path: str
    fields: Fields
    until: str = ""

    def pairs(self) -> Iterator[tuple[str, str]]:
        return ((name, value) for name, values in self.fields for value in values)

    def texts(self) -> list[str]:
        return texts(self.fields)


def texts(fields: Fields) -> list[str]:
    return [
        value
        for name, values in fields
        if name not in OF_THE_FORM
        for value in values
        if len(value.strip()) >= TEXT
    ]


def to_copy(request: HttpRequest) -> list[str]:
    """What was typed in a form that is refused for good, short words too.

    Of what proves who somebody is, nothing; nor of what a script or the admin sends,
    whose fields nobody could read.
    """
    admin = request.path_info.startswith("/admin/")
    if admin or not is_form(request) or not request.user.is_authenticated:
        return []
    try:
        given = list(request.POST.lists())
    except (SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        return []
    return [
        str(value)
        for name, values in given
        if name not in OF_THE_FORM and not is_secret(name)
        for value in values
        if is_long(value) or (name in SHORT and value.strip())
    ]


def is_long(value: str) -> bool:
    return len(value.strip()) >= TEXT or len(value.split()) > 1


def typed(request: HttpRequest) -> Fields | None:
    """The fields of a form; None when it has a file, a password or a code, or is none.

    `csrfmiddlewaretoken` is not of them.
    """
    if request.content_type == "multipart/form-data":
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > LARGEST_PARTS:
            return None
    elif request.content_type != "application/x-www-form-urlencoded":
        return None
    try:
        given, files = request.POST, request.FILES
    except (SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        return None
    if files or any(is_secret(name) for name in given):
        return None
    return [
        (name, [str(value) for value in values])
        for name, values in given.lists()
        if name != "csrfmiddlewaretoken"
    ]


def is_secret(name: str) -> bool:
    """« password1 », « id_code », « credential »; not « csrfmiddlewaretoken »."""
    words = re.findall(r"[a-z]+", name.lower())
    return any("password" in word or word in SECRET for word in words)


def turn_away(request: HttpRequest) -> HttpResponseBase:
    """The answer to a stranger; of a form that he sends, the texts are kept.

    He signs in, then comes back where the form stood.
    """
    if not is_form(request):
        return ask_to_sign_in(request)
    # Known when the hour of a shared computer has just ended his session.
    was = shared.ended_session_of(request)
    of = lately.was_in(request) if was is None else was.pk
    if of is None or not keep(request, of=of):
        said = NOT_KEPT
    else:
        said = FOUND_AGAIN if was is None else FOR_YOU_ALONE
    messages.warning(request, said)
    going_to = page_that_shows(request, request.get_full_path())
    return ask_to_sign_in(request, going_to)


def page_that_shows(request: HttpRequest, default: str) -> str:
    """Where to go on: the page of the form, which shows what is kept of it."""
    if request.path_info.startswith("/admin/"):  # which does not
        return reverse("home:dashboard")
    return page_before(request, default)


def is_form(request: HttpRequest) -> bool:
    """Sent by a person from a page of ours, not by a script of it."""
    return (
        request.method == "POST"
        and getattr(request, "csrf_processing_done", False)
        and "application/json" not in request.headers.get("accept", "")
        and request.headers.get("sec-fetch-mode", "navigate") == "navigate"
        and "x-requested-with" not in request.headers
    )


def keep(request: HttpRequest, *, of: int, during: int = KEPT_FOR) -> bool:
    """Keep in the session what was typed, if it may be; shown to that member alone."""
    fields, path = typed(request), request.get_full_path()
    if not fields or not texts(fields):
        return False
    words = [path, *(word for name, values in fields for word in (name, *values))]
    if sum(len(word.encode(errors="replace")) for word in words) > MOST:
        return False
    inside = request.user.is_authenticated
    try:
        # A stranger could fill the table of sessions.
        if not inside and limits.to_wait(request, "keep_unsent", ""):
            return False
    except RedisError:
        return False
    request.session[KEPT] = {
        "path": path,
        "until": int(time.time()) + during,
        "fields": fields,
        "of": of,
    }
    if not inside:  # until the sign-in, which sets how long a session lasts
        request.session.set_expiry(settings.ACCOUNT_LOGIN_TIMEOUT)
    return True


def waiting(request: HttpRequest) -> Unsent | None:
    """What the person who is signed in has to send again."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    if getattr(request, "held_at_gate", False):  # its button would lead there again
        return None
    kept = request.session.get(KEPT)
    if not kept or is_over(request, kept) or is_sent_by(request, kept):
        return None
    until = datetime.fromtimestamp(kept["until"], UTC)
    fields = [(name, values) for name, values in kept["fields"]]
    return Unsent(kept["path"], fields, hour(until))


def is_over(request: HttpRequest, kept: dict[str, Any]) -> bool:
    """Is its time over, or has another person signed in here?"""
    if time.time() > kept.get("until", 0):
        return True
    user = request.user
    return user.is_authenticated and user.pk != kept.get("of")


def is_sent_by(request: HttpRequest, kept: dict[str, Any]) -> bool:
    """Does this request send it, whatever its texts have become?"""
    address = request.get_full_path().partition("?")[0]
    return request.method == "POST" and address == kept["path"].partition("?")[0]


def given_back(request: HttpRequest) -> Unsent | None:
    """A form whose token failed, to be sent again by a button of the page.

    Only when the browser says that a page of this very site sent it: of another's, a
    button would make a forgery a matter of one click. And only to the person to whom
    that page was shown: another may have signed in since.
    """
    ours = f"{request.scheme}://{request.get_host()}"
    if request.method != "POST" or request.headers.get("origin") != ours:
        return None
    fields = typed(request)
    if fields is None or not is_whose(request):
        return None
    return Unsent(request.get_full_path(), fields)


def is_whose(request: HttpRequest) -> bool:
    """Was this form shown to the person who is signed in now?"""
    user = request.user
    return user.is_authenticated and lately.typed_by(request) == user.pk


def is_of_another(request: HttpRequest) -> bool:
    """Was it surely shown to another? No reading of the form that is too large."""
    if typed(request) is None:
        return False
    return lately.typed_by(request) not in (None, request.user.pk)


class UnsentMiddleware:
    """Forgets what was kept once it is old, or has been sent.

    After the gates: a form that one of them stopped has not been sent.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        kept = request.session.get(KEPT)
        if kept and is_over(request, kept):
            del request.session[KEPT]
        answer = self.get_response(request)
        lately.note(request, answer)
        kept = request.session.get(KEPT)
        if (
            kept
            and getattr(request, "passed_the_gates", False)
            and is_sent_by(request, kept)
            and answer.status_code in TAKEN
        ):
            del request.session[KEPT]
        return answer

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> None:
        request.passed_the_gates = request.user.is_authenticated  # type: ignore[attr-defined]


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """The person does not want it any more."""
    request.session.pop(KEPT, None)
    messages.success(request, "C’est oublié\u202f: rien n’en est gardé.")
    return HttpResponseRedirect(page_before(request, reverse("home:dashboard")))
