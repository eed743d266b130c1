"""`manage.py find "…" --as EMAIL`: what that person would find."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from members.models import Member
from search.engine import EngineError
from search.facade import Found, Question, find
from search.leading import thing_url
from search.typography import grouped

SIZE = 20  # two pages of the site: there is no next page to click on


class Command(BaseCommand):
    help = "Montre ce qu’une personne trouverait, pour l’aider ou pour mesurer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text", help="ce que la personne écrit")
        parser.add_argument(
            "--as", dest="email", required=True, help="son adresse mail"
        )
        parser.add_argument("--json", action="store_true", help="pour un programme")
        parser.add_argument("--size", type=int, default=SIZE, help=f"combien ({SIZE})")

    def handle(
        self, *args: Any, text: str, email: str, size: int, **options: Any
    ) -> None:
        person = Member.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"Personne n’a l’adresse « {email} ».")
        try:
            result = find(person, Question(text, size=max(1, min(size, 100))))
        except EngineError as error:
            raise CommandError(
                "L’index ne répond pas ; lancez « manage.py rebuild_index »."
            ) from error
        hits = [describe(found) for found in result.found]
        if options["json"]:
            self.stdout.write(json.dumps(hits, ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(lines(result.answer.total, hits)))


def describe(found: Found) -> dict[str, Any]:
    version = getattr(found.thing, "current", None)
    return {
        "title": found.thing.title,
        "kind": found.hit.kind,
        "space": found.thing.space.slug,
        "address": thing_url(found.thing),
        "file": version.name if version else None,
        "passages": [
            {"page": passage.page, "text": passage.text}
            for passage in found.hit.passages
        ],
    }


def lines(total: int, hits: list[dict[str, Any]]) -> list[str]:
    shown = [f"{grouped(total)} résultat{'s' if total > 1 else ''}"]
    if len(hits) < total:
        shown[0] += f", dont voici les {len(hits)} premiers"
    for hit in hits:
        shown.append(f"\n{hit['title']}  [{hit['space']}] {hit['address']}")
        shown += [f"  p. {p['page'] or '–'}  {p['text']}" for p in hit["passages"]]
    return shown
