"""`manage.py check_file FILE --json`"""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from library.door.checking import check
from library.limits import limits

HELD, UNSURE = 1, 2


class Command(BaseCommand):
    help = (
        "Dit d’un fichier s’il nomme un patient\u202f: numéro de sécurité sociale ou "
        "INS, pages numérisées comprises. Rien n’est gardé. Code de retour\u202f: 0 "
        "rien trouvé, 1 retenu, 2 rien trouvé dans ce qui a pu être lu."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="fichier à regarder")
        parser.add_argument("--json", action="store_true", help="réponse en JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(
                f"Il n’y a pas de fichier à cette adresse\u202f: {path}. Vérifiez-la."
            )
        verdict = check(path, limits=limits(), ocr=settings.OCR)
        if options["json"]:
            self.stdout.write(json.dumps(verdict.as_json(), ensure_ascii=False))
        else:
            for reason in verdict.reasons:
                self.stdout.write(f"{reason}.")
            if verdict.unread:
                unread = ", ".join(map(str, verdict.unread))
                self.stdout.write(f"Pages qui n’ont pas pu être lues\u202f: {unread}.")
            if verdict.problem:
                self.stdout.write(verdict.problem)
            elif not verdict.held:
                self.stdout.write("Rien trouvé.")
        if verdict.held or not verdict.is_sure:
            sys.exit(HELD if verdict.held else UNSURE)
