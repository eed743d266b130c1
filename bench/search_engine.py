"""How fast the embedded search engine is, and how much it takes.

    python -m bench.search_engine CORPUS [QUESTIONS.jsonl ...] [--sizes 1000 10000]

CORPUS is a folder with `codes/*.jsonl.gz` (articles of law) and `documents/*.pdf`.
Beyond what it holds, articles come back with a third of their words changed, so that
the vocabulary and the lists of documents grow as they would. Each size is built and
asked in a process of its own, which is what the memory shown belongs to.
"""

import argparse
import gzip
import json
import os
import platform
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from statistics import quantiles

import pypdfium2

from search.engine import Entry, Request
from search.engine.embedded import TantivyEngine

SIZES = (1_000, 10_000, 40_000, 100_000)
SPACES = 12
QUESTIONS = (
    "permanence des soins",
    "maison de santé pluriprofessionnelle",
    "qui peut demander une dérogation au temps de travail",
    '"accident du travail"',
    "L. 1434-17",
    "hypoglicémie",
    "transport des patients vers l'hôpital",
    "congé maternité -agricole",
)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("corpus", type=Path)
    arguments.add_argument("questions", type=Path, nargs="*")
    arguments.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    arguments.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.alone:
        measure(given.alone, given.corpus, questions(given.questions))
        return
    commit = run("git", "rev-parse", "--short", "HEAD")
    changed = " with changes" if run("git", "status", "--porcelain", "search") else ""
    print(f"commit {commit}{changed}, {platform.platform()}, {os.cpu_count()} cores")
    asked = len(questions(given.questions))
    print(f"Python {platform.python_version()}, {asked} questions")
    print(
        "entries | entries/s | index | memory to write | to read"
        " | p50 | p95 | p95 by date | p95 with boxes"
    )
    for size in given.sizes:
        paths = [str(path) for path in (given.corpus, *given.questions)]
        again = [sys.executable, "-m", "bench.search_engine", *paths]
        print(run(*again, "--alone", str(size)), flush=True)


def measure(size: int, corpus: Path, asked: list[str]) -> None:
    """Prints the line of one size."""
    with tempfile.TemporaryDirectory() as folder:
        made = list(islice(entries(corpus), size))
        # Written by a child, so that its memory is not counted with the reader's.
        started = time.perf_counter()
        child = os.fork()
        if not child:
            before = resident()
            TantivyEngine(Path(folder)).rebuild(made)
            Path(folder, "grown").write_text(str(resident() - before))
            os._exit(0)
        os.waitpid(child, 0)
        built = time.perf_counter() - started
        grown = int(Path(folder, "grown").read_text())
        on_disk = sum(f.stat().st_size for f in Path(folder).rglob("*") if f.is_file())
        del made
        before = resident()
        engine = TantivyEngine(Path(folder))
        spaces = frozenset(range(1, SPACES))  # all but one
        for text in asked:
            engine.search(Request(text, spaces, person=3))
        by_rank = [clock(engine, Request(text, spaces, person=3)) for text in asked]
        by_date = [clock(engine, Request(text, spaces, sort="date")) for text in asked]
        boxes = [
            clock(engine, Request(t, spaces, kinds=("reference",), years=(2020, 2021)))
            for t in asked
        ]
        print(
            f"{size} | {size / built:.0f} | {on_disk / 1e6:.0f} MB"
            f" | + {grown / 1024:.0f} MB | + {(resident() - before) / 1024:.0f} MB"
            f" | {percentile(by_rank, 50):.1f} ms | {percentile(by_rank, 95):.1f} ms"
            f" | {percentile(by_date, 95):.1f} ms | {percentile(boxes, 95):.1f} ms"
        )


def entries(corpus: Path) -> Iterator[Entry]:
    """Pages first, then articles, then articles varied without end."""
    for file in sorted(corpus.glob("documents/*.pdf")):
        yield from pages(file)
    real = list(articles(corpus))
    yield from real
    vocabulary = sorted({word for entry in real[:5000] for word in entry.text.split()})
    drawn = random.Random(1)
    for turn in count(1):
        for entry in real:
            words = entry.text.split()
            for place in range(0, len(words), 3):
                words[place] = drawn.choice(vocabulary)
            varied = replace(entry, thing=f"{entry.thing}-{turn}", kind="page")
            yield replace(varied, text=" ".join(words))


def pages(file: Path) -> Iterator[Entry]:
    thing, title = f"document:{file.stem}", file.stem.replace("-", " ")
    yield Entry(
        thing, "document", 1, title, "", category="guide", year=2010, date=14_600
    )
    with pypdfium2.PdfDocument(file) as pdf:
        for number, page in enumerate(pdf, 1):
            text = re.sub(
                "[\x02\ufffe]\r?\n?", "", page.get_textpage().get_text_bounded()
            )
            yield Entry(
                thing, "document", 1, title, text, number, "guide", 2010, 14_600
            )


def articles(corpus: Path) -> Iterator[Entry]:
    for file in sorted(corpus.glob("codes/*.jsonl.gz")):
        with gzip.open(file, "rt") as lines:
            for number, line in enumerate(lines):
                article = json.loads(line)
                day = article["valid_from"] // 86_400_000
                yield Entry(
                    thing=f"reference:{article['id']}",
                    kind="reference",
                    space=1 + number % SPACES,
                    title=f"Article {article['number']} du code {article['code']}",
                    text=article["text"],
                    category=article["code"],
                    year=1970 + day // 365,
                    date=day,
                    keywords=article["section"] or "",
                    author=number % 7,
                    published=bool(number % 10),
                )


def questions(files: list[Path]) -> list[str]:
    lines = [line for file in files for line in file.read_text().splitlines()]
    return [*QUESTIONS, *(json.loads(line)["text"] for line in lines)][:200]


def clock(engine: TantivyEngine, request: Request) -> float:
    started = time.perf_counter()
    engine.search(request)
    return (time.perf_counter() - started) * 1000


def percentile(times: list[float], share: int) -> float:
    return quantiles(times, n=100)[share - 1]


def resident() -> int:
    """The most memory this process had, in KB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.strip()


if __name__ == "__main__":
    main()
