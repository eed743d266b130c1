"""Forms of the sign-in: allauth's, with our words."""

from __future__ import annotations

import hmac
import time
from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.base import forms as mfa
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from members.models import Member
from members.signing_in import limits, records, shared
from members.signing_in.adapters import WRONG_CODE

AGAIN = "Le même, encore une fois"
SAME = (
    "C’est le mot de passe d’aujourd’hui\u202f: choisissez-en un autre, si quelqu’un "
    "peut l’avoir appris."
)
HOW_TO_CHOOSE = (
    "Douze caractères au moins. Plusieurs mots sans rapport, mis bout à bout, se "
    "retiennent mieux et résistent mieux."
)


def relabel(form: forms.BaseForm, **labels: str) -> None:
    """Give fields our labels; a placeholder goes away when one begins to type."""
    for field, label in labels.items():
        form.fields[field].label = label
        form.fields[field].widget.attrs.pop("placeholder", None)
    if "password1" in labels:
        form.fields["password1"].help_text = HOW_TO_CHOOSE


def for_email(field: forms.Field, autocomplete: str) -> None:
    field.widget.attrs |= {"autocomplete": autocomplete, "inputmode": "email"}


def for_code(field: forms.Field) -> None:
    field.widget.attrs |= {
        "autocomplete": "one-time-code",
        "inputmode": "numeric",
        "maxlength": "20",
    }


class SignInForm(account.LoginForm):  # type: ignore[misc]
    """An address and a password; never says which of the two is wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self, login="Adresse mail", password="Mot de passe")  # noqa: S106
        self.fields["password"].help_text = ""
        for_email(self.fields["login"], "username webauthn")

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> Any:
        """allauth sets how long after the sign-in, and knows of no shared computer."""
        answer = super().login(request, redirect_url)
        shared.begin(request)
        return answer


class AskForCodeForm(account.RequestLoginCodeForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self, email="Adresse mail")
        for_email(self.fields["email"], "username")

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        limits.count_for(context.request, "request_login_code", email)
        self._user = Member.objects.filter(email=email, is_active=True).first()
        return email


class CodeForm(account.BaseConfirmCodeForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self, code="Code reçu par mail")
        for_code(self.fields["code"])


class MailedCodeForm(forms.Form):
    """A code of `members.signing_in.mailed_codes`."""

    code = forms.CharField(label="Code reçu par mail", max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_code(self.fields["code"])


class ForgottenPasswordForm(forms.Form):
    """Only an address: whether it has an account is looked up by the worker."""

    email = forms.EmailField(label="Adresse mail", max_length=254)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_email(self.fields["email"], "username")


class TwiceMixin:
    """The new password, typed twice."""

    def clean(self) -> dict[str, Any]:
        given = forms.Form.clean(self)  # type: ignore[arg-type]
        first, second = given.get("password1"), given.get("password2")  # type: ignore[union-attr]
        if first and second and first != second:
            self.add_error(  # type: ignore[attr-defined]
                "password2", "Les deux mots de passe ne correspondent pas."
            )
        return given  # type: ignore[return-value]


class NewPasswordForm(TwiceMixin, account.ResetPasswordKeyForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self, password1="Nouveau mot de passe", password2=AGAIN)


class SetPasswordForm(TwiceMixin, account.SetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self, password1="Mot de passe", password2=AGAIN)


class ChangePasswordForm(TwiceMixin, account.ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(
            self,
            oldpassword="Mot de passe actuel",
            password1="Nouveau mot de passe",
            password2=AGAIN,
        )
        self.fields["oldpassword"].help_text = ""

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        new = given.get("password1")
        if new and new == given.get("oldpassword"):
            self.add_error("password1", SAME)
        return given

    def clean_oldpassword(self) -> str:
        """Wrong ones are counted; what the new one is refused for is no guess."""
        email = self.user.email
        try:
            used = limits.count(context.request, "current_password", email)
        except ImmediateHttpResponse:
            records.too_many_tries(context.request, email)
            raise
        try:
            given: str = super().clean_oldpassword()
        except ValidationError:
            records.password_refused(context.request, email)
            raise
        used.rollback()
        return given


class ConfirmForm(account.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self, password="Mot de passe")  # noqa: S106
        self.fields["password"].help_text = ""


class ChangeAddressForm(forms.Form):
    email = forms.EmailField(label="Nouvelle adresse mail", max_length=254)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        for_email(self.fields["email"], "email")

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if email == self.member.email:
            raise ValidationError("C’est déjà votre adresse.")
        return email


class OneTimeCode:
    """Takes a code of the application, or one of recovery; each serves once.

    allauth remembers a used code for thirty seconds, which is less than the time for
    which it takes one when clocks are off: here the counter of the last one is kept,
    and only a later one is taken (RFC 6238 § 5.2).
    """

    user: Member
    cleaned_data: dict[str, Any]
    authenticator: Authenticator

    def clean_code(self) -> str:
        request, email = context.request, self.user.email
        for action in ("second_factor", "second_factor_day"):
            limits.count_for(request, action, email)
        code = str(self.cleaned_data["code"])
        found = take_code(self.user, code)
        if found is None:
            records.factor_refused(request, self.user)
            raise ValidationError(WRONG_CODE, code="incorrect_code")
        self.authenticator = found
        for action in ("second_factor", "second_factor_day"):
            limits.forget_for(request, action, email)
        return code


def take_code(member: Member, code: str) -> Authenticator | None:
    """Use a code of the application or of recovery; None when it is not a good one."""
    own = Authenticator.objects.filter(user=member)
    with transaction.atomic():
        application = own.select_for_update().filter(type="totp").first()
        if application is not None:
            counter = counter_of(decrypt(application.data["secret"]), code)
            if counter > application.data.get("last_counter", 0):
                application.data["last_counter"] = counter
                application.save(update_fields=["data"])
                return application
    recovery = own.filter(type="recovery_codes").first()
    if recovery is not None and recovery.wrap().validate_code(code):
        return recovery
    return None


def counter_of(secret: str, code: str) -> int:
    """For which time step a code is good, within the tolerance of clocks; 0: none."""
    now = int(time.time()) // mfa_settings.TOTP_PERIOD
    given = normalize_user_code(code)
    tolerance = mfa_settings.TOTP_TOLERANCE
    for counter in range(now - tolerance, now + tolerance + 1):
        if hmac.compare_digest(
            given.encode(), format_hotp_value(hotp_value(secret, counter)).encode()
        ):
            return counter
    return 0


class FactorForm(OneTimeCode, mfa.AuthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self, code="Code")
        for_code(self.fields["code"])


class ConfirmByFactorForm(OneTimeCode, mfa.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self, code="Code de votre application")
        for_code(self.fields["code"])

    def save(self) -> None:
        post_authentication(context.request, self.authenticator, reauthenticated=True)


class ApplicationForm(totp.ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self, code="Code affiché par l’application")
        for_code(self.fields["code"])


def name_field(initial: str = "") -> forms.CharField:
    return forms.CharField(
        label="Nom de la clé",
        initial=initial,
        max_length=60,
        required=False,
        help_text="Pour la reconnaître\u202f: «\u202ftéléphone\u202f», par exemple.",
    )


class AddKeyForm(webauthn._BaseAddWebAuthnForm):  # type: ignore[misc]
    name = name_field()


class RenameKeyForm(webauthn.EditWebAuthnForm):  # type: ignore[misc]
    name = forms.CharField(label="Nom de la clé", max_length=60)
