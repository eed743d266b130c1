"""Coming in: a password, a code by mail, a passkey; a forgotten password."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account import views as account
from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.logout import logout
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth as passkeys
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from requests import RequestException

from members.signing_in import limits, mails, records, shared
from members.signing_in.code_process import CodeProcess
from members.signing_in.forms import ForgottenPasswordForm
from members.signing_in.identity.providers import (
    LOGOUT,
    address_of_sign_out,
    offered,
)
from members.signing_in.passkeys import as_json, require_verification

KEY_REFUSED = "Cette clé d’accès n’ouvre aucun compte ici. Prenez un autre moyen."


class Entrance:
    """The doors of the sign-in page; who comes back to it begins again."""

    request: HttpRequest

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:
        """allauth would lead back to a code that was asked for a wrong address."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {
            "providers": offered(self.request),
            "shared": shared.is_shared(self.request),
        }


class SignIn(Entrance, account.LoginView):  # type: ignore[misc]
    def get_initial(self) -> dict[str, Any]:
        typed = shared.typed_address(self.request)
        initial: dict[str, Any] = super().get_initial()
        return initial | ({"login": typed} if typed else {})

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().get(request, *args, **kwargs)
        shared.forget_address(request, response)
        return response


class AskForCode(Entrance, account.RequestLoginCodeView):  # type: ignore[misc]
    def form_valid(self, form: Any) -> HttpResponse:
        CodeProcess.begin(self.request, form.cleaned_data["email"], form._user)
        return HttpResponseRedirect(self.get_success_url())


@login_not_required
@never_cache
@require_POST
def say_shared(request: HttpRequest) -> HttpResponse:
    """This computer is shared, or is not: kept in the browser, before one signs in.

    The button is of the sign-in form: the address that was typed there is kept, and
    nothing is done with the password.
    """
    going_to = get_next_redirect_url(request)
    query = f"?{urlencode({'next': going_to})}" if going_to else ""
    response = HttpResponseRedirect(f"{reverse('account_login')}{query}#ordinateur")
    shared.say(response, shared="yes" in request.POST)
    shared.keep_address(response, request.POST.get("login", ""))
    return response


@method_decorator(
    login_stage_required(
        stage=LoginByCodeStage.key, redirect_urlname="account_request_login_code"
    ),
    name="dispatch",
)
class EnterCode(account.ConfirmLoginCodeView):  # type: ignore[misc]
    _process: CodeProcess

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        self.stage = request._login_stage  # type: ignore[attr-defined]
        if process := CodeProcess.resume(self.stage):
            self._process = process
        else:
            return HttpResponseRedirect(reverse("account_request_login_code"))
        # Past allauth's own, which would take its own process.
        return super(account.ConfirmLoginCodeView, self).dispatch(
            request, *args, **kwargs
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        if "code" in kwargs and self._process.user is None:
            kwargs["code"] = ""  # nothing is right for an address without an account
        return kwargs

    def _resend_form_valid(self, form: Any) -> HttpResponse:
        limits.count_for(
            self.request, "request_login_code", self._process.state["email"]
        )
        return super()._resend_form_valid(form)


class EnterFactor(mfa.AuthenticateView):  # type: ignore[misc]
    """The second factor: a code of the application, of recovery, or a passkey."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        own = {factor.type for factor in self.stage.login.user.authenticator_set.all()}
        if "js_data" in context:
            context["options"] = as_json(context["js_data"]["request_options"])
        return context | {"own": own}


class SignInByKey(webauthn.LoginWebAuthnView):  # type: ignore[misc]
    """A passkey alone: it stands for two factors only if its owner was verified."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:
        pass

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "application/json" not in request.headers.get("accept", ""):
            return HttpResponseRedirect(reverse("account_login"))
        options = passkeys.begin_authentication(user=None)
        require_verification(options)
        return JsonResponse({"request_options": options})

    def form_valid(self, form: Any) -> HttpResponse:
        key = form.cleaned_data["credential"]
        going_to = get_next_redirect_url(self.request)
        login = Login(user=key.user, redirect_url=going_to)
        return perform_passwordless_login(self.request, key, login)

    def form_invalid(self, form: Any) -> HttpResponse:
        records.key_refused(self.request)
        messages.error(self.request, KEY_REFUSED)
        return HttpResponseRedirect(reverse("account_login"))


class SignOut(account.LogoutView):  # type: ignore[misc]
    """Also the way back from a code that was asked for: nobody need be signed in."""

    http_method_names = ["post", "options"]

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        told = self.request.session.get(LOGOUT)
        response: HttpResponse = super().post(*args, **kwargs)
        if not told:
            return response
        try:
            address = address_of_sign_out(self.request, told)
        except (RequestException, OAuth2Error, Http404):
            return response  # signed out here, at least
        if not address:
            return response
        context = {"address": address, "provider": records.MEANS[told["provider"]]}
        return render(self.request, "socialaccount/left.html", context)


@method_decorator(login_not_required, name="dispatch")
class ForgottenPassword(account.PasswordResetView):  # type: ignore[misc]
    form_class = ForgottenPasswordForm

    def get_form_class(self) -> type[ForgottenPasswordForm]:
        return self.form_class

    def form_valid(self, form: ForgottenPasswordForm) -> HttpResponse:
        email = form.cleaned_data["email"].lower()
        limits.count(self.request, "reset_password", email)
        mails.mail_reset_link.enqueue(email)
        return HttpResponseRedirect(self.get_success_url())


class NewPassword(account.PasswordResetFromKeyView):  # type: ignore[misc]
    reset_url_key = "choisir"

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        # What others tried with the old one no longer counts against its owner.
        limits.forget_for(self.request, "login_failed", self.reset_user.email)
        if self.request.user.is_authenticated:
            logout(self.request, show_message=False)
        return response


class LinkSent(account.PasswordResetDoneView):  # type: ignore[misc]
    pass


class PasswordChosen(account.PasswordResetFromKeyDoneView):  # type: ignore[misc]
    pass


class Closed(account.AccountInactiveView):  # type: ignore[misc]
    """Only who gave a right password, code or key comes to know it."""
