"""Resident memory of the web server and of the worker after an import and some use.

    python -m bench.memory [FOLDER]

The demonstration, the files of FOLDER (the shared corpus) and the shared articles are
imported while both run; then a member searches 150 times and opens lists.
"""

import argparse
import os
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from bench.extraction import CORPUS
from bench.search_http import CODES, questions
from bench.sessions import sign_in
from bench.site import (
    ROOT,
    demonstration,
    environment,
    get,
    machine,
    manage,
    resident,
    web,
    worker,
)

MOST = 350  # MB


def use(port: int, session: str) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    for text in questions():
        get(connection, f"/recherche/?{urlencode({'q': text})}", session)
    for path in ("/bibliotheque/", "/bibliotheque/textes/", "/themes/", "/espaces/"):
        for _ in range(10):
            get(connection, path, session)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        os.environ.update(environment(data))
        sys.path.insert(0, str(ROOT / "site"))
        import django

        django.setup()
        from search.models import Change

        demonstration(data)
        with web(data) as (port, server), worker(data) as hand:
            place = ["--space", "ges", "--category", "reglementaire"]
            manage(data, "import_documents", str(given.folder), *place, "--wait")
            articles = sorted(str(path) for path in CODES.glob("*.jsonl.gz"))
            manage(data, "import_references", *articles, *place)
            while Change.objects.exists():
                time.sleep(0.5)
            use(port, sign_in("membre@demo.example"))
            time.sleep(2)
            parts = resident(server) / 2**20, resident(hand) / 2**20
        print(machine())
        print(f"web server {parts[0]:.0f} MB, worker {parts[1]:.0f} MB, resident")
        print(f"together {sum(parts):.0f} MB (at most {MOST})")


if __name__ == "__main__":
    main()
