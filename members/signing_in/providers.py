"""Identity providers."""

from __future__ import annotations

from django.http import HttpRequest


def offered(request: HttpRequest) -> list[object]:
    return []


def identities_of(member: object) -> list[object]:
    return []
