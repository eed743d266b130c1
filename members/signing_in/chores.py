"""What the sign-in leaves behind, and what removes it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.management import call_command
from django.db import connections, router
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from background import daily
from background.mail import QUEUE
from members.signing_in import sessions

#: Days for which a letter that has left stays in the table of tasks.
LETTERS_KEPT = 2


def make_cache_table(using: str, **kwargs: Any) -> None:
    """After each `migrate`: the counts need their table (`CACHES`)."""
    call_command("createcachetable", database=using, verbosity=0)


def sweep() -> None:
    """Remove sessions that are over, counts that no longer count, letters that left."""
    sessions.clear()
    clear_cache()
    DBTaskResult.objects.finished().filter(
        queue_name=QUEUE,
        finished_at__lt=timezone.now() - timedelta(days=LETTERS_KEPT),
    ).delete()


def clear_cache() -> None:
    """Remove what has expired: the cache does so by itself only when it is full."""
    cache = caches["default"]
    if not isinstance(cache, DatabaseCache):
        return
    connection = connections[router.db_for_write(cache.cache_model_class)]
    table = connection.ops.quote_name(cache._table)  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} WHERE expires < %s",  # noqa: S608 - a name of ours
            [connection.ops.adapt_datetimefield_value(timezone.now())],
        )


def register() -> None:
    daily.jobs.append(daily.Job("ménage des connexions", 4, sweep))
