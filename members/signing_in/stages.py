"""The steps of a sign-in after the first proof."""

from __future__ import annotations

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from members.signing_in.identity.claims import is_strong


class SecondFactorStage(AuthenticateStage):
    """Asks for the second factor, however the person came: password, code, provider.

    Not after a provider that has asked for two factors itself.
    """

    def _should_handle(self, request: HttpRequest) -> bool:
        told = (self.login.signal_kwargs or {}).get("sociallogin")
        if told is not None:
            account = told.account
            if is_strong(account.provider, account.extra_data.get("acr", "")):
                return False
        return bool(super()._should_handle(request))
