"""The steps of a sign-in after the first proof."""

from __future__ import annotations

from allauth.mfa.stages import AuthenticateStage


class SecondFactorStage(AuthenticateStage):
    """Asks for the second factor, however the person came: password, code, provider."""
