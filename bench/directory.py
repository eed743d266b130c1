"""The directory with few members and with many: queries, times, and their ratio.

    python -m bench.directory                      50 and 5,000 members, measured
    python -m bench.directory --load 500 FOLDER    that many added to the site of FOLDER

With `--load`, FOLDER is the MAILLAGE_DATA of a demonstration that has been started
once; sign in there as usual and open /annuaire/.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.site import ROOT, demonstration, environment, machine

FEW, MANY, TIMES, TIMES_LONG = 50, 5000, 40, 5
MOST_RATIO = 1.5
INSIDE = [sys.executable, "-m", "bench.directory", "--inside"]
#: What holds every row: its time follows their number.
LONG = {"export", "paper"}
#: What is asked; `{nurse}` is a profession's key.
PATHS = {
    "list": "/annuaire/",
    "list, view of rows": "/annuaire/?vue=liste",
    "words": "/annuaire/?q=infirmier+lapalisse",
    "profession": "/annuaire/?profession={nurse}",
    "profession and commune": "/annuaire/?profession={nurse}&commune=03138",
    "space": "/annuaire/?espace=foule-1",
    "last page": "/annuaire/?page=9999",
    "structures": "/annuaire/structures/",
    "a person": "/annuaire/{person}/",
    "export": "/annuaire/export/membres.csv",
    "paper": "/annuaire/imprimer/",
}


def start(data: Path) -> None:
    """Let this process use the site of `data`."""
    os.environ.update(environment(data))
    sys.path.insert(0, str(ROOT / "site"))
    import django

    django.setup()


Round = tuple[int, float, float, int]


class Site:
    """A site of its own with so many members, in a process that answers when asked.

    Two of them are asked in turn, so that a busy machine slows both alike.
    """

    def __init__(self, count: int) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.process = subprocess.Popen(
            [*INSIDE, str(count), self.folder.name],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, name: str) -> Round:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{name}\n")
        self.process.stdin.flush()
        found: Round = tuple(json.loads(self.process.stdout.readline()))
        return found

    def close(self) -> None:
        self.process.communicate()
        self.folder.cleanup()


def inside(count: int, data: Path) -> None:
    """Make the site, then answer each line, the name of a path, by one round."""
    demonstration(data)
    start(data)
    from bench import crowd

    crowd.make(count)
    clients, given = readers()
    for line in sys.stdin:
        name = line.strip()
        client = clients["staff" if name in LONG else "member"]
        print(json.dumps(one_round(PATHS[name].format(**given), client)), flush=True)


def readers() -> tuple[dict[str, Any], dict[str, int]]:
    """Staff for what leaves the site; for the rest a member, who has fewer rights."""
    from django.test import Client

    from members.models import Member, Profession

    people = {"member": "membre", "staff": "pays"}
    clients = {}
    for who, name in people.items():
        person = Member.objects.get_queryset().get(email=f"{name}@demo.example")
        clients[who] = Client(HTTP_HOST="localhost")
        clients[who].force_login(person)
    nurse = Profession.objects.get(name="Infirmier, infirmière").pk
    return clients, {"nurse": nurse, "person": person.pk}


def one_round(path: str, client: Any) -> Round:
    """Queries, milliseconds of the clock and of the processor, bytes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    count = len(queries)
    began, used = time.perf_counter(), time.process_time()
    client.get(path)
    clock, processor = time.perf_counter() - began, time.process_time() - used
    return count, clock * 1000, processor * 1000, len(answer.content)


def compare() -> None:
    few, many = Site(FEW), Site(MANY)
    for site in (few, many):  # both are made; templates compiled, communes read
        for name in PATHS:
            site.ask(name)
    print(machine())
    print("median ms by the clock; ratios by the clock and by the processor")
    heads = ("", "queries", f"{FEW} members", f"{MANY} members", "ratios", "page")
    print("{:24}{:>10}{:>12}{:>14}{:>14}{:>9}".format(*heads))
    for name in PATHS:
        rounds = [
            (few.ask(name), many.ask(name))
            for _ in range(TIMES_LONG if name in LONG else TIMES)
        ]
        small, large = (
            [statistics.median(r[side][part] for r in rounds) for part in range(4)]
            for side in (0, 1)
        )
        same = f"{large[0]:.0f} {'=' if small[0] == large[0] else '≠'} {small[0]:.0f}"
        ratios = f"{large[1] / small[1]:.2f}  {large[2] / small[2]:.2f}"
        print(
            f"{name:24}{same:>10}{small[1]:>12.1f}{large[1]:>14.1f}{ratios:>14}"
            f"{large[3] / 1024:>6.0f} KB"
        )
    print(f"the list is to stay under {MOST_RATIO}")
    few.close()
    many.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--load", type=int, metavar="COUNT")
    parser.add_argument("--inside", type=int, help=argparse.SUPPRESS)
    parser.add_argument("folder", nargs="?", type=Path)
    given = parser.parse_args()
    if given.load:
        start(given.folder)
        from bench import crowd

        crowd.make(given.load)
        print(f"{given.load} members more in {given.folder}")
    elif given.inside:
        inside(given.inside, given.folder)
    else:
        compare()


if __name__ == "__main__":
    main()
