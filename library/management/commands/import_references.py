"""`manage.py import_references FILES.jsonl.gz… --space SLUG [--category SLUG]`"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from library.articles import Report, import_articles, lines_of
from library.models import Category
from library.named import category_named, space_named
from library.typography import counted
from members.models import Space

MOST_SHOWN = 50


class Command(BaseCommand):
    help = (
        "Ajoute aux textes officiels les articles de codes de loi (données LEGI, un "
        "article par ligne). Peut être relancée\u202f: seul ce qui a changé est écrit."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, help="fichiers .jsonl.gz")
        parser.add_argument("--space", required=True, help="espace, par son adresse")
        parser.add_argument(
            "--category", default="reglementaire", help="catégorie, par son adresse"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        space = space_named(options["space"])
        category = category_named(options["category"])
        files: list[Path] = options["files"]
        for path in files:
            if not path.is_file():
                raise CommandError(
                    f"Il n’y a pas de fichier à cette adresse\u202f: {path}"
                )
        report = Report()
        for path in files:
            self.bring_in(path, space, category, report)
        self.tell(report)

    def bring_in(
        self, path: Path, space: Space, category: Category, report: Report
    ) -> None:
        with (
            path.open("rb") as file,
            tqdm(
                total=path.stat().st_size,
                desc=path.name,
                unit="o",
                unit_scale=True,
                disable=None,
            ) as bar,
        ):
            for _ in import_articles(
                lines_of(file),
                source=path.name,
                space=space,
                category=category,
                report=report,
            ):
                if not file.closed:
                    bar.update(file.tell() - bar.n)

    def tell(self, report: Report) -> None:
        self.stdout.write(
            f"{counted(report.created, 'article ajouté', 'articles ajoutés')}, "
            f"{counted(report.updated, 'mis à jour', 'mis à jour')}, "
            f"{counted(report.unchanged, 'inchangé', 'inchangés')}."
        )
        for source, number, reason in report.bad[:MOST_SHOWN]:
            self.stdout.write(f"  {source}, ligne {number}\u202f: {reason}")
        if report.bad:
            lost = counted(len(report.bad), "ligne refusée", "lignes refusées")
            raise CommandError(f"{lost}.", returncode=1)
