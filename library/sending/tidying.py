"""Uploads that nobody ends: whole ones are finished, old ones go."""

import logging
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from library.models import Upload
from library.models.uploads import KEPT_FOR
from library.sending.finishing import finish
from library.sending.receiving import forget
from members.models import Member

logger = logging.getLogger("maillage.library")

#: Its sender may ask what became of it for so long.
FINISHED_HOURS = 24
#: Whole, and its sender did not come back for the answer: a line that broke there.
WHOLE_FOR = timedelta(minutes=1)
AT_ONCE = 50
EVERY = 30.0  # seconds


def unfinished(by: Member) -> list[Upload]:
    """What `by` began to send and did not end, oldest first."""
    rows = Upload.objects.filter(by=by, finished_at=None).select_related("space")
    return [each for each in rows.order_by("started_at") if each.offset < each.size]


def tidy() -> None:
    """One turn of the worker's loop."""
    now = timezone.now()
    waiting = Upload.objects.filter(finished_at=None)
    quiet = waiting.filter(touched_at__lt=now - WHOLE_FOR).order_by("touched_at")
    for upload in quiet.iterator():
        if upload.offset >= upload.size:
            try:
                finish(upload.pk)
            except OSError as error:  # no room: the next turn tries again
                logger.warning("upload %s waits: %s", upload.pk, error)
    unfinished = waiting.filter(touched_at__lt=now - KEPT_FOR)
    told = Upload.objects.filter(finished_at__lt=now - timedelta(hours=FINISHED_HOURS))
    for upload in [*unfinished[:AT_ONCE], *told[:AT_ONCE]]:
        forget(upload)


def sweep() -> int:
    """Remove the bytes that no upload claims; return how many files. Daily."""
    folder = Path(settings.UPLOAD_DIR)
    if not folder.is_dir():
        return 0
    before = time.time() - timedelta(days=1).total_seconds()
    old = {p.name: p for p in folder.iterdir() if p.stat().st_mtime < before}
    known = {key.hex for key in Upload.objects.values_list("key", flat=True)}
    for name in old.keys() - known:
        old[name].unlink(missing_ok=True)
    return len(old.keys() - known)
