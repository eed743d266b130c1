"""The whole answer of a search against the engine's own time, at growing sizes.

    python -m bench.search_http [--sizes 1000 40000 100000] [--chart FILE.svg]

A size is a number of entries: articles of the shared codes as references (29,115 at
the most) and pages of documents made of their text. For each size, the same queries
are put to the engine alone and over HTTP, by a member, to the server as
`script/server` starts it; the medians and the 95th percentiles are printed, with the
ratio asked for: p95 of the answer ≤ 4 x p95 of the engine + 15 ms.
"""

import argparse
import gzip
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from bench.sessions import sign_in
from bench.site import ROOT, environment, get, machine, manage, web

CODES = Path(os.environ.get("BENCH_CODES", ROOT / "../shared/corpus/codes"))
QUERIES = 150
PAGES_OF_A_DOCUMENT = 100
MOST_REFERENCES = 29_115
ADDED_MS = 15.0
FACTOR = 4.0


@dataclass(frozen=True)
class Times:
    """Milliseconds, one for each query."""

    entries: int
    engine: list[float]
    http: list[float]

    def line(self) -> str:
        engine, http = p95(self.engine), p95(self.http)
        bar = FACTOR * engine + ADDED_MS
        return (
            f"{self.entries:>8,} | {median(self.engine):6.1f} {engine:6.1f} | "
            f"{median(self.http):6.1f} {http:6.1f} | {bar:6.1f} | "
            f"{'yes' if http <= bar else 'NO'}"
        )


def p95(values: list[float]) -> float:
    return quantiles(values, n=20)[18]


def articles() -> Iterator[dict[str, str]]:
    for path in sorted(CODES.glob("*.jsonl.gz")):
        with gzip.open(path, "rt") as lines:
            yield from map(json.loads, lines)


def load(data: Path, entries: int) -> None:
    """References, then documents whose pages bring the count to `entries`."""
    from django.core.management import call_command
    from django.db import transaction

    from library.models import Category, Document, Extract, Reference, Version
    from members.models import Charter, Member, Membership, Signature, Space
    from search import indexer

    call_command("migrate", verbosity=0)
    space = Space.objects.get(slug="ges")
    category = Category.objects.get(slug="reglementaire")
    member = Member.objects.create_user(
        "bench@test.example", None, first_name="Lise", last_name="Aubert"
    )
    Membership.objects.create(space=space, member=member)
    if charter := Charter.objects.order_by("-version").first():
        Signature.objects.create(charter=charter, member=member)
    references = min(entries * 3 // 4, MOST_REFERENCES)
    pages = entries - references
    with transaction.atomic():
        Reference.objects.bulk_create(
            [
                Reference(
                    space=space,
                    category=category,
                    kind="article",
                    title=f"{a['code']}, article {a['number']}"[:255],
                    number=a["number"],
                    text=a["text"],
                )
                for a in islice(articles(), references)
            ],
            500,
        )
        texts = (a["text"] for a in cycle(articles()))
        for start in range(0, pages, PAGES_OF_A_DOCUMENT):
            document = Document(
                title=f"Dossier {start // PAGES_OF_A_DOCUMENT}",
                space=space,
                category=category,
                uploaded_by_user=member,
                file_size=1,
                at_door=False,
            )
            super(Document, document).save()
            version = Version(
                document=document,
                number=1,
                name="dossier.pdf",
                size=1,
                sha256="",
                kind="pdf",
                page_count=PAGES_OF_A_DOCUMENT,
                state="read",
                door="through",
            )
            Version.objects.bulk_create([version])
            Document.objects.filter(pk=document.pk).update(current=version)
            Extract.objects.bulk_create(
                [
                    Extract(version=version, page=n + 1, text=next(texts))
                    for n in range(min(PAGES_OF_A_DOCUMENT, pages - start))
                ]
            )
    indexer.rebuild()


def questions() -> list[str]:
    """One to five words that stand together in an article, and their number of words
    as people write them: two mostly."""
    chance = random.Random(7)
    texts = [a["text"] for a in islice(articles(), 0, MOST_REFERENCES, 97)]
    asked: list[str] = []
    while len(asked) < QUERIES:
        words = [w for w in chance.choice(texts).split() if len(w) > 3 and w.isalpha()]
        if len(words) > 8:
            start = chance.randrange(len(words) - 6)
            count = chance.choice([1, 2, 2, 2, 3, 3, 4, 5])
            asked.append(" ".join(words[start : start + count]))
    return asked


def measure(data: Path, entries: int) -> Times:
    """Engine and answer in turn, for each question, after a warm-up of both."""
    from members.models import Member
    from pages.glossary import load
    from search.engines import engine
    from search.facade import Question, request

    member = Member.objects.get(email="bench@test.example")
    session = sign_in(member.email)
    asked = questions()
    alone: list[float] = []
    whole: list[float] = []
    with web(data) as (port, _):
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        for turn in range(2):
            alone, whole = [], []
            for text in asked:
                wanted = request(member, Question(text), load())
                start = time.perf_counter()
                engine().search(wanted)
                alone.append((time.perf_counter() - start) * 1000)
                path = f"/recherche/?{urlencode({'q': text})}"
                start = time.perf_counter()
                status, _ = get(connection, path, session)
                whole.append((time.perf_counter() - start) * 1000)
                if status != 200:
                    sys.exit(f"{path} answered {status} in turn {turn}")
    return Times(entries, alone, whole)


def run_one(entries: int) -> None:
    """One size, in a process of its own: its settings are read once."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        os.environ.update(environment(data))
        sys.path.insert(0, str(ROOT / "site"))
        import django

        django.setup()
        load(data, entries)
        manage(data, "collectstatic", "--noinput", "--verbosity", "0")
        times = measure(data, entries)
        print(json.dumps([times.entries, times.engine, times.http]))


def chart(all_times: list[Times]) -> str:
    """p95 by number of entries, both axes logarithmic, as SVG."""
    from math import log10

    width, height, left, bottom = 640, 360, 60, 40
    tops = [p95(t.http) for t in all_times]
    most = 10 ** (int(log10(max(tops))) + 1)
    sizes = [t.entries for t in all_times]
    span = log10(max(sizes) / min(sizes)) or 1

    def x(size: float) -> float:
        return left + log10(size / min(sizes)) / span * (width - left - 20)

    def y(ms: float) -> float:
        return (
            height - bottom - log10(max(ms, 1)) / log10(most) * (height - bottom - 20)
        )

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for power in range(int(log10(most)) + 1):
        at = y(10**power)
        parts.append(
            f'<path d="M{left} {at:.0f}H{width - 20}" stroke="#ddd"/>'
            f'<text x="8" y="{at + 4:.0f}">{10**power} ms</text>'
        )
    for size in sizes:
        parts.append(f'<text x="{x(size) - 20:.0f}" y="{height - 14}">{size:,}</text>')
    for name, colour, values in (
        ("whole answer", "#0b5d57", [p95(t.http) for t in all_times]),
        ("engine", "#9a4a12", [p95(t.engine) for t in all_times]),
    ):
        points = " ".join(
            f"{x(t.entries):.0f},{y(v):.0f}"
            for t, v in zip(all_times, values, strict=True)
        )
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" '
            'stroke-width="2"/>'
            f'<text x="{left + 10}" y="{y(values[0]) - 8:.0f}" fill="{colour}">'
            f"p95, {name}</text>"
        )
    return "".join([*parts, "</svg>"])


def main() -> None:
    import subprocess

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 39115, 100000])
    parser.add_argument("--chart", type=Path)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        run_one(given.one)
        return
    print(machine())
    print(" entries |  engine p50 p95 |    HTTP p50 p95 | 4x+15 | within")
    all_times = []
    for size in given.sizes:
        run = subprocess.run(
            [sys.executable, "-m", "bench.search_http", "--one", str(size)],
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        times = Times(*json.loads(run.stdout.splitlines()[-1]))
        print(times.line(), flush=True)
        all_times.append(times)
    if given.chart:
        given.chart.write_text(chart(all_times))


if __name__ == "__main__":
    main()
