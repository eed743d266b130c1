"""A real OpenID provider (script/services.d/oidc), and a browser that goes to it."""

import os
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
import requests
from django.test import Client
from django.urls import reverse

HOW = (
    "Il faut un fournisseur OpenID : « script/services start /tmp/services oidc », "
    "puis « export $(cat /tmp/services/oidc/env) » (paquets nodejs et npm)."
)
#: As realm of script/services.d/oidc/people.json.
CLIENTS = {"proconnect": "ProConnect", "psc": "Pro Santé Connect"}
SCOPES = {
    "proconnect": "openid given_name usual_name email uid siret idp_id",
    "psc": "openid scope_all",
}


def issuer() -> str:
    found = os.environ.get("OIDC_ISSUER", "")
    if not found:
        if os.environ.get("CI") == "true":
            pytest.fail(HOW)
        pytest.skip(HOW)
    return found


def apps(address: str) -> list[dict[str, Any]]:
    return [
        {
            "provider_id": client,
            "name": name,
            "client_id": client,
            "secret": f"{client}-secret",
            "settings": {
                "server_url": address,
                "scope": SCOPES[client].split(),
                "auth_params": {"acr_values": "eidas1"},
                "token_auth_method": "client_secret_post",
            },
        }
        for client, name in CLIENTS.items()
    ]


class Form(HTMLParser):
    """The first form of a page: its action and its fields."""

    def __init__(self, page: requests.Response) -> None:
        super().__init__()
        self.action = page.url
        self.fields: dict[str, str] = {}
        self.feed(page.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "form":
            self.action = urljoin(self.action, values.get("action") or "")
        elif tag == "input" and values.get("name"):
            self.fields[str(values["name"])] = values.get("value") or ""


def leave(client: Client, provider: str, **more: str) -> str:
    """Press the button of a provider; the address that the page leads to."""
    query = "?process=connect" if more.pop("process", "") else ""
    path = reverse("openid_connect_login", args=[provider]) + query
    answer = client.post(path, more)
    assert answer.status_code == 200, answer.status_code
    return str(answer.context["address"])


def go(address: str, user: str, password: str = "services") -> str:
    """Sign in there, as a browser would; the path by which one comes back."""
    browser = requests.Session()
    page = browser.get(address, timeout=30, allow_redirects=False)
    for _ in range(10):
        if page.is_redirect:
            target = urljoin(page.url, page.headers["location"])
            parts = urlsplit(target)
            if parts.path.endswith("/retour/"):
                return f"{parts.path}?{parts.query}"
            page = browser.get(target, timeout=30, allow_redirects=False)
            continue
        form = Form(page)
        form.fields |= {"username": user, "password": password}
        page = browser.post(
            form.action, data=form.fields, timeout=30, allow_redirects=False
        )
    raise AssertionError("no end to the redirections")


def sign_in(client: Client, provider: str, user: str, **more: str) -> Any:
    """The whole way: there, and back; the last answer of our site."""
    return client.get(go(leave(client, provider, **more), user))
