"""`manage.py demo_code`: the code that the demonstration's second factor shows now."""

import time
from argparse import ArgumentParser
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from home.demo.people import DEMO_SECRET


class Command(BaseCommand):
    help = "Donne le code à six chiffres des personnes de la démonstration."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--next",
            action="store_true",
            help="le suivant, si celui de l’instant vient de servir",
        )

    def handle(self, *args: Any, next: bool = False, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "La démonstration n’est pas chargée ici\u202f: "
                "MAILLAGE_PROFILE n’est pas «\u202fdemo\u202f»."
            )
        counter = int(time.time()) // int(app_settings.TOTP_PERIOD) + next
        self.stdout.write(format_hotp_value(hotp_value(DEMO_SECRET, counter)))
