"""Passkeys: what the browser is given, and what is asked of its owner."""

from __future__ import annotations

import json
from typing import Any

from allauth.mfa.webauthn.internal import auth
from django.core.serializers.json import DjangoJSONEncoder


def as_json(options: Any) -> str:
    """What a browser needs for a passkey, for an attribute of the page."""
    return json.dumps(options, cls=DjangoJSONEncoder)


def require_verification(options: dict[str, Any]) -> None:
    """Ask that the owner of the key be verified, by finger, face or PIN, and check it.

    allauth asks for it as a preference; a key that was stolen would then be enough.
    """
    options["publicKey"] = dict(options["publicKey"]) | {"userVerification": "required"}
    state = auth.get_state()
    auth.set_state(state | {"user_verification": "required"})
