"""The sessions of a person: where he is signed in, and closing them."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

from allauth.account import signals as account
from allauth.usersessions.models import UserSession
from config.closed import ask_to_sign_in
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.signals import user_logged_out
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from members.journal import Kind, record
from members.models import Member
from members.signing_in import shared
from members.signing_in.devices import name_of

SEEN = "seen_at"
#: Seconds between two notes of when a session was last seen.
NOTED_EVERY = 5 * 60


class LastSeenMiddleware:
    """Notes now and then when, and from where, a session was last used.

    allauth's own writes at each request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        seen = request.session.get(SEEN)
        if shared.is_over(request, seen):
            return self.closed(request)
        if seen is not None and time.time() - seen > NOTED_EVERY:
            note(request)
        return self.get_response(request)

    def closed(self, request: HttpRequest) -> HttpResponseBase:
        messages.info(
            request,
            "Une heure sans rien faire sur un ordinateur partagé\u202f: vous avez été "
            "déconnecté.",
        )
        if request.method == "POST":
            # The doors behind ask a stranger to sign in, and keep what he typed once
            # the token of the form is checked.
            return self.get_response(request)
        return ask_to_sign_in(request)


def begin(request: HttpRequest, **kwargs: Any) -> None:
    """A sign-in; allauth has noted from where."""
    request.session[SEEN] = int(time.time())
    shared.begin(request)


def note(request: HttpRequest) -> None:
    if request.user.is_authenticated:
        request.session[SEEN] = int(time.time())
        UserSession.objects.create_from_request(request)


def of(member: Member) -> QuerySet[UserSession]:
    """His sessions that are open, the last used first."""
    alive = Session.objects.filter(expire_date__gt=timezone.now())
    sessions: QuerySet[UserSession] = UserSession.objects.filter(
        user=member, session_key__in=alive.values("session_key")
    ).order_by("-last_seen_at", "-pk")
    return sessions


def close(request: HttpRequest, session: UserSession) -> None:
    """Close one session of the person who asks; it ends at its next request."""
    end([session])
    record(
        Kind.SIGN_OUT,
        f"Session fermée à distance\u202f: {name_of(session.user_agent)}"
        f" ({session.ip}).",
        about=session.user,
        request=request,
    )


def close_others(request: HttpRequest, member: Member) -> int:
    """Close all of his sessions but the one of this request; return how many."""
    others = list(of(member).exclude(session_key=request.session.session_key or ""))
    end(others)
    if others:
        record(
            Kind.SIGN_OUT,
            f"Sessions fermées à distance\u202f: {len(others)}.",
            by=member,
            about=member,
            request=request,
        )
    return len(others)


def end(sessions: list[UserSession]) -> None:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for session in sessions:
        store(session.session_key).delete()
        session.delete()


def password_changed(request: HttpRequest, user: Member, **kwargs: Any) -> None:
    """A new password closes every other session."""
    close_others(request, user)


def clear() -> None:
    """Remove what is over: sessions, and what is known of them."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    store.clear_expired()
    UserSession.objects.exclude(
        session_key__in=Session.objects.values("session_key")
    ).delete()


def signed_out(request: HttpRequest | None, **kwargs: Any) -> None:
    """The answer to this request leaves nothing of him in the browser."""
    if request is not None:
        request.signs_out = True  # type: ignore[attr-defined]


def connect() -> None:
    account.user_logged_in.connect(begin)
    user_logged_out.connect(signed_out)
    for signal in (
        account.password_changed,
        account.password_set,
        account.password_reset,
    ):
        signal.connect(password_changed)
