"""`manage.py move_files --to s3|local`"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from library.moving import MoveError, Told, move
from library.storage import StoreDown
from library.templatetags.sizes import file_size
from library.typography import counted

PASSED = ("fichier copié et comparé", "fichiers copiés et comparés")
NOT_PASSED = ("fichier n’est pas passé", "fichiers ne sont pas passés")
PLACES = {"s3": "S3", "local": "le dossier des données"}


class Command(BaseCommand):
    help = (
        "Copie tous les fichiers du site vers S3, ou de S3 vers le dossier des "
        "données, et compare chaque copie. Peut être interrompue et relancée\u202f: "
        "elle reprend où elle en était. Rien n’est supprimé sans --delete-source."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--to", required=True, choices=["s3", "local"], help="où ils vont"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="dire ce qui reste, sans rien copier"
        )
        parser.add_argument(
            "--delete-source",
            action="store_true",
            help="quand tout est copié et comparé, supprimer d’où ils viennent",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        to, dry = options["to"], options["dry_run"]
        with tqdm(unit=" fichier", disable=None) as bar:

            def begin(files: int) -> None:
                bar.reset(total=files)

            try:
                told = move(
                    to,
                    dry=dry,
                    delete=options["delete_source"],
                    step=bar.update,
                    begin=begin,
                )
            except MoveError as error:
                raise CommandError(str(error), returncode=2) from error
            except StoreDown as error:
                raise CommandError(
                    "S3 a cessé de répondre\u202f: ce qui est copié et comparé l’est "
                    "pour de bon. Relancez la même commande quand il répondra.",
                    returncode=2,
                ) from error
        self.report(told, to, dry)
        if told.wrong:
            said = counted(len(told.wrong), *NOT_PASSED)
            sentence = f"{said}\u202f: rien n’a été supprimé."
            raise CommandError(sentence, returncode=1)

    def report(self, told: Told, to: str, dry: bool) -> None:
        place = PLACES[to]
        if dry:
            left = counted(told.left, "fichier", "fichiers")
            self.stdout.write(
                f"Vers {place}, il reste {left} à copier ou à comparer "
                f"({file_size(told.bytes)})\u202f; "
                f"{told.there} sur {told.files} y sont."
            )
            return
        self.stdout.write(
            f"Vers {place}\u202f: {counted(told.moved, *PASSED)}, "
            f"{counted(told.there, 'y était déjà', 'y étaient déjà')}, "
            f"sur {told.files}."
        )
        for name, why in told.wrong:
            self.stdout.write(f"  {name}\u202f: {why}.")
        if told.deleted:
            gone = counted(told.deleted, "fichier supprimé", "fichiers supprimés")
            self.stdout.write(f"Là d’où ils venaient\u202f: {gone}.")
