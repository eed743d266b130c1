"""ProConnect and Pro Santé Connect, on allauth's OpenID Connect."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

import jwt
from allauth.core.internal.httpkit import add_query_params
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import (
    OpenIDConnectProvider,
)
from allauth.socialaccount.providers.openid_connect.views import (
    OpenIDConnectOAuth2Adapter,
)
from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest
from django.urls import reverse

from members.signing_in.identity import claims

#: Seconds for which what a provider publishes is not asked for again.
PUBLISHED_FOR = 10 * 60


def fetch(address: str, **headers: str) -> Any:
    """The answer of a provider; raises RequestException when there is none."""
    with get_adapter().get_requests_session() as session:
        answer = session.get(address, headers=headers, allow_redirects=False)
        answer.raise_for_status()
        if answer.status_code != 200:
            raise OAuth2Error(f"{address} answers {answer.status_code}")
        return answer


def published(address: str, *, again: bool = False) -> dict[str, Any]:
    """A JSON document that a provider publishes, kept for a while."""
    key = f"members:published:{address}"
    found = None if again else cache.get(key)
    if found is None:
        found = fetch(address).json()
        if not isinstance(found, dict):
            raise OAuth2Error(f"{address} holds no object")
        cache.set(key, found, PUBLISHED_FOR)
    return dict(found)


class Keys:
    """The keys that a provider signs with; asked for again when one is new."""

    def __init__(self, address: str) -> None:
        self.address = address

    def of(self, kid: str) -> Any:
        for again in (False, True):
            document = published(self.address, again=again)
            for key in document.get("keys", []):
                if kid and key.get("kid") == kid:
                    return jwt.PyJWK(key, algorithm=key.get("alg") or "RS256").key
        raise OAuth2Error("the token is signed by a key that is not published")


class Adapter(OpenIDConnectOAuth2Adapter):
    """Speaks with a provider. `state` is what was put aside when one left for it."""

    state: dict[str, Any]

    @property
    def openid_config(self) -> dict[str, Any]:
        issuer = self.get_provider().app.settings["server_url"]
        config = published(f"{issuer}/.well-known/openid-configuration")
        # OpenID Connect Discovery 1.0 § 4.3
        if config.get("issuer") != issuer:
            raise OAuth2Error(f"{issuer} says that it is {config.get('issuer')}")
        return config

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """The address of the settings: the one that the provider knows."""
        path = reverse("openid_connect_callback", args=[self.provider_id])
        return f"{settings.SITE_ADDRESS}{path}"

    def complete_login(
        self, request: HttpRequest, app: Any, token: Any, **kwargs: Any
    ) -> Any:
        config = self.openid_config
        keys = Keys(config["jwks_uri"])
        known = {"issuer": config["issuer"], "client": app.client_id}
        raw = kwargs["response"].get("id_token")
        if not isinstance(raw, str):
            raise OAuth2Error("there is no ID token")
        id_token = claims.read_id_token(
            raw, keys, nonce=self.state.get("nonce", ""), **known
        )
        answer = fetch(
            config["userinfo_endpoint"], Authorization=f"Bearer {token.token}"
        )
        userinfo = self.read_userinfo(answer, keys, known)
        person = claims.person(id_token, userinfo)
        request.session[LOGOUT] = {"provider": self.provider_id, "id_token": raw}
        return self.get_provider().sociallogin_from_response(request, person.kept())

    def read_userinfo(
        self, answer: Any, keys: Keys, known: dict[str, str]
    ) -> dict[str, Any]:
        raise NotImplementedError


class ProConnect(Adapter):
    """Its userinfo is a JWT, signed for us (partenaires.proconnect.gouv.fr)."""

    def read_userinfo(
        self, answer: Any, keys: Keys, known: dict[str, str]
    ) -> dict[str, Any]:
        kind = answer.headers.get("content-type", "")
        if not kind.startswith("application/jwt"):
            raise OAuth2Error(f"userinfo is {kind}, not a signed token")
        return claims.read_token(answer.text.strip(), keys, **known)


class ProSanteConnect(Adapter):
    """Its userinfo is JSON, with the sector and the professions, without an e-mail."""

    def read_userinfo(
        self, answer: Any, keys: Keys, known: dict[str, str]
    ) -> dict[str, Any]:
        told = answer.json()
        if not isinstance(told, dict):
            raise OAuth2Error("userinfo holds no object")
        return told


ADAPTERS: dict[str, Callable[[HttpRequest, str], Adapter]] = {
    "proconnect": ProConnect,
    "psc": ProSanteConnect,
}
AUDIENCES = {"proconnect": "agents publics", "psc": "professionnels de santé"}
#: In the session: what a sign-out tells the provider.
LOGOUT = "identity_logout"


class Provider(OpenIDConnectProvider):
    """One of the two; what to ask for is in the settings of its app."""

    pkce_enabled_default = True

    def get_oauth2_adapter(self, request: HttpRequest) -> Adapter:
        return adapter_of(request, self.app.provider_id)

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """Ours; allauth would add what the address of the page asks for."""
        return list(self.get_scope())

    def get_auth_params_from_request(
        self, request: HttpRequest, action: str
    ) -> dict[str, str]:
        return dict(self.get_auth_params())

    def redirect(self, request: HttpRequest, process: str, **kwargs: Any) -> Any:
        nonce = secrets.token_urlsafe(24)
        params = kwargs.pop("auth_params", None) or self.get_auth_params()
        kwargs |= {"auth_params": params | {"nonce": nonce}, "nonce": nonce}
        return super().redirect(request, process, **kwargs)

    def extract_uid(self, data: dict[str, Any]) -> str:
        return str(data["sub"])

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        return []


def adapter_of(request: HttpRequest, provider_id: str) -> Adapter:
    """Raises Http404 for a provider that is not set up here."""
    known = {app["provider_id"] for app in apps()}
    if provider_id not in known or provider_id not in ADAPTERS:
        raise Http404
    return ADAPTERS[provider_id](request, provider_id)


def apps() -> list[dict[str, Any]]:
    providers: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    return list(providers.get("APPS", []))


def offered(request: HttpRequest) -> list[dict[str, str]]:
    """The providers that are set up: their name, for whom, the address that leads."""
    return [
        {
            "id": app["provider_id"],
            "name": app["name"],
            "audience": AUDIENCES[app["provider_id"]],
            "url": reverse("openid_connect_login", args=[app["provider_id"]]),
        }
        for app in apps()
    ]


def address_of_sign_out(request: HttpRequest, told: dict[str, str]) -> str:
    """Where to tell the provider that one has left (RP-Initiated Logout 1.0)."""
    adapter = adapter_of(request, told["provider"])
    end = adapter.openid_config.get("end_session_endpoint")
    if not end:
        return ""
    return str(
        add_query_params(
            end,
            {
                "id_token_hint": told["id_token"],
                "post_logout_redirect_uri": settings.SITE_ADDRESS
                + reverse("account_login"),
                "state": secrets.token_urlsafe(12),
            },
        )
    )
