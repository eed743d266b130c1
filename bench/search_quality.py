"""What the embedded engine finds, and whether articles of law swamp the rest.

    python -m bench.search_quality FOLDER

FOLDER holds a judged collection: `corpus.jsonl` (id, title, text), `queries.jsonl`
(id, text), `qrels.tsv` (query, document, relevance). It is searched whole, as pages;
cut, as files of several pages; cut, beside the shared articles of law. There, the
number of an article must find it, and the heading of a section one of its articles.
The group's PDFs are searched beside the articles for the headings too.
"""

import argparse
import gzip
import json
import os
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from math import log2
from pathlib import Path
from statistics import mean

from bench.search_engine import pages as pdf_pages
from bench.search_http import CODES
from bench.site import ROOT, environment, machine
from search.engine import Entry, Request
from search.engine.embedded import TantivyEngine

DOCUMENTS = CODES.parent / "documents"
PAGE = 1_800  # characters of a page of a file
SAMPLE = 200
FORMS = ("{}", "article {}", "{} {code}", "art {}")


def whole(corpus: Iterable[dict[str, str]]) -> Iterator[Entry]:
    for document in corpus:
        thing = f"page:{document['id']}"
        yield Entry(thing, "page", 1, document["title"], document["text"])


def cut(corpus: Iterable[dict[str, str]]) -> Iterator[Entry]:
    for document in corpus:
        thing, rest, page = f"document:{document['id']}", document["text"], 0
        file = Entry(thing, "document", 1, document["title"], "")
        yield file
        while rest:
            page += 1
            end = rest.rfind(" ", 1, PAGE) if len(rest) > PAGE else len(rest)
            end = end if end > 0 else PAGE
            yield replace(file, text=rest[:end], page=page)
            rest = rest[end:].strip()


def law() -> list[Entry]:
    """Articles as they are imported and indexed."""
    from library.articles import article
    from search.entries import days

    found = []
    for path in sorted(CODES.glob("*.jsonl.gz")):
        with gzip.open(path) as lines:
            for line in lines:
                one = article(line, date.today())
                found.append(
                    Entry(
                        thing=f"reference:{one.identifier}",
                        kind="reference",
                        space=1,
                        title=one.title,
                        text=f"{one.summary}\n\n{one.text}".strip(),
                        date=days(one.date),
                        keywords=one.number,
                    )
                )
    return found


def ask(engine: TantivyEngine, text: str) -> list[str]:
    """Names of the first ten things."""
    from search.glossary import OURS

    hits = engine.search(Request(text, frozenset({1}), glossary=OURS)).hits
    return [hit.thing.partition(":")[2] for hit in hits]


def judged(engine: TantivyEngine, folder: Path) -> str:
    """nDCG@10 and Recall@10, means over the questions."""
    right: dict[str, set[str]] = defaultdict(set)
    for line in (folder / "qrels.tsv").read_text().splitlines()[1:]:
        question, document, relevance = line.split("\t")
        if float(relevance) > 0:
            right[question].add(document)
    gains, recalls = [], []
    for asked in read(folder / "queries.jsonl"):
        wanted = right[asked["id"]]
        found = [document in wanted for document in ask(engine, asked["text"])]
        gained = sum(1 / log2(rank + 2) for rank, hit in enumerate(found) if hit)
        gains.append(gained / sum(1 / log2(n + 2) for n in range(min(len(wanted), 10))))
        recalls.append(sum(found) / len(wanted))
    return f"nDCG@10 {mean(gains):.4f}, Recall@10 {mean(recalls):.4f}"


def numbers(engine: TantivyEngine, articles: list[Entry]) -> str:
    """How often an article asked for by its number comes first."""
    drawn = random.Random(3)
    first = 0
    for one in drawn.sample([a for a in articles if "-" in a.keywords], SAMPLE):
        form = drawn.choice(FORMS)
        code = one.title.partition(",")[0]
        found = ask(engine, form.format(one.keywords.replace(" ", ""), code=code))
        same = [a for a in articles if a.keywords == one.keywords]
        right = [one] if "code" in form else same  # several codes have that number
        first += bool(found) and found[0] in {a.thing.partition(":")[2] for a in right}
    return f"{first} of {SAMPLE} numbers find their article first"


def headings(engine: TantivyEngine, articles: list[Entry]) -> str:
    """How often the heading of a section finds one of its articles."""
    sections: dict[str, set[str]] = defaultdict(set)
    for one in articles:
        last = one.text.partition("\n")[0].rpartition("›")[2]
        heading = last.rpartition(":")[2].strip(" .")
        if 3 <= len(heading.split()) <= 9:
            sections[heading].add(one.thing.partition(":")[2])
    ranks = []
    for heading in random.Random(5).sample(sorted(sections), SAMPLE):
        found = [thing in sections[heading] for thing in ask(engine, heading)]
        ranks.append(found.index(True) if True in found else 99)
    first, ten = ranks.count(0), sum(rank < 10 for rank in ranks)
    return f"{first} of {SAMPLE} headings find an article first, {ten} in ten"


def read(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    corpus = read(folder / "corpus.jsonl")
    print(machine())
    with tempfile.TemporaryDirectory() as scratch:
        os.environ.update(environment(Path(scratch)))
        sys.path.insert(0, str(ROOT / "site"))
        import django

        django.setup()
        articles = law()
        engine = TantivyEngine(Path(scratch, "index"))
        engine.rebuild(whole(corpus))
        print("whole:", judged(engine, folder))
        engine.rebuild(cut(corpus))
        print("as files:", judged(engine, folder))
        engine.rebuild([*cut(corpus), *articles])
        print("as files, and the law:", judged(engine, folder))
        print("   ", numbers(engine, articles))
        print("   ", headings(engine, articles))
        pdfs = [page for file in DOCUMENTS.glob("*.pdf") for page in pdf_pages(file)]
        engine.rebuild([*pdfs, *articles])
        print("the group's PDFs, and the law:", numbers(engine, articles))
        print("   ", headings(engine, articles))


if __name__ == "__main__":
    main()
