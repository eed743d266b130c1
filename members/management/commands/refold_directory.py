"""`manage.py refold_directory`: the words of the directory, made again."""

from typing import Any

from django.core.management.base import BaseCommand

from members.directory import refold_rows
from members.models import Contact, Member, Structure


class Command(BaseCommand):
    help = (
        "Refait les mots par lesquels l’annuaire se cherche. Utile après des "
        "changements faits directement dans la base. Peut être relancée sans dommage."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        kinds = (Member, Contact, Structure)
        count = sum(len(refold_rows(kind._default_manager.all())) for kind in kinds)
        if options["verbosity"]:
            self.stdout.write(f"Fiches relues\u202f: {count}.")
