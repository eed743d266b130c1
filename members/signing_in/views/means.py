"""*Mes moyens de connexion*: what a person signs in with, and changing it."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.account.decorators import reauthentication_required
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth as passkeys
from config.unsent import KEPT
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator

from members import identities
from members.models import Membership, Space
from members.signing_in import factors, sessions
from members.signing_in.adapters import Factors
from members.signing_in.asking import member_of
from members.signing_in.identity.providers import offered
from members.signing_in.passkeys import as_json
from members.signing_in.required import going_to
from members.waylaid import LOST

confirmed = reauthentication_required(app="allauth.mfa")


def means(request: HttpRequest) -> HttpResponse:
    """All of them on one page."""
    member = member_of(request)
    own = factors.of(member)
    linked = identities.of(member)
    linked_to = {identity["provider"] for identity in linked}
    codes = Authenticator.objects.filter(user=member, type="recovery_codes").first()
    return render(
        request,
        "mfa/index.html",
        {
            "section": "account",
            "application": next((f for f in own if f.type == "totp"), None),
            "keys": [f.wrap() for f in own if f.type == "webauthn"],
            "codes_left": len(codes.wrap().get_unused_codes()) if codes else None,
            "has_factor": bool(own),
            "required": factors.is_required(member),
            "identities": linked,
            "providers": [p for p in offered(request) if p["id"] not in linked_to],
            "session_count": sessions.of(member).count(),
        },
    )


def required(request: HttpRequest) -> HttpResponse:
    """Where a person is sent who must have a second factor and has none."""
    member = member_of(request)
    if not factors.must_set_up(member):
        return redirect(going_to(request, "mfa_index"))
    context = {
        "lost": LOST in request.GET,
        "waits": KEPT in request.session,
        "edited": Space.objects.filter(
            memberships__in=Membership.objects.current().editors().filter(member=member)
        ),
    }
    return render(request, "mfa/required.html", context)


class GoesOn:
    """Once it is set up: the recovery codes if they are new, then where one went."""

    request: HttpRequest
    did_generate_recovery_codes: bool

    def get_success_url(self) -> str:
        if self.did_generate_recovery_codes:
            return reverse("mfa_view_recovery_codes")
        return going_to(self.request, reverse("mfa_index"))


class ChangePassword(account.PasswordChangeView):  # type: ignore[misc]
    pass


@method_decorator(confirmed, name="dispatch")
class ChoosePassword(account.PasswordSetView):  # type: ignore[misc]
    """For who came in by a code or a provider, and never had a password."""


class AddApplication(GoesOn, totp.ActivateTOTPView):  # type: ignore[misc]
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret
        groups = [secret[at : at + 4] for at in range(0, len(secret), 4)]
        return context | {"secret": " ".join(groups)}


class RemoveApplication(totp.DeactivateTOTPView):  # type: ignore[misc]
    pass


class AddKey(GoesOn, webauthn.AddWebAuthnView):  # type: ignore[misc]
    """A passkey: it stays in the device, and its owner is verified at each use."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = passkeys.begin_registration(self.request.user, True)
        return context | {"options": as_json(options)}


class RenameKey(webauthn.EditWebAuthnView):  # type: ignore[misc]
    success_url = reverse_lazy("mfa_index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"key": self.object.wrap()}

    def form_valid(self, form: Any) -> HttpResponse:
        form.save()
        messages.success(self.request, "La clé est renommée.")
        return HttpResponseRedirect(self.get_success_url())


class RemoveKey(webauthn.RemoveWebAuthnView):  # type: ignore[misc]
    """allauth asks the rule of removal for applications only."""

    success_url = reverse_lazy("mfa_index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "key": self.object.wrap(),
            "may_remove": factors.may_remove(self.object),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        if not factors.may_remove(self.object):
            sentence = Factors.error_messages["cannot_delete_authenticator"]
            messages.error(self.request, sentence)
            return HttpResponseRedirect(self.get_success_url())
        response: HttpResponse = super().form_valid(form)
        return response


class ConfirmByPassword(account.ReauthenticateView):  # type: ignore[misc]
    """Say again who you are, before something that matters."""


class ConfirmByFactor(mfa.ReauthenticateView):  # type: ignore[misc]
    pass


class ConfirmByKey(webauthn.ReauthenticateWebAuthnView):  # type: ignore[misc]
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "options": as_json(context["js_data"]["request_options"]),
            "reauthentication_alternatives": self.get_reauthentication_alternatives(),
        }

    def form_invalid(self, form: Any) -> HttpResponse:
        for sentence in form.errors.get("credential", []):
            messages.error(self.request, sentence)
        return HttpResponseRedirect(self.request.get_full_path())


class RecoveryCodes(recovery.ViewRecoveryCodesView):  # type: ignore[misc]
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Who has none is led to where they are made, or to all of his means."""
        member = member_of(request)
        codes = Authenticator.objects.filter(user=member, type="recovery_codes")
        if not codes.exists():
            own = factors.of(member)
            return redirect("mfa_generate_recovery_codes" if own else "mfa_index")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        then = going_to(self.request, reverse("home:dashboard"))
        return context | {"then": then}


class RenewRecoveryCodes(recovery.GenerateRecoveryCodesView):  # type: ignore[misc]
    pass


class DownloadRecoveryCodes(recovery.DownloadRecoveryCodesView):  # type: ignore[misc]
    content_type = "text/plain; charset=utf-8"

    def render_to_response(self, context: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().render_to_response(context, **kwargs)
        response["Content-Disposition"] = 'attachment; filename="codes-de-secours.txt"'
        return response
