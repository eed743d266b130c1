"""What the journal says of sign-ins and of the means to sign in."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as social
from django.contrib.auth.signals import user_logged_out
from django.core.cache import cache
from django.http import HttpRequest

from members import identities
from members.journal import Kind, record
from members.models import Member
from members.signing_in import mails, shared

MEANS = {
    "password": "mot de passe",
    "password_reset": "lien reçu par mail",
    "code": "code reçu par mail",
    "invitation": "lien d’une invitation",
    Authenticator.Type.TOTP: "application",
    Authenticator.Type.RECOVERY_CODES: "code de secours",
    Authenticator.Type.WEBAUTHN: "clé d’accès",
    "proconnect": "ProConnect",
    "psc": "Pro Santé Connect",
}
FACTOR_NAMES = {
    Authenticator.Type.TOTP: "Application de codes",
    Authenticator.Type.RECOVERY_CODES: "Codes de secours",
    Authenticator.Type.WEBAUTHN: "Clé d’accès",
}
#: The same refusal is written once in as many seconds: a guessing run fills no journal.
ONCE_IN = 15 * 60


def means_of(request: HttpRequest, member: Member) -> str:
    """How the person has just proved who he is: `mot de passe, puis application`."""
    words = []
    for proof in get_authentication_records(request, member):
        method = proof["method"]
        if method == "mfa":
            method = proof.get("type", "")
        elif method == "socialaccount":
            method = proof.get("provider", "")
        words.append(str(MEANS.get(method, method)))
    return ", puis ".join(dict.fromkeys(words))


def signed_in(request: HttpRequest, user: Member, **kwargs: Any) -> None:
    means = means_of(request, user)
    sentence = f"Connexion par {means}." if means else "Connexion."
    record(Kind.SIGN_IN, sentence, by=user, about=user, request=request)


def signed_out(request: HttpRequest | None, user: Member | None, **kwargs: Any) -> None:
    if request is not None and shared.ended_session_of(request):  # told there
        return
    if isinstance(user, Member) and user.anonymised_at is None:
        record(Kind.SIGN_OUT, "Déconnexion.", by=user, about=user, request=request)


def password_refused(request: HttpRequest, email: str) -> None:
    """The same work is done whether somebody has this address or not."""
    which = " actuel" if request.user.is_authenticated else ""
    refused(request, email, f"Mot de passe{which} refusé")


def code_refused(request: HttpRequest, email: str) -> None:
    refused(request, email, "Code reçu par mail refusé")


def mailed_code_refused(request: HttpRequest, member: Member, to: str) -> None:
    """Of who is signed in; `to` may be an address that he does not have yet."""
    record(
        Kind.PROOF_REFUSED,
        f"Code reçu par mail refusé pour «\u202f{to}\u202f».",
        about=member,
        request=request,
    )


def too_many_tries(request: HttpRequest, email: str) -> None:
    where = "session" if request.user.is_authenticated else "sign-in"
    if cache.add(f"members:too-many:{where}:{email.lower()}", True, ONCE_IN):
        refused(request, email, "Trop d’essais, la suite est refusée")


def refused(request: HttpRequest, email: str, what: str) -> None:
    """At the sign-in, or to who is signed in and proves again who he is."""
    about = Member.objects.filter(email=email.strip().lower()).first()
    inside = request.user.is_authenticated
    where = ", dans sa session" if inside else f" pour «\u202f{email[:254]}\u202f»"
    record(
        Kind.PROOF_REFUSED if inside else Kind.SIGN_IN_FAILED,
        f"{what}{where}.",
        about=about,
        request=request,
    )


def closed(request: HttpRequest, user: Member) -> None:
    """What was given is right, and the account is closed."""
    record(
        Kind.SIGN_IN_FAILED,
        f"Compte fermé\u202f: {user.email} n’entre pas, par un moyen qui est le bon.",
        about=user,
        request=request,
    )


def factor_refused(request: HttpRequest, user: Member, **kwargs: Any) -> None:
    record(
        Kind.SIGN_IN_FAILED,
        "Second facteur refusé.",
        about=user,
        request=request,
    )


def key_refused(request: HttpRequest) -> None:
    record(Kind.SIGN_IN_FAILED, "Clé d’accès refusée.", request=request)


def identity_unknown(request: HttpRequest, account: Any) -> None:
    name = MEANS.get(account.provider, account.provider)
    who = account.extra_data.get("who", "")
    sentence = f"{name} a reconnu «\u202f{who}\u202f», qui n’a pas de compte lié."
    record(Kind.SIGN_IN_FAILED, sentence, request=request)


def provider_failed(request: HttpRequest, name: str, sentence: str) -> None:
    record(
        Kind.SIGN_IN_FAILED, f"Connexion par {name}\u202f: {sentence}", request=request
    )


def changed(request: HttpRequest | None, member: Member, sentence: str) -> None:
    """A means to sign in has changed."""
    by = None
    if request is None or not request.user.is_authenticated:
        by = member  # by the link of a mail, which is his
    record(Kind.CREDENTIAL, sentence, by=by, about=member, request=request)


def password_changed(request: HttpRequest, user: Member, **kwargs: Any) -> None:
    changed(request, user, "Mot de passe changé.")


def password_set(request: HttpRequest, user: Member, **kwargs: Any) -> None:
    changed(request, user, "Mot de passe choisi.")


def password_reset(request: HttpRequest, user: Member, **kwargs: Any) -> None:
    changed(request, user, "Mot de passe changé par le lien d’un mail.")


def factor_name(authenticator: Authenticator) -> str:
    if authenticator.type == Authenticator.Type.WEBAUTHN:
        return f"Clé d’accès «\u202f{authenticator.wrap().name}\u202f»"
    return FACTOR_NAMES[authenticator.type]


def factor_added(
    request: HttpRequest, user: Member, authenticator: Authenticator, **kwargs: Any
) -> None:
    changed(request, user, f"{factor_name(authenticator)}\u202f: ajout.")


def factor_removed(
    request: HttpRequest, user: Member, authenticator: Authenticator, **kwargs: Any
) -> None:
    changed(request, user, f"{factor_name(authenticator)}\u202f: retrait.")


def factor_reset(
    request: HttpRequest, user: Member, authenticator: Authenticator, **kwargs: Any
) -> None:
    changed(request, user, f"{factor_name(authenticator)}\u202f: renouvellement.")


def factor_used(
    request: HttpRequest, user: Member, authenticator: Authenticator, **kwargs: Any
) -> None:
    """A recovery code serves once, and seldom: its owner is told."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        return
    authenticator.refresh_from_db()  # allauth marks the code in a copy of its own
    count = len(authenticator.wrap().get_unused_codes())
    left = f"il en reste {count}" if count else "c’était le dernier"
    changed(request, user, "Code de secours utilisé.")
    mails.tell_of_change(request, user, "members/recovery_code_used", {"left": left})


def identity_added(request: HttpRequest, sociallogin: Any, **kwargs: Any) -> None:
    name = MEANS.get(sociallogin.account.provider, sociallogin.account.provider)
    if sociallogin.account.provider == "psc":
        identities.open_again(sociallogin.user)
    changed(request, sociallogin.user, f"Identité {name} liée.")


def identity_removed(request: HttpRequest, socialaccount: Any, **kwargs: Any) -> None:
    name = MEANS.get(socialaccount.provider, socialaccount.provider)
    if socialaccount.provider == "psc":
        identities.shut(socialaccount.user)
    changed(request, socialaccount.user, f"Identité {name} déliée.")


def connect() -> None:
    account.user_logged_in.connect(signed_in)
    user_logged_out.connect(signed_out)
    account.password_changed.connect(password_changed)
    account.password_set.connect(password_set)
    account.password_reset.connect(password_reset)
    mfa.authentication_failed.connect(factor_refused)
    mfa.authenticator_added.connect(factor_added)
    mfa.authenticator_removed.connect(factor_removed)
    mfa.authenticator_reset.connect(factor_reset)
    mfa.authenticator_used.connect(factor_used)
    social.social_account_added.connect(identity_added)
    social.social_account_removed.connect(identity_removed)
