"""Whose account an identity opens."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from requests import RequestException
from requests.exceptions import Timeout

from members import identities
from members.signing_in import records
from members.signing_in.identity.claims import AnotherPersonError, ClockError


class Identities(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def save_user(self, *args: Any, **kwargs: Any) -> Any:
        raise PermissionDenied("Accounts are made by invitation only.")

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        return False

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: Any) -> Any:
        return sociallogin.user

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("mfa_index")

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find the member of this identity; show what to do when there is none."""
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        account = sociallogin.account
        if not sociallogin.is_existing:
            member = identities.member_by_rpps(account)
            if member is not None:
                sociallogin.connect(request, member)
                identities.learn(request, member, account)
                return
            if identities.hold(request, account):
                going_to = sociallogin.get_redirect_url(request) or "/"
                raise ImmediateHttpResponse(HttpResponseRedirect(going_to))
            records.identity_unknown(request, account)
            raise ImmediateHttpResponse(no_account(request, account))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: Any = None,
    ) -> None:
        """A French page instead of allauth's; its status tells whose fault it is."""
        name = provider.app.name
        if error == AuthError.CANCELLED:
            messages.info(request, f"Vous n’avez pas continué avec {name}.")
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))
        raise ImmediateHttpResponse(trouble(request, name, exception))


def no_account(request: HttpRequest, account: Any) -> HttpResponse:
    context = {
        "provider": records.MEANS.get(account.provider, account.provider),
        "who": account.extra_data.get("who", ""),
    }
    return render(request, "socialaccount/no_account.html", context, status=403)


def trouble(
    request: HttpRequest, name: str, exception: Exception | None
) -> HttpResponse:
    """What went wrong with the provider, and what to do (RFC 9110 § 15.6)."""
    if exception is None:
        status, sentence = 400, "Cette page de retour ne sert plus."
    elif isinstance(exception, Timeout):
        status, sentence = 504, f"{name} ne répond pas."
    elif isinstance(exception, AnotherPersonError):
        status, sentence = 502, f"{name} a répondu pour une autre personne que vous."
    elif isinstance(exception, ClockError):
        status, sentence = 502, f"L’horloge de {name} et la nôtre ne s’accordent pas."
    elif isinstance(exception, RequestException):
        status, sentence = 502, f"{name} est en panne."
    else:
        status, sentence = 502, f"La réponse de {name} n’est pas sûre."
    records.provider_failed(request, name, sentence)
    context = {"sentence": sentence, "provider": name}
    return render(
        request, "socialaccount/authentication_error.html", context, status=status
    )
