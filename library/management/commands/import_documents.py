"""`manage.py import_documents FOLDER --space SLUG --category SLUG`"""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from library.importing import (
    Outcome,
    Result,
    files_of,
    first_publisher,
    import_files,
    still_to_read,
    versions_of,
)
from library.models import Category, Version
from library.named import category_named, space_named
from library.templatetags.sizes import file_size
from library.typography import counted
from members.models import Member, Space
from members.rights import may_contribute

LOOK_EVERY = 0.3  # seconds


class Command(BaseCommand):
    help = (
        "Dépose dans un espace tous les fichiers d’un dossier et de ses sous-dossiers. "
        "Peut être interrompue et relancée\u202f: un fichier n’est déposé qu’une fois."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="dossier à importer")
        parser.add_argument("--space", required=True, help="espace, par son adresse")
        parser.add_argument(
            "--category", required=True, help="catégorie, par son adresse"
        )
        parser.add_argument(
            "--as", dest="email", help="qui dépose (sinon, l’administration)"
        )
        parser.add_argument(
            "--wait",
            action="store_true",
            help="attendre que tout soit lu, et dire l’état de chaque fichier",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(
                f"Il n’y a pas de dossier à cette adresse\u202f: {folder}"
            )
        space = space_named(options["space"])
        category = category_named(options["category"])
        by = author(options["email"], space)
        outcomes = self.bring_in(folder, by, space, category)
        unreadable = self.wait_for(outcomes) if options["wait"] else 0
        refused = [o for o in outcomes if o.result is Result.REFUSED]
        self.report(outcomes, refused)
        if refused or unreadable:
            raise CommandError(failed(len(refused), unreadable), returncode=1)

    def bring_in(
        self, folder: Path, by: Member, space: Space, category: Category
    ) -> list[Outcome]:
        paths = files_of(folder)
        outcomes = import_files(
            paths, folder=folder, by=by, space=space, category=category
        )
        return list(tqdm(outcomes, total=len(paths), unit=" fichier", disable=None))

    def report(self, outcomes: list[Outcome], refused: list[Outcome]) -> None:
        results = [outcome.result for outcome in outcomes]
        imported = results.count(Result.IMPORTED)
        already = results.count(Result.ALREADY)
        self.stdout.write(
            f"{counted(imported, 'fichier importé', 'fichiers importés')}, "
            f"{counted(already, 'déjà là', 'déjà là')}, "
            f"{counted(len(refused), 'refusé', 'refusés')}."
        )
        for outcome in refused:
            self.stdout.write(f"  {outcome.path}\u202f: {outcome.reason}")

    def wait_for(self, outcomes: list[Outcome]) -> int:
        """Wait until the worker has read all; return how many it could not read.

        Raises CommandError when nothing moves for longer than a file may take.
        """
        patience = settings.READ_SECONDS + 60
        left, since = -1, time.monotonic()
        versions = versions_of(outcomes)
        while now_left := still_to_read(versions):
            if now_left != left:
                left, since = now_left, time.monotonic()
            elif time.monotonic() - since > patience:
                raise CommandError(
                    f"Rien n’avance depuis {patience} secondes. "
                    "La lecture est-elle en marche (manage.py worker)\u202f?"
                )
            time.sleep(LOOK_EVERY)
        for version in versions:
            long = version.length or file_size(version.size)
            state = f"{version.get_state_display()}, {long}"
            self.stdout.write(f"  {version.name}\u202f: {version.explanation or state}")
        return versions.filter(state=Version.State.UNREADABLE).count()


def author(email: str | None, space: Space) -> Member:
    """Who signs the documents. Raises CommandError."""
    if email:
        by = Member.objects.filter(email__iexact=email, is_active=True).first()
        if by is None:
            raise CommandError(f"Personne n’a de compte ouvert à l’adresse {email}.")
    else:
        by = first_publisher()
        if by is None:
            raise CommandError(
                "Personne n’administre encore ce site. Créez un compte avec "
                "«\u202fmanage.py createsuperuser\u202f», ou nommez quelqu’un avec "
                "«\u202f--as\u202f»."
            )
    if not may_contribute(by, space):
        raise CommandError(
            f"{by} ne peut rien déposer dans l’espace «\u202f{space}\u202f»."
        )
    return by


def failed(refused: int, unreadable: int) -> str:
    parts = []
    if refused:
        parts.append(counted(refused, "fichier refusé", "fichiers refusés"))
    if unreadable:
        parts.append(counted(unreadable, "fichier illisible", "fichiers illisibles"))
    return " et ".join(parts) + "."
