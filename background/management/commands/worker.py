"""`manage.py worker`: reads files, keeps the index, sends what waits."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from background.worker import Worker


class Command(BaseCommand):
    # `migrate` makes them just before; they would load all views for nothing.
    requires_system_checks = ()
    help = "Fait les travaux de fond : lecture des fichiers, index de recherche."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--batch", action="store_true", help="s’arrêter quand il n’y a plus rien"
        )
        parser.add_argument("--queues", default="*", help="files, par des virgules")

    def handle(self, *args: Any, batch: bool, queues: str, **options: Any) -> None:
        worker = Worker(batch=batch, queues=queues.split(","))
        worker.configure_signals()
        worker.run()
