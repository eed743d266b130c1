"""The way of a document through the worker, against the bare extractor.

    python -m bench.extraction_worker [FOLDER] [--runs 3]

The same files are read by the extractor alone, one process a file, then filed in a
scratch site and read by its worker, from the first task taken to the last page
written and indexed. Asked for: at most 1.5 times.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bench.extraction import CORPUS
from bench.site import ROOT, environment, machine

MOST = 1.5


def bare(files: list[Path]) -> float:
    """Seconds of the extractor on all files, OCR included where a page needs it."""
    import subprocess

    started = time.perf_counter()
    for path in files:
        command = [sys.executable, "-m", "library.reading", str(path.resolve())]
        said = subprocess.run(
            command, cwd=ROOT, capture_output=True, check=False
        ).stdout
        if b'"needs_ocr": [' in said and b'"needs_ocr": []' not in said:
            subprocess.run(
                [*command, "--ocr"], cwd=ROOT, capture_output=True, check=False
            )
    return time.perf_counter() - started


def file_all(files: list[Path], turn: int) -> None:
    from django.core.files.base import ContentFile

    from library.actions import add_document
    from library.models import Category
    from members.models import Member, Space

    by = Member.objects.get(email="admin@demo.example")
    space = Space.objects.get(slug="ges")
    category = Category.objects.first()
    assert category is not None
    for path in files:
        # Other bytes each turn, or the space would say that it has this file already.
        content = path.read_bytes() + b"\n" * turn
        file = ContentFile(content, name=path.name)
        add_document(by=by, space=space, category=category, file=file, name=path.name)


def through_worker() -> float:
    """Seconds of the worker on all that waits: reading, OCR and index."""
    from django_tasks_db.management.commands.db_worker import Worker

    from search import indexer

    task_loop = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="bench",
        excluded_queue_names=[],
    )
    started = time.perf_counter()
    task_loop.run()
    indexer.drain()
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    files = sorted(path for path in given.folder.iterdir() if path.is_file())
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        os.environ.update(environment(data))
        sys.path.insert(0, str(ROOT / "site"))
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("load_demo", verbosity=0)
        through_worker()
        alone, whole = [], []
        for turn in range(given.runs):
            alone.append(bare(files))
            file_all(files, turn)
            whole.append(through_worker())
        ratio = statistics.median(w / a for w, a in zip(whole, alone, strict=True))
        print(machine())
        print(f"{len(files)} files, {given.runs} runs, medians:")
        print(f"  bare extractor  {statistics.median(alone):6.2f} s")
        print(f"  the worker      {statistics.median(whole):6.2f} s")
        print(f"  ratio           {ratio:6.2f}   (at most {MOST})")


if __name__ == "__main__":
    main()
