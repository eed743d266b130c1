"""Keeps the index up to date with the database."""

import logging
from contextlib import suppress

from background.memory import give_back
from search import entries
from search.engine import IndexBusyError, IndexMissingError
from search.engines import engine
from search.models import Change

logger = logging.getLogger("maillage.search")

#: Things taken at a time: enough for a bulk import, little enough to be seen soon.
BATCH = 300


def drain() -> int:
    """Index what has changed; return how many things were looked at.

    Rows go only after the index has committed. While another process writes or
    rebuilds, nothing is done: the rows wait.
    """
    done = 0
    while rows := list(Change.objects.order_by("pk")[:BATCH]):
        things = list(dict.fromkeys(row.thing for row in rows))
        found = list(entries.of_things(things))
        alive = {entry.thing for entry in found}
        try:
            engine().write(found, gone=[t for t in things if t not in alive])
        except IndexBusyError:
            break
        except IndexMissingError:
            rebuild()
            continue
        Change.objects.filter(pk__in=[row.pk for row in rows]).delete()
        done += len(things)
    return done


def follow() -> None:
    """One turn of the worker's loop."""
    make_if_missing()
    if drain() >= BATCH:
        give_back()


def make_if_missing() -> None:
    """An index where there is none that this version can read: after an upgrade too."""
    try:
        engine().count()
    except IndexMissingError:
        with suppress(IndexBusyError):  # someone is at it
            rebuild()


def rebuild() -> int:
    """Build the index from nothing, while searches go on; return its size.

    What changes meanwhile keeps its rows in `Change`, and is indexed afterwards.
    Raises IndexBusyError when another rebuild is under way.
    """
    before = list(Change.objects.values_list("pk", flat=True))
    engine().rebuild(entries.everything())
    for start in range(0, len(before), BATCH):
        Change.objects.filter(pk__in=before[start : start + BATCH]).delete()
    logger.info("the index was rebuilt: %s entries", engine().count())
    return engine().count()
