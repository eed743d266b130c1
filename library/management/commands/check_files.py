"""`manage.py check_files`"""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from library import looking
from library.looking import Case, Wrong
from library.storage import StoreDown
from library.templatetags.sizes import file_size
from library.typography import counted
from library.whereabouts import Book, book

SECTIONS = {
    Wrong.MISSING: ("Fichier qui manque", "Fichiers qui manquent"),
    Wrong.NOT_MOVED: (
        "Fichier encore dans l’autre lieu",
        "Fichiers encore dans l’autre lieu",
    ),
    Wrong.SIZE: ("Fichier d’une autre taille", "Fichiers d’une autre taille"),
    Wrong.CONTENT: (
        "Fichier dont le contenu a changé",
        "Fichiers dont le contenu a changé",
    ),
    Wrong.UNREAD: ("Fichier qui ne se lit pas", "Fichiers qui ne se lisent pas"),
    Wrong.ORPHAN: ("Fichier qui n’est à personne", "Fichiers qui ne sont à personne"),
}
TO_DO = {
    Wrong.MISSING: "Reprenez-les d’une sauvegarde, ou déposez-les à nouveau depuis "
    "leur page.",
    Wrong.NOT_MOVED: "Lancez manage.py move_files.",
    Wrong.SIZE: "Reprenez-les d’une sauvegarde.",
    Wrong.CONTENT: "Reprenez-les d’une sauvegarde.",
    Wrong.UNREAD: "S3 les a, mais ne les donne pas\u202f: voyez son hébergeur.",
    Wrong.ORPHAN: "Restes d’un arrêt brutal\u202f: --delete-orphans les supprime.",
}
AGAIN = "sera refait dès que quelqu’un le demandera"


class Command(BaseCommand):
    help = (
        "Dit quels fichiers manquent, lesquels ont changé et lesquels ne sont à "
        "personne. Ne change rien sans --delete-orphans. État\u202f: 0 si tout va "
        "bien, 1 sinon, 2 si le lieu des fichiers ne répond pas."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--checksums",
            action="store_true",
            help="lire chaque fichier et comparer son empreinte (long)",
        )
        parser.add_argument(
            "--delete-orphans",
            action="store_true",
            help="supprimer les fichiers qui ne sont à personne",
        )
        parser.add_argument(
            "--older-than",
            type=int,
            default=30,
            metavar="JOURS",
            help="ne supprimer que ceux qui ont plus de tant de jours (30)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        days = options["older_than"]
        if days < 1:
            raise CommandError("--older-than\u202f: donnez un jour au moins.")
        now = timezone.now()
        counts: Counter[Wrong] = Counter()
        try:
            if not looking.strict().is_up():
                raise StoreDown("it does not answer")
            with book() as lines:
                named, there = looking.fill(lines)
                for case in self.cases(lines, options["checksums"], now):
                    self.tell(case, counts)
                deleted = 0
                if options["delete_orphans"]:
                    deleted = looking.delete_orphans(lines, now - timedelta(days))
        except StoreDown as error:
            raise CommandError(
                "Le lieu des fichiers ne répond pas\u202f: rien n’a pu être vérifié. "
                "Relancez la commande quand il répondra.",
                returncode=2,
            ) from error
        self.stdout.write(
            f"{counted(named, 'fichier attendu', 'fichiers attendus')}, "
            f"{counted(there, 'trouvé', 'trouvés')} dans {looking.strict().label}."
        )
        if options["delete_orphans"]:
            gone = counted(deleted, "fichier supprimé", "fichiers supprimés")
            self.stdout.write(f"De ceux qui ne sont à personne\u202f: {gone}.")
        counts[Wrong.ORPHAN] -= deleted
        wrong = sum(counts.values())
        if wrong:
            said = counted(wrong, "fichier ne va pas", "fichiers ne vont pas")
            raise CommandError(f"{said}.", returncode=1)
        self.stdout.write("Tout va bien.")

    def cases(self, lines: Book, checksums: bool, now: Any) -> Iterator[Case]:
        yield from looking.missing(lines)
        yield from looking.of_another_size(lines)
        if checksums:
            with tqdm(unit=" fichier", disable=None) as bar:
                yield from looking.of_another_content(lines, bar.update)
        yield from looking.orphans(lines, now)

    def tell(self, case: Case, counts: Counter[Wrong]) -> None:
        if not counts[case.wrong]:
            self.stdout.write(f"{SECTIONS[case.wrong][1]}. {TO_DO[case.wrong]}")
        counts[case.wrong] += 1
        whose = "" if case.wrong is Wrong.ORPHAN else looking.document_of(case.name)
        said = [whose or case.where] if whose or case.where else []
        if case.size:
            said.append(file_size(case.size))
        if case.derived:
            said.append(AGAIN)
        detail = f" ({', '.join(said)})" if said else ""
        self.stdout.write(f"  {case.name}{detail}")
