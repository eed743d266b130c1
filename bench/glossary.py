"""What underlining the terms of the glossary adds to a page.

    python -m bench.glossary [--terms 300] [--blocks 40] [--rounds 50]

A page of texts that hold some of the terms, rendered by the tag that pages use, with
the glossary read from a database of its own. Prints the median and the 95th
percentile, and the part of each step; the aim is under 20 ms.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

from bench import site

PARAGRAPH = (
    "<p>Avant la sortie, l’équipe appelle le cabinet, la pharmacie et la famille. "
    "Le <b>T{0:03d}</b> répond, puis l’<a href='/x/'>T{1:03d}</a>. Qui reçoit l’appel "
    "note l’heure, ce qui est prêt et ce qui ne l’est pas, et prévient les autres "
    "par la messagerie sécurisée\u202f: T{1:03d}, T{2:03d}s, T{0:03d}.</p>"
)
Step = Callable[[], object]


def page(blocks: int) -> str:
    """As many texts as `blocks`, of a heading, three paragraphs and a list."""
    return "".join(
        f"<h2 id='p{n}'>Partie T{n:03d}</h2>"
        + "".join(PARAGRAPH.format(n, n + 1, n + 2) for _ in range(3))
        + "<ul><li>T007, le matin</li><li>le soir &amp; la nuit</li></ul>"
        for n in range(blocks)
    )


def fill(terms: int) -> None:
    from pages.models import Term

    Term.objects.all().delete()
    Term.objects.bulk_create(
        Term(
            short=f"T{n:03d}",
            folded=f"t{n:03d}",
            long=f"terme numéro {n} du glossaire",
            explanation="Ce qu’il veut dire, en une phrase assez longue pour servir.",
        )
        for n in range(terms)
    )


def steps(text: str) -> dict[str, Step]:
    from django.template import Context, Template

    from pages.glossary import load
    from pages.underlining import Forms, underline

    template = Template(
        "{% load terms %}{% underline_terms %}{{ text|safe }}{% endunderline_terms %}"
    )
    forms = Forms(load())
    return {
        "whole": lambda: template.render(Context({"text": text})),
        "reading the glossary": load,
        "underlining": lambda: underline(text, forms, set()),
    }


def measure(step: Step, rounds: int) -> list[float]:
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        step()
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--terms", type=int, default=300)
    parser.add_argument("--blocks", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=50)
    given = parser.parse_args()
    text = page(given.blocks)
    print(site.machine())
    print(f"{given.terms} terms, {given.blocks} blocks, {len(text):,} characters\n")
    with tempfile.TemporaryDirectory() as folder:
        site.manage(Path(folder), "migrate", "--verbosity", "0")
        os.environ.update(site.environment(Path(folder)))
        sys.path.insert(0, str(site.ROOT / "site"))
        import django

        django.setup()
        fill(given.terms)
        for name, step in steps(text).items():
            taken = measure(step, given.rounds)
            late = quantiles(taken, n=20)[-1]
            print(f"{name:22} p50 {median(taken):6.1f} ms   p95 {late:6.1f} ms")


if __name__ == "__main__":
    main()
