"""How many numbers of patients are caught, and how often a page is held for nothing.

    python -m bench.patient_numbers [NUMBERS]

Numbers of nobody are written in each way of tests/library/numbers.py, between words
and other digits. The false alarms are those of the shared corpus (documents, and
articles of codes counted as pages of 2,500 characters), and of tables of random numbers
in sheets of 50 rows.
"""

import gzip
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator

from bench.extraction import CORPUS
from bench.search_http import CODES
from bench.site import machine
from library.door.numbers import in_text
from library.reading import read_file
from tests.library.numbers import nir, written

BEFORE = ["Patiente : ", "NIR ", "n° ", "née le 12/03/1954, ", "Tél. 04 65 71 00 10\n"]
AFTER = [".", ", suite", " née", "\nle 12/03/2026", ""]
PAGE = 2500  # characters


def caught(count: int) -> None:
    chance = random.Random(1)
    missed: Counter[str] = Counter()
    tried = 0
    for _ in range(count):
        number = nir(chance)
        for name, text in written(number, chance):
            tried += 1
            whole = f"{chance.choice(BEFORE)}{text}{chance.choice(AFTER)}"
            missed[name] += not any(in_text(whole))
    rate = 100 * (tried - missed.total()) / tried
    print(f"caught: {rate:.2f} % of {tried} (99 at least)")
    for name, many in missed.most_common(5):
        if many:
            print(f"  missed {many:5} of {count}, {name}")


def corpus() -> Iterator[tuple[str, str, float]]:
    """Where a text is, what it says, and how many pages it makes."""
    for path in sorted(CORPUS.iterdir()):
        if path.suffix != ".txt":
            for page in read_file(path).pages:
                yield f"{path.name}, page {page.number}", page.text, 1
    for path in sorted(CODES.glob("*.jsonl.gz")):
        with gzip.open(path, "rt") as lines:
            for line in lines:
                article = json.loads(line)
                text = "\n".join(map(str, article.values()))
                yield f"{path.name}, {article.get('num', '')}", text, len(text) / PAGE


def tables(count: int) -> Iterator[tuple[str, str, float]]:
    chance = random.Random(2)
    for number in range(count):
        rows = [
            " ".join(
                str(chance.randrange(10 ** chance.randint(1, 6))) for _ in range(9)
            )
            for _ in range(50)
        ]
        yield f"table {number}", "\n".join(rows), 1


def alarms(name: str, texts: Iterator[tuple[str, str, float]]) -> None:
    held, pages, spent = [], 0.0, 0.0
    for where, text, size in texts:
        pages += size
        begun = time.perf_counter()
        found = [text[hit.start : hit.end] for hit in in_text(text)]
        spent += time.perf_counter() - begun
        held += [(where, each) for each in found]
    rate = 1000 * len(held) / pages
    print(
        f"{name}: {len(held)} false alarms in {pages:.0f} pages, {rate:.2f} for 1,000"
    )
    print(f"  {1000 * spent / pages:.2f} ms a page")
    for where, text in held[:5]:
        print(f"  {where}: {text!r}")


if __name__ == "__main__":
    print(machine())
    caught(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
    alarms("corpus", corpus())
    alarms("tables", tables(2000))
