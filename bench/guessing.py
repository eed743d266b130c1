"""A guessing run: how many passwords and codes reach the check.

    python -m bench.guessing [--tries 1000] [--accounts 100] [--origins 250]

Six guessers at once, over real HTTP, on the site as `script/server` starts it. Each run
is made from one network, then from many, each guess from the next (the site is told
that a proxy stands before it, whose header gives the network). The runs start with no
count; how many reached the check is read in the journal, not believed of the answers.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench import site
from bench.door import Visitor

GUESSERS = 6
PASSWORD = "maillage-demo-2026"
MAKE = """
from members.models import Member
from django.contrib.auth.hashers import make_password
hashed = make_password("un-secret-que-nul-ne-sait-7")
Member.objects.bulk_create(
    Member(email=f"cible{{n}}@demo.example", first_name="A", last_name="B",
           password=hashed) for n in range({accounts}))
"""
FRESH = """
from django.core.cache import cache
from members import journal
from django.utils import timezone
cache.clear(); journal.purge(timezone.now())
"""
COUNT = """
from members.models import JournalEntry
lines = JournalEntry.objects.filter(kind="sign_in_failed")
print(lines.filter(sentence__contains="{what}").count())
"""
Guess = Callable[[Visitor, int, str], None]


def password(email: Callable[[int], str]) -> Guess:
    def guess(visitor: Visitor, number: int, origin: str) -> None:
        given = {"login": email(number), "password": f"essai-numero-{number}"}
        visitor.post("/connexion/", origin, **given)

    return guess


def mailed_code(email: Callable[[int], str]) -> Guess:
    """Three codes for each that is asked for, as long as one may be."""

    def guess(visitor: Visitor, number: int, origin: str) -> None:
        visitor.post("/connexion/code/recu/", origin, code=f"{number:08}")
        if visitor.location.endswith("/connexion/code/"):  # none is waited for
            visitor.post("/connexion/code/", origin, email=email(number))
            if visitor.status == 302:
                visitor.post("/connexion/code/recu/", origin, code=f"{number:08}")

    return guess


def factor(visitor: Visitor, number: int, origin: str) -> None:
    """A code of the application, the password being known."""
    visitor.post("/connexion/verification/", origin, code=f"{number:06}")
    if visitor.status == 302:
        known = {"login": "pays@demo.example", "password": PASSWORD}
        visitor.post("/connexion/", origin, **known)
        visitor.post("/connexion/verification/", origin, code=f"{number:06}")


def run(
    port: int, guess: Guess, tries: int, origins: int
) -> tuple[Counter[int], float]:
    """Statuses of the answers, and the seconds that it took."""

    def part(first: int) -> Counter[int]:
        visitor, statuses = Visitor(port), Counter[int]()
        for number in range(first, tries, GUESSERS):
            turn = number % origins
            guess(visitor, number, f"198.18.{turn // 250}.{turn % 250 + 1}")
            statuses[visitor.status] += 1
        return statuses

    began = time.monotonic()
    with ThreadPoolExecutor(GUESSERS) as pool:
        statuses = sum(pool.map(part, range(GUESSERS)), Counter[int]())
    return statuses, time.monotonic() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=1000)
    parser.add_argument("--accounts", type=int, default=100)
    parser.add_argument("--origins", type=int, default=250)
    given = parser.parse_args()
    print(site.machine())
    print(
        f"{given.tries} guesses by {GUESSERS} at once; many networks: {given.origins}; "
        f"many accounts: {given.accounts}\n"
    )

    def one(number: int) -> str:
        return "cible0@demo.example"

    def many(number: int) -> str:
        return f"cible{number % given.accounts}@demo.example"

    runs: list[tuple[str, Guess, str]] = [
        ("passwords, one account", password(one), "Mot de passe refusé"),
        ("passwords, many accounts", password(many), "Mot de passe refusé"),
        ("mailed codes, one account", mailed_code(one), "Code reçu par mail refusé"),
        ("mailed codes, many accounts", mailed_code(many), "Code reçu par mail refusé"),
        ("second factor, password known", factor, "Second facteur refusé"),
    ]
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        site.demonstration(data)
        site.manage(data, "shell", "-c", MAKE.format(accounts=given.accounts))
        print(f"{'':32}{'networks':>9}{'reach':>7}{'429':>7}{'others':>8}{'s':>7}")
        with site.web(data, MAILLAGE_PROXIES="1") as (port, _):
            for name, guess, what in runs:
                for origins in (1, given.origins):
                    site.manage(data, "shell", "-c", FRESH)
                    statuses, seconds = run(port, guess, given.tries, origins)
                    told = site.manage(data, "shell", "-c", COUNT.format(what=what))
                    reached = int(told.split()[-1])
                    others = statuses.total() - statuses[429]
                    print(
                        f"{name:32}{origins:>9}{reached:>7}{statuses[429]:>7}"
                        f"{others:>8}{seconds:>7.1f}",
                        flush=True,
                    )


if __name__ == "__main__":
    main()
