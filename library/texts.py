"""What was read in a file, and how far the reading is."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from library.models import Extract, Version
from library.reading import Page, Reading, active

State = Version.State
UNSEEN = (active.UNSURE, "")
#: The `problem` of a version that waits for the antivirus, or for the store.
ANTIVIRUS, STORE = "antivirus", "store"


def start(version: Version) -> None:
    """Forget an earlier reading, whole or cut short."""
    with transaction.atomic():
        version.extracts.all().delete()
        version.state = State.READING
        version.problem = version.explanation = ""
        version.flags, version.scanned = [], 0
        version.save(
            update_fields=["state", "problem", "explanation", "flags", "scanned"]
        )


def keep_page(version: Version, page: Page) -> None:
    """Keep a page as it comes; one that comes again replaces the first."""
    Extract.objects.update_or_create(
        version=version, page=page.number, defaults={"text": page.text}
    )


def recognised(version: Version, page: int) -> None:
    """This page has been tried; one that gave nothing is not asked for again."""
    version.extracts.filter(page=page).update(needs_ocr=False)


def keep_metadata(version: Version, reading: Reading) -> None:
    """Pages, title, author and date as the file says them."""
    version.page_count = reading.page_count
    version.in_parts = reading.parts
    version.title = (reading.title or "")[:255]
    version.author = (reading.author or "")[:255]
    version.dated = reading.date
    version.is_tagged = reading.tagged
    said = ["page_count", "in_parts", "title", "author", "dated", "is_tagged"]
    version.save(update_fields=said)


def keep_flags(version: Version, flags: Sequence[tuple[str, str]]) -> None:
    """What the file holds beside its text, for the door."""
    version.flags = [list(flag) for flag in flags]
    version.save(update_fields=["flags"])


def not_all_seen(version: Version) -> None:
    """Pages of it were tried in vain: the door says so."""
    keep_flags(version, [(code, word) for code, word in version.flags] + [UNSEEN])


def wait_for(version: Version, what: str) -> None:
    """Nothing is read of a file that the antivirus has not seen (ANTIVIRUS), or that
    the store does not give (STORE).
    """
    version.state, version.problem = State.WAITING, what
    version.explanation = ""
    version.save(update_fields=["state", "problem", "explanation"])


def wait_for_ocr(version: Version, pages: Sequence[int]) -> None:
    with transaction.atomic():
        for page in pages:
            Extract.objects.update_or_create(
                version=version, page=page, defaults={"needs_ocr": True}
            )
        version.state = State.NEEDS_OCR
        version.scanned = len(pages)
        version.save(update_fields=["state", "scanned"])


def done(version: Version) -> None:
    version.state = State.READ
    version.read_at = timezone.now()
    version.save(update_fields=["state", "read_at"])


def fail(version: Version, code: str, sentence: str) -> None:
    """Tell the person why nothing, or no more, can be read."""
    version.state = State.UNREADABLE
    version.problem, version.explanation = code, sentence
    version.save(update_fields=["state", "problem", "explanation"])
