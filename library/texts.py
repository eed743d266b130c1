"""What was read in a file, and how far the reading is."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from library.models import Extract, Version
from library.reading import Page, Reading

State = Version.State


def start(version: Version) -> None:
    """Forget an earlier reading, whole or cut short."""
    with transaction.atomic():
        version.extracts.all().delete()
        version.state = State.READING
        version.problem = version.explanation = ""
        version.save(update_fields=["state", "problem", "explanation"])


class Writer:
    """Keeps pages as they come; a page that comes again replaces the first."""

    def __init__(self, version: Version) -> None:
        self.version = version

    def add(self, page: Page) -> None:
        Extract.objects.update_or_create(
            version=self.version,
            page=page.number,
            defaults={"text": page.text},
        )


def keep_metadata(version: Version, reading: Reading) -> None:
    """Pages, author and date as the file says them."""
    version.page_count = reading.pages
    version.author = (reading.author or "")[:255]
    version.dated = date.fromisoformat(reading.date) if reading.date else None
    version.save(update_fields=["page_count", "author", "dated"])


def wait_for_ocr(version: Version, pages: Sequence[int]) -> None:
    with transaction.atomic():
        for page in pages:
            Extract.objects.update_or_create(
                version=version, page=page, defaults={"needs_ocr": True}
            )
        version.state = State.NEEDS_OCR
        version.save(update_fields=["state"])


def done(version: Version) -> None:
    version.state = State.READ
    version.read_at = timezone.now()
    version.save(update_fields=["state", "read_at"])


def fail(version: Version, code: str, sentence: str) -> None:
    """Tell the person why nothing, or no more, can be read."""
    version.state = State.UNREADABLE
    version.problem, version.explanation = code, sentence
    version.save(update_fields=["state", "problem", "explanation"])
