"""The real S3 server of the tests (script/services), and a line to it that breaks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from config import stores
from django.core.files.storage import storages
from django.urls import reverse
from pytest_django import Settings

from library.models import Document
from tests.library.wire import Line

HOW = (
    "Il faut un serveur S3 : « script/services start /tmp/services s3 », puis donnez "
    "S3_ENDPOINT, que dit /tmp/services/s3/env."
)


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    """To the server, that is up when the test begins.

    Known to be down, it is asked again when the test says so: no machine is too slow.
    """
    monkeypatch.setattr("library.s3_answers.PAUSE", 600.0)
    found = os.environ.get("S3_ENDPOINT", "")
    if not found and os.environ.get("CI") and os.environ.get("DATABASE_URL"):
        pytest.fail(HOW)  # script/test --grown starts it
    if not found:
        pytest.skip(HOW)
    made = Line(urlsplit(found).port or 0)
    yield made
    made.close()


@pytest.fixture
def both(line: Line, settings: Settings) -> Line:
    """S3 is set, and the site writes to its folder."""
    use("local", line, settings, uuid4().hex)
    return line


@pytest.fixture
def s3(line: Line, settings: Settings) -> Line:
    """The site writes to S3, under a prefix of the test's own."""
    use("s3", line, settings, uuid4().hex)
    return line


def use(where: str, line: Line, settings: Settings, prefix: str = "") -> None:
    """Have the site write to `local` or `s3`; without a prefix, in the same place."""
    values = {
        "MAILLAGE_FILES": where,
        "MAILLAGE_S3_ENDPOINT": line.address,
        "MAILLAGE_S3_BUCKET": "files",
        "MAILLAGE_S3_REGION": "us-east-1",
        "MAILLAGE_S3_ACCESS_KEY": "services",
        "MAILLAGE_S3_SECRET_KEY": "services-secret",
        "MAILLAGE_S3_PREFIX": prefix or storages["s3"].location,  # type: ignore[attr-defined]
    }
    settings.FILES = where
    settings.STORAGES = {
        **stores.named(values),
        "staticfiles": settings.STORAGES["staticfiles"],
    }


def bucket() -> Any:
    return storages["s3"]


def keys() -> list[str]:
    """The names of all that the bucket holds for this test."""
    return [each.name for each in bucket().walk()]


def address(document: Document) -> str:
    return reverse("wagtaildocs_serve", args=[document.pk, "f"])


def whole(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def back(s3: Line) -> None:
    """The server answers again, and the pause before it is asked is over."""
    s3.mend()
    bucket_of_site().wire.until = 0.001


def bucket_of_site() -> Any:
    """`default_storage` itself, behind Django's proxy."""
    return storages["default"]
