"""`manage.py load_demo`: a credible group, for trying the product."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from background.models import Routine
from home.demo.agenda import ensure_meetings, ensure_visits
from home.demo.cards import ensure_directory
from home.demo.documents import ensure_documents
from home.demo.pages import ensure_pages
from home.demo.people import (
    DEMO_PASSWORD,
    DEMO_SECRET,
    ensure_people,
    ensure_spaces,
    sign_ins,
)
from home.demo.proposals import ensure_proposals
from home.demo.protocols import ensure_protocols
from home.demo.references import ensure_references
from library.typography import counted

#: Written once all of it is there: what people then change or remove stays so.
LOADED = "démonstration chargée"


class Command(BaseCommand):
    help = "Charge une fois le groupement de démonstration."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--sign-ins",
            action="store_true",
            help="dire seulement qui peut se connecter",
        )

    def handle(self, *args: Any, sign_ins: bool = False, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "La démonstration ne se charge jamais sur un vrai site\u202f: son mot "
                "de passe est connu de tous. Pour l’essayer, donnez à MAILLAGE_PROFILE "
                "la valeur «\u202fdemo\u202f»."
            )
        if not sign_ins and not Routine.objects.filter(name=LOADED).exists():
            self.load(options["verbosity"])
            Routine.objects.create(name=LOADED, done_on=timezone.localdate())
        if sign_ins or options["verbosity"]:
            self.tell_sign_ins()

    def load(self, verbosity: int) -> None:
        ensure_spaces()
        people = ensure_people()
        ensure_directory()
        references, added = ensure_references()
        documents, filed = ensure_documents()
        ensure_protocols(documents)
        pages = ensure_pages(documents, references)
        ensure_meetings()
        ensure_visits()
        ensure_proposals()
        if not verbosity:
            return
        self.stdout.write(
            f"Démonstration\u202f: {counted(people, 'personne', 'personnes')}, "
            f"{counted(added, 'texte officiel', 'textes officiels')}, "
            f"{counted(filed, 'document', 'documents')} et "
            f"{counted(pages, 'page', 'pages')} de plus."
        )

    def tell_sign_ins(self) -> None:
        people = sign_ins()
        longest = max(len(email) for email, _, _ in people)
        self.stdout.write(f"Mot de passe de chacun\u202f: {DEMO_PASSWORD}")
        for email, who, factor in people:
            self.stdout.write(f"{'*' if factor else ' ':>3} {email:{longest}}  {who}")
        self.stdout.write(
            "  * demande aussi un code à six chiffres. Dans une application de codes, "
            f"ajoutez la clé {DEMO_SECRET}. Sans téléphone, il est donné par\u202f:\n"
            "      MAILLAGE_PROFILE=demo .venv/bin/python manage.py demo_code"
        )
