"""Versions whose reading was lost: nothing stays « en attente » for ever.

A task may fail for a reason that is not the file's (the database was held, the worker
was killed once too often). Each version that waits has a living task, or gets one.
"""

from django.conf import settings
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from library import texts
from library.door import antivirus, passing
from library.models import Version
from library.reading import MESSAGES
from library.tasks import read_version, recognise_version

EVERY = 30.0  # seconds
#: So many versions of before the door are looked at in a turn.
OLD_AT_ONCE = 50
#: After so many failures the person is told.
MOST_FAILURES = 3
STATES = {
    Version.State.WAITING: read_version,
    Version.State.READING: read_version,
    Version.State.NEEDS_OCR: recognise_version,
}


def keys_of_tasks(status: str) -> list[int]:
    """The versions named by the reading tasks that have this status."""
    rows = DBTaskResult.objects.filter(
        status=status,
        task_path__in=[read_version.module_path, recognise_version.module_path],
    )
    return [given["args"][0] for given in rows.values_list("args_kwargs", flat=True)]


def ask_again() -> int:
    """Give each forgotten version a task again; return how many."""
    states = [s for s in STATES if settings.OCR or s != Version.State.NEEDS_OCR]
    waiting = list(
        Version.objects.filter(state__in=states).values_list("pk", flat=True)
    )
    if not waiting:
        return 0
    alive = {
        key
        for status in (TaskResultStatus.READY, TaskResultStatus.RUNNING)
        for key in keys_of_tasks(status)
    }
    failed = keys_of_tasks(TaskResultStatus.FAILED)
    again = 0
    for version in Version.objects.filter(
        pk__in=set(waiting) - alive, state__in=states
    ):
        if failed.count(version.pk) >= MOST_FAILURES:
            texts.fail(version, "crashed", MESSAGES["crashed"])
            if not antivirus.is_set():  # else nobody knows whether it was asked
                passing.decide(version)
        else:
            STATES[Version.State(version.state)].enqueue(version.pk)
            again += 1
    return again


def check_old() -> int:
    """Decide of some of the versions read before there was a door; return how many.

    They are read meanwhile: what was there does not vanish at an update.
    """
    old = Version.objects.filter(door=Version.Door.THROUGH, looked_at=None)
    old = old.exclude(state__in=STATES).select_related("document__space")
    done = 0
    for version in old.order_by("pk")[:OLD_AT_ONCE]:
        passing.decide(version)
        done += 1
    return done


def look() -> None:
    """One turn of the worker's loop."""
    ask_again()
    check_old()
