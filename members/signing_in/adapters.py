"""What allauth asks of the product: its rules, its words, its letters."""

from __future__ import annotations

import base64
import hashlib
import time
from typing import Any
from urllib.parse import urlsplit

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from members.addresses import address_of
from members.models import Member
from members.signing_in import factors, known, limits, mails, records, shared

WRONG_CODE = (
    "Ce code n’est pas le bon, ou il a déjà servi. Vérifiez-le, ou attendez le suivant."
)
#: Of a mail no other comes by itself, as it does in the application.
WRONG_MAILED_CODE = (
    "Ce code n’est pas le bon, ou il a déjà servi. "
    "Vérifiez-le, ou demandez-en un autre."
)
TOO_MANY = "Trop d’essais. Demandez un autre code, ou attendez un peu."


class Accounts(DefaultAccountAdapter):
    """Sign-ins and passwords. Nobody makes an account here: one is invited."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Ce compte est fermé.",
        "email_password_mismatch": (
            "Cette adresse et ce mot de passe ne vont pas ensemble. "
            "Vérifiez les majuscules, ou demandez un nouveau mot de passe."
        ),
        "enter_current_password": "Ce n’est pas votre mot de passe actuel.",
        "incorrect_code": WRONG_MAILED_CODE,
        "incorrect_password": "Ce n’est pas votre mot de passe.",
        "invalid_password_reset": "Ce lien ne sert plus.",
        "rate_limited": TOO_MANY,
        "too_many_login_attempts": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def save_user(self, *args: Any, **kwargs: Any) -> Any:
        raise PermissionDenied("Accounts are made by invitation only.")

    def is_safe_url(self, url: str) -> bool:
        """Only to this very site: no other name of the settings, no other scheme."""
        return url_has_allowed_host_and_scheme(
            url,
            allowed_hosts={self.request.get_host()},
            require_https=self.request.is_secure(),
        )

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request) or "::"

    def is_ajax(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return [
            "allauth.account.stages.LoginByCodeStage",
            "members.signing_in.stages.SecondFactorStage",
        ]

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Member,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        told = dict(context or {})
        if account := told.get("account"):
            name = records.MEANS.get(account.provider, account.provider)
            who = account.extra_data.get("who", "")
            told["identity"] = f"{name} ({who})" if who else name
        mails.tell_of_change(self.request, user, template_prefix, told)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    # ---- passwords ----
    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        email = credentials.get("email", "")
        try:
            used = limits.count_for(request, "login_failed", email)
        except ImmediateHttpResponse:
            records.too_many_tries(request, email)
            raise
        self._login_failed_rl_usage = used

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        records.password_refused(request, credentials.get("email", ""))

    def respond_user_inactive(self, request: HttpRequest, user: Member) -> HttpResponse:
        records.closed(request, user)
        response: HttpResponse = super().respond_user_inactive(request, user)
        return response

    def post_login(
        self, request: HttpRequest, user: Member, **kwargs: Any
    ) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if not shared.is_shared(request):  # it would tell who sits there next
            known.remember(request, response, user.email)
        return response

    # ---- before something that matters ----
    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who proved who he is a moment ago is not asked again, sign-in included.

        allauth asks nothing of who has neither password nor second factor; here a code
        is sent to him by mail (`get_reauthentication_methods`).
        """
        proofs = get_authentication_records(self.request, self.request.user)
        if any(
            time.time() - proof["at"] < app_settings.REAUTHENTICATION_TIMEOUT
            for proof in proofs
        ):
            return False
        if not get_reauthentication_flows(self.request.user):
            raise ReauthenticationRequired
        return True

    def get_reauthentication_methods(self, user: Member) -> list[dict[str, Any]]:
        words = {
            "reauthenticate": "Avec mon mot de passe",
            "mfa_reauthenticate": "Avec un code de mon application",
            "mfa_reauthenticate:webauthn": "Avec une clé d’accès",
        }
        methods = super().get_reauthentication_methods(user)
        methods = [
            method | {"description": words[method["id"]]}
            for method in methods
            if method["id"] != "mfa_reauthenticate" or factors.of(user)
        ]
        if not methods and user.is_authenticated:
            methods = [
                {
                    "id": "mailed_code",
                    "description": "Avec un code reçu par mail",
                    "url": reverse("reauthenticate_by_mail"),
                }
            ]
        return methods


class Factors(DefaultMFAAdapter):
    """Second factors and passkeys."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": (
            "C’est votre seul second facteur, et votre rôle en demande un. "
            "Ajoutez-en d’abord un autre."
        ),
        "cannot_generate_recovery_codes": (
            "Les codes de secours remplacent un second facteur perdu\u202f: "
            "activez-en d’abord un."
        ),
        "incorrect_code": WRONG_CODE,
    }

    def get_totp_issuer(self) -> str:
        return str(settings.SITE_NAME)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return factors.may_remove(authenticator)

    def generate_authenticator_name(self, user: Member, type: str) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return "Clé d’accès" if number == 1 else f"Clé d’accès {number}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The name of the settings, whatever host the request gave (WebAuthn § 5.4.2).

        A passkey belongs to that name: it serves no other site that looks like ours.
        """
        return {
            "id": urlsplit(settings.SITE_ADDRESS).hostname or "localhost",
            "name": str(settings.SITE_NAME),
        }

    def get_public_key_credential_user_entity(self, user: Member) -> dict[str, Any]:
        return {
            "id": super().get_public_key_credential_user_entity(user)["id"],
            "display_name": user.get_full_name(),
            "name": user.email,
        }

    def encrypt(self, text: str) -> str:
        """What is kept of a secret: who reads the database alone cannot use it."""
        return cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return cipher().decrypt(encrypted_text.encode()).decode()


def cipher() -> MultiFernet:
    """Keys drawn from the secret of the site, older ones included."""
    secrets = [
        str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]
    return MultiFernet(
        Fernet(
            base64.urlsafe_b64encode(
                hashlib.sha256(b"members.signing_in.factors" + s.encode()).digest()
            )
        )
        for s in secrets
    )
