"""What is done once a day, by whichever worker comes first."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from background.models import Routine

logger = logging.getLogger("maillage.daily")
#: Seconds between two looks at the clock.
LOOK_EVERY = 60.0


@dataclass(frozen=True)
class Job:
    """Work that is done once a day, from `hour` o'clock on (Europe/Paris).

    It may be done again after a kill in its middle: it must do no harm twice.
    """

    name: str
    hour: int
    work: Callable[[], object]


jobs: list[Job] = []


def due(job: Job) -> bool:
    """Take the job for today, unless it is too early or somebody has taken it."""
    now = timezone.localtime()
    if now.hour < job.hour:
        return False
    today = now.date()
    with transaction.atomic():
        Routine.objects.get_or_create(name=job.name)
        return bool(
            Routine.objects.filter(name=job.name)
            .exclude(done_on=today)
            .update(done_on=today)
        )


def run() -> None:
    """Do what is due; a job that fails is tried again at the next look."""
    for job in jobs:
        if not due(job):
            continue
        try:
            job.work()
        except Exception:
            logger.exception("%s failed; it is tried again", job.name)
            Routine.objects.filter(name=job.name).update(done_on=None)
