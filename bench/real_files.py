"""A folder of real files, damaged and hostile ones among them: what becomes of each.

    python -m bench.real_files FOLDER… [--every 1] [--processes 2] [--list out.tsv]

Each is read as the worker reads it, without OCR: with text, with images only (OCR would
follow), or refused, with the reason. Each PDF is marked too, as a copy of a protocol is
(`library.protocols.stamp`), and opened again. `--list` says it file by file.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2

from bench.site import machine
from library.door.numbers import in_text
from library.protocols.stamping import NotStampedError, stamp
from library.reading import Unreadable, read_file

LINES = ["Version 2 du 12 mars 2026", "Ce protocole peut avoir changé depuis"]
ADDRESS = "https://ges.test.example/copie/ABCDEFGHJKLMNPQR/2/"


@dataclass
class Found:
    """What became of one file; `reason` is the code of a refusal."""

    name: str
    kind: str
    pages: int = 0
    letters: int = 0
    seconds: float = 0.0
    reason: str = ""
    flags: list[str] = field(default_factory=list)
    numbers: int = 0
    marked: str = ""

    @property
    def outcome(self) -> str:
        if self.reason:
            return "refused"
        return "text" if self.letters else "images"


def look(path: Path) -> Found:
    found = Found(path.name, path.suffix.lower().lstrip("."))
    started = time.perf_counter()
    try:
        reading = read_file(path, name=path.name)
    except Unreadable as error:
        found.reason = f"{error.code}{':' if error.detail else ''}{error.detail}"
    else:
        found.pages = reading.page_count or len(reading.pages)
        text = "\n".join(page.text for page in reading.pages)
        found.letters = sum(map(str.isalnum, text))
        found.numbers = len(list(in_text(text)))
        found.flags = sorted({code for code, _ in reading.flags})
    found.seconds = time.perf_counter() - started
    if found.kind == "pdf" and not found.reason:
        found.marked = mark(path)
    return found


def mark(path: Path) -> str:
    """`ok`, or why it was not marked; `wrong` when it cannot be opened afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            made = stamp(path, Path(folder), ADDRESS, LINES)
        except NotStampedError as error:
            return str(error)
        try:
            before = len(pypdfium2.PdfDocument(path))
            after = pypdfium2.PdfDocument(made)
            same = len(after) == before
            after[0].render(scale=0.2)
        except pypdfium2.PdfiumError:
            return "wrong"
        return "ok" if same else "wrong"


def files(folders: list[Path], every: int) -> Iterator[Path]:
    for folder in folders:
        there = sorted(path for path in folder.rglob("*") if path.is_file())
        yield from there[::every]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--list", type=Path)
    given = parser.parse_args()
    print(machine())
    with ProcessPoolExecutor(given.processes) as pool:
        all_found = list(pool.map(look, files(given.folders, given.every)))
    kinds: dict[str, list[Found]] = defaultdict(list)
    for one in all_found:
        kinds[one.kind].append(one)
    print(
        f"{'kind':6} {'files':>5} {'text':>5} {'images':>6} {'refused':>7} "
        f"{'median s':>8} {'p95 s':>7} {'longest':>8}"
    )
    for kind, found in sorted(kinds.items()):
        outcomes = Counter(one.outcome for one in found)
        times = sorted(one.seconds for one in found)
        print(
            f"{kind:6} {len(found):5} {outcomes['text']:5} {outcomes['images']:6} "
            f"{outcomes['refused']:7} {statistics.median(times):8.2f} "
            f"{times[int(len(times) * 0.95)]:7.2f} {times[-1]:8.2f}"
        )
    tell("refused", Counter(one.reason for one in all_found if one.reason))
    tell("flagged", Counter(code for one in all_found for code in one.flags))
    tell("marked", Counter(one.marked for one in all_found if one.marked))
    numbers = [one for one in all_found if one.numbers]
    pages = sum(one.pages for one in all_found)
    print(f"numbers of patients: {len(numbers)} files, of {pages} pages read")
    if given.list:
        given.list.write_text("\n".join(map(row, all_found)) + "\n")


def tell(what: str, counted: Counter[str]) -> None:
    told = ", ".join(f"{name} {count}" for name, count in counted.most_common())
    print(f"{what}: {told or 'none'}")


def row(one: Found) -> str:
    cells = [one.name, one.outcome, one.reason, one.pages, one.letters]
    cells += [f"{one.seconds:.2f}", " ".join(one.flags), one.numbers, one.marked]
    return "\t".join(map(str, cells))


if __name__ == "__main__":
    main()
