"""Time and memory of the bare extractor, one file at a time.

    python -m bench.extraction [FOLDER] [--ocr] [--runs 3]

`measure` is there for whoever wants to compare with the whole way of a document.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from library.reading import Unreadable, sniff

ROOT = Path(__file__).resolve().parents[1]
CORPUS = Path(os.environ.get("BENCH_CORPUS", ROOT / "../shared/corpus/documents"))


@dataclass(frozen=True)
class Measure:
    """Medians: seconds from start to end of the process, bytes at its largest.

    `peak` is that of the largest process, LibreOffice or Tesseract included.
    """

    name: str
    pages: int
    seconds: float
    peak: int


def measure(path: Path, *, ocr: bool = False, runs: int = 3) -> Measure:
    """Run the extractor as the worker does, without what watches it."""
    command = [sys.executable, "-m", "library.reading", str(path.resolve())]
    command += ["--ocr"] if ocr else []
    seconds, peaks = [], []
    lines = 0
    for _ in range(runs):
        # A process of its own, for the peak of what it waited for is counted by it.
        child = subprocess.run(
            [sys.executable, "-c", COUNTER, *command],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        elapsed, peak = child.stderr.split()[-2:]
        seconds.append(float(elapsed))
        peaks.append(int(peak) * 1024)
        lines = child.stdout.count(b'{"page"')
    return Measure(
        path.name, lines, statistics.median(seconds), int(statistics.median(peaks))
    )


COUNTER = """
import resource, subprocess, sys, time
started = time.perf_counter()
subprocess.run(sys.argv[1:], check=True)
elapsed = time.perf_counter() - started
print(elapsed, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
"""


def machine() -> str:
    """The processor, its cores, the version of Python and the commit measured."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line for line in lines if line.startswith("model name")), "?")
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    return (
        f"{model.partition(':')[2].strip()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, commit {commit}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=CORPUS)
    parser.add_argument("--ocr", action="store_true")
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    print(machine())
    print(f"{'file':58} {'pages':>5} {'s':>8} {'pages/s':>8} {'peak MB':>8}")
    for path in sorted(given.folder.iterdir()):
        try:
            sniff(path)
        except Unreadable:
            continue
        found = measure(path, ocr=given.ocr, runs=given.runs)
        print(
            f"{found.name[:58]:58} {found.pages:5} {found.seconds:8.3f} "
            f"{found.pages / found.seconds:8.1f} {found.peak / 1e6:8.1f}"
        )


if __name__ == "__main__":
    main()
