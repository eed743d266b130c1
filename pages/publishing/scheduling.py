"""Pages appear and go at the time that was set: the worker looks each minute.

Wagtail's command `publish_scheduled` does the same in one go: a page of a frozen space,
which may not change, would stop all that come after it.
"""

import logging
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from members.refusals import SpaceClosed

logger = logging.getLogger("maillage.pages")
#: Seconds between two looks.
EVERY = 60.0


def look() -> None:
    """Take away what is over, then publish what is due; each by itself."""
    now = timezone.now()
    over = Page.objects.filter(live=True, expire_at__lt=now).order_by("expire_at")
    for pk in list(over.values_list("pk", flat=True)):
        each(take_away, pk)
    due = Revision.objects.filter(approved_go_live_at__lt=now)
    for pk in list(due.order_by("approved_go_live_at").values_list("pk", flat=True)):
        each(publish, pk)


def each(work: Callable[[int], None], pk: int) -> None:
    try:
        # Held: a second worker that looks at the same time finds it done.
        with transaction.atomic():
            work(pk)
    except SpaceClosed:
        pass  # it waits until its space is opened again
    except Exception:
        logger.exception("what was set for a time failed; it is tried again")


def take_away(pk: int) -> None:
    page = Page.objects.select_for_update(of=("self",)).get(pk=pk)
    if page.live and page.expire_at and page.expire_at < timezone.now():
        page.specific.unpublish(
            set_expired=True, log_action="wagtail.unpublish.scheduled"
        )


def publish(pk: int) -> None:
    revision = Revision.objects.select_for_update().filter(pk=pk).first()
    due = revision.approved_go_live_at if revision is not None else None
    if revision is not None and due is not None and due < timezone.now():
        revision.publish(
            log_action="wagtail.publish.scheduled", skip_permission_checks=True
        )
