"""Leaving for a provider, coming back, and what belongs to linked identities."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.socialaccount.internal.flows.connect import disconnect
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from config.closed import ask_to_sign_in
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from requests import RequestException

from members.signing_in.asking import member_of
from members.signing_in.identity.adapter import trouble
from members.signing_in.identity.providers import adapter_of

confirmed = reauthentication_required(app="allauth.socialaccount")


@login_not_required
@never_cache
@require_POST
def leave(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Go to the provider, to sign in or to link an identity to one's account.

    A page leads there: our policy lets no form end elsewhere, not even by a redirection
    (CSP Level 3, `form-action`).
    """
    provider = adapter_of(request, provider_id).get_provider()
    linking = request.GET.get("process") == AuthProcess.CONNECT
    if linking and not request.user.is_authenticated:
        return ask_to_sign_in(request)
    kwargs = provider.get_redirect_from_request_kwargs(request)
    kwargs["process"] = AuthProcess.CONNECT if linking else AuthProcess.LOGIN
    try:
        going = provider.redirect(request, **kwargs)
    except (RequestException, OAuth2Error, KeyError) as error:
        return trouble(request, provider.app.name, error)
    context = {"provider": provider.app.name, "address": going["Location"]}
    return render(request, "socialaccount/leaving.html", context)


class Return(OAuth2CallbackView):
    """Coming back: allauth's own, its adapter told of what was put aside."""

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, answer = super()._get_state(request, provider)
        self.adapter.state = state or {}
        return state, answer


@login_not_required
@never_cache
def come_back(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    adapter = adapter_of(request, provider_id)
    name = adapter.get_provider().app.name
    try:
        # RFC 9207: an answer of another provider is not taken for this one's.
        told = request.GET.get("iss")
        if told is not None and told != adapter.openid_config["issuer"]:
            return trouble(request, name, OAuth2Error("another issuer"))
        view = Return.adapter_view(adapter)
        response: HttpResponseBase = view(request)
    except (RequestException, OAuth2Error, KeyError, ValueError, TypeError) as error:
        return trouble(request, name, error)
    return response


@require_POST
@confirmed
def unlink(request: HttpRequest) -> HttpResponse:
    """Unlink one of one's identities: a code by mail always remains to come in."""
    own = SocialAccount.objects.filter(user=member_of(request))
    account = request.POST.get("account", "")
    identity = get_object_or_404(own, pk=account if account.isdigit() else 0)
    disconnect(request, identity)
    return redirect("mfa_index")
