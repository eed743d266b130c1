"""`manage.py rebuild_index`: the index anew, while the site serves."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import indexer
from search.engine import IndexBusyError


class Command(BaseCommand):
    help = "Reconstruit l’index de recherche, sans arrêter le site."

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        try:
            size = indexer.rebuild()
        except IndexBusyError:
            raise CommandError(
                "Une autre reconstruction est en cours ; attendez qu’elle finisse."
            ) from None
        seconds = time.monotonic() - started
        self.stdout.write(f"Index reconstruit : {size} entrées en {seconds:.1f} s.")
