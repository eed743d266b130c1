"""Does the time of an answer tell whether an address has an account?

    python -m bench.alike [--rounds 40]

Over real HTTP, one request at a time, an address with an account and one without in
turn, each account and each network asked once, so that no limit is met. Prints both
medians and their ratio; more than a tenth apart would be heard from outside.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from bench import site
from bench.door import Visitor
from bench.guessing import MAKE

DOORS = {
    "sign-in, wrong password": ("/connexion/", "login"),
    "code by mail": ("/connexion/code/", "email"),
    "forgotten password": ("/mot-de-passe/oublie/", "email"),
}


def seconds(port: int, path: str, field: str, email: str, origin: str) -> float:
    visitor = Visitor(port)
    visitor.ask("GET", "/connexion/", origin=origin)
    given = {field: email, "password": "pas-le-bon-du-tout"}
    began = time.perf_counter()
    visitor.post(path, origin, **given)
    taken = time.perf_counter() - began
    if visitor.status not in (200, 302):
        raise SystemExit(f"{path} answers {visitor.status}")
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    print(site.machine())
    print(f"{rounds} requests of each kind\n")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        site.manage(data, "migrate", "--verbosity", "0")
        site.manage(data, "collectstatic", "--noinput", "--verbosity", "0")
        site.manage(data, "shell", "-c", MAKE.format(accounts=rounds))
        head = ("with", "without", "ratio", "spread")
        print(f"{'':26}" + "".join(f"{word:>10}" for word in head))
        with site.web(data, MAILLAGE_PROXIES="1") as (port, _):
            for kind, (door, (path, field)) in enumerate(DOORS.items()):
                taken: dict[str, list[float]] = {"cible": [], "absent": []}
                for number in range(rounds):
                    names = list(taken)
                    random.shuffle(names)
                    for name in names:
                        email = f"{name}{number}@demo.example"
                        origin = f"198.18.{kind * 2 + len(name) % 2}.{number + 1}"
                        taken[name].append(seconds(port, path, field, email, origin))
                there, not_there = (median(taken[n]) for n in ("cible", "absent"))
                low, _, high = quantiles(taken["cible"], n=4)
                print(
                    f"{door:26}{there * 1000:>7.1f} ms{not_there * 1000:>7.1f} ms"
                    f"{there / not_there:>10.2f}{(high - low) * 1000:>7.1f} ms",
                    flush=True,
                )


if __name__ == "__main__":
    main()
