"""Several people send large files at once while somebody searches.

    python -m bench.sending [--files 200] [--senders 4] [--large 500]

Files of 1 to 30 MB (PDF of one page of text, and bytes that do not compress), in pieces
as the browser sends them (tus 1.0: 2 MB, then more as the line is quick), to the site
as `script/server` starts it; each sender is a process of its own. Searches are timed
before, during the sending, and after it while the worker reads.
At the end every file must be there, byte for byte, and be found by its word. Then one
file of `--large` MB goes up and comes down: the memory of the web process is sampled.
"""

import argparse
import base64
import hashlib
import io
import multiprocessing
import os
import random
import re
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import requests

from bench.site import demonstration, machine, manage, resident, web, worker
from tests.library import samples

PIECE, LARGEST_PIECE, QUICK = 2 * 1024 * 1024, 16 * 1024 * 1024, 1.0
SMALLEST, LARGEST = 1, 30  # MB
SEARCHES = 60
PATIENCE = 1_800.0
MB = 1024 * 1024


#: By its word: the key of a document, and the SHA-256 of its file.
Kept = dict[str, tuple[int, str]]


@dataclass(frozen=True)
class Desk:
    """A person at his browser, and where he files."""

    base: str
    session: requests.Session
    token: str
    space: str
    category: str

    def headers(self, **more: str) -> dict[str, str]:
        return {
            "Accept": "application/json",
            "Tus-Resumable": "1.0.0",
            "X-CSRFToken": self.token,
            "Referer": self.base,
            **more,
        }

    def send(self, content: bytes, name: str) -> int:
        """Send a file in pieces; return the key of its document."""
        said = {"filename": name, "space": self.space, "category": self.category}
        pairs = [
            f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in said.items()
        ]
        begun = self.session.post(
            f"{self.base}/bibliotheque/envois/",
            headers=self.headers(
                **{
                    "Upload-Length": str(len(content)),
                    "Upload-Metadata": ",".join(pairs),
                }
            ),
        )
        begun.raise_for_status()
        url = self.base + begun.headers["Location"]
        offset, piece = 0, PIECE
        while offset < len(content):
            started = time.perf_counter()
            part = content[offset : offset + piece]
            self.session.patch(
                url,
                data=part,
                headers=self.headers(
                    **{
                        "Upload-Offset": str(offset),
                        "Content-Type": "application/offset+octet-stream",
                    }
                ),
            ).raise_for_status()
            offset += len(part)
            if time.perf_counter() - started < QUICK:  # as `static/js/upload/pace.js`
                piece = min(2 * piece, LARGEST_PIECE)
        told = self.session.get(url, headers=self.headers())
        told.raise_for_status()
        return int(told.json()["document"]["id"])

    def search(self, word: str) -> tuple[float, bool]:
        """Seconds that a search takes, and whether it found the word."""
        started = time.perf_counter()
        answer = self.session.get(f"{self.base}/recherche/", params={"q": word})
        answer.raise_for_status()
        return time.perf_counter() - started, f"<mark>{word}</mark>" in answer.text


def made(word: str, size: int) -> bytes:
    """A PDF of `size` bytes or a little more, whose page has `word`."""
    with pikepdf.open(io.BytesIO(samples.pdf(f"Le mot est {word}."))) as pdf:
        noise = pdf.make_stream(os.urandom(size))
        pdf.Root["/Noise"] = pdf.make_indirect(noise)
        out = io.BytesIO()
        pdf.save(out, compress_streams=False)
    return out.getvalue()


def desks(data: Path, base: str, how_many: int) -> list[Desk]:
    script = (
        "from bench.sessions import sign_in\n"
        "from members.models import Member, Space\n"
        "from library.models import Category\n"
        "space = Space.objects.get(slug='ges')\n"
        "people = Member.objects.filter(memberships__space=space, is_active=True)\n"
        "people = people.filter(memberships__role='contributor').order_by('pk')\n"
        f"found = [p.email for p in people.distinct()][:{how_many}]\n"
        "print(*[sign_in(email) for email in found])\n"
        "print(space.pk, Category.objects.first().pk)\n"
    )
    *keys, space, category = manage(data, "shell", "--no-imports", "-c", script).split()
    assert len(keys) == how_many, keys
    found = []
    for key in keys:
        session = requests.Session()
        session.cookies.set("sessionid", key)
        page = session.get(f"{base}/bibliotheque/ajouter/")
        page.raise_for_status()
        token = page.text.partition('name="csrfmiddlewaretoken" value="')[2][:64]
        found.append(Desk(base, session, token, space, category))
    return found


def timed_searches(desk: Desk, until: threading.Event, least: int) -> list[float]:
    """Seconds of each search, one every quarter of a second until the end is told."""
    times: list[float] = []
    while len(times) < least or not until.is_set():
        times.append(desk.search(random.choice(["soins", "sortie", "protocole"]))[0])
        time.sleep(0.25)
        if least and len(times) >= least:
            break
    return times


@contextmanager
def highest(pid: int) -> Iterator[list[int]]:
    """Samples the resident bytes of a process while something goes on."""
    samples_: list[int] = []
    over = threading.Event()

    def sample() -> None:
        while not over.is_set():
            samples_.append(resident(pid))
            time.sleep(0.2)

    thread = threading.Thread(target=sample)
    thread.start()
    try:
        yield samples_
    finally:
        over.set()
        thread.join()


def p95(values: list[float]) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]


def told(name: str, values: list[float]) -> None:
    print(
        f"{name:22} {len(values):4} searches   median "
        f"{1000 * statistics.median(values):7.1f} ms   p95 {1000 * p95(values):7.1f} ms"
    )


@dataclass(frozen=True)
class Parcel:
    """A file that waits on the disk to be sent."""

    word: str
    path: Path
    sha256: str
    size: int


def prepare(folder: Path, files: int) -> list[Parcel]:
    """Files of every size, made beforehand: making them would take the processor."""
    chance = random.Random(7)
    folder.mkdir()
    made_ = []
    for at in range(files):
        word, path = f"axolotl{at}x{os.getpid()}", folder / f"envoi-{at}.pdf"
        content = made(word, chance.randint(SMALLEST, LARGEST) * MB)
        path.write_bytes(content)
        sha256 = hashlib.sha256(content).hexdigest()
        made_.append(Parcel(word, path, sha256, len(content)))
    return made_


def send_all(desk: Desk, parcels: list[Parcel], begin: Any, sent: Any) -> None:
    """One sender, in a process of his own: his browser is not the one that searches."""
    begin.wait()
    for parcel in parcels:
        try:
            key: int | str = desk.send(parcel.path.read_bytes(), parcel.path.name)
        except Exception as error:  # told at the end, with how many passed
            key = repr(error)
        sent.put((parcel.word, key))


def share_out(senders: list[Desk], parcels: list[Parcel]) -> tuple[Any, Any, list[Any]]:
    """Processes that wait for the signal to send: the signal, what they tell, they."""
    how = multiprocessing.get_context("fork")
    begin, sent = how.Event(), how.Queue()
    shares = [parcels[number :: len(senders)] for number in range(len(senders))]
    hands = [
        how.Process(target=send_all, args=(desk, share, begin, sent))
        for desk, share in zip(senders, shares, strict=True)
    ]
    for hand in hands:
        hand.start()
    return begin, sent, hands


def check(data: Path, kept: Kept) -> int:
    """How many files of the store are those that were sent, byte for byte."""
    script = (
        "from library.models import Version\n"
        "from library.content import fingerprint\n"
        "for v in Version.objects.filter(name__startswith='envoi-'):\n"
        "    print(v.document_id, fingerprint(v.file))\n"
    )
    lines = manage(data, "shell", "--no-imports", "-c", script).split("\n")
    there = {tuple(line.split()) for line in lines if line}
    return sum((str(key), sha256) in there for key, sha256 in kept.values())


def crowd(data: Path, base: str, pid: int, files: int, senders: int) -> None:
    *givers, asker = desks(data, base, senders + 1)
    for _ in range(10):  # what the first search loads
        asker.search("soins")
    alone = timed_searches(asker, threading.Event(), SEARCHES)
    told("nobody sends", alone)
    parcels = prepare(data.parent / "parcels", files)
    size = sum(parcel.size for parcel in parcels)
    begin, sent, hands = share_out(givers, parcels)
    over = threading.Event()
    during: list[float] = []
    listener = threading.Thread(
        target=lambda: during.extend(timed_searches(asker, over, 0))
    )
    listener.start()
    started = time.perf_counter()
    begin.set()
    with highest(pid) as memory:
        keys = dict(sent.get() for _ in parcels)
    took = time.perf_counter() - started
    over.set()
    listener.join()
    for hand in hands:
        hand.join()
    if lost := [key for key in keys.values() if isinstance(key, str)]:
        raise SystemExit(f"{files - len(lost)} of {files} were sent: {lost[0]}")
    kept: Kept = {p.word: (keys[p.word], p.sha256) for p in parcels}
    told(f"{senders} people send", during)
    print(
        f"{files} files, {size / MB:.0f} MB in {took:.0f} s: {size / MB / took:.1f} "
        f"MB a second; web {memory[0] / MB:.0f} MB, at most {max(memory) / MB:.0f} MB"
    )
    waiting = set(kept)
    until = time.perf_counter() + PATIENCE
    after = []
    while waiting and time.perf_counter() < until:
        for word in list(waiting)[:10]:
            seconds, is_found = asker.search(word)
            after.append(seconds)
            if is_found:
                waiting.discard(word)
        time.sleep(0.5)
    told("the worker reads", after)
    print(f"found by their word: {len(kept) - len(waiting)} of {files}")
    print(f"byte for byte: {check(data, kept)} of {files}")
    print(f"ratio of p95, sending / alone: {p95(during) / p95(alone):.2f}")


def large(data: Path, base: str, pid: int, megabytes: int) -> None:
    """One file up, then down; what the web process takes meanwhile."""
    (desk,) = desks(data, base, 1)
    content = made("axolotlgrand", megabytes * MB)
    digest = hashlib.sha256(content).hexdigest()
    for name, deed in (("up", "send"), ("down", "get")):
        with highest(pid) as memory:
            started = time.perf_counter()
            if deed == "send":
                key = desk.send(content, "grand.pdf")
            else:
                page = desk.session.get(f"{base}/bibliotheque/{key}/")
                found = re.search(rf'href="(/documents/{key}/[^"]+)"', page.text)
                assert found, page.status_code
                address = base + found[1]
                got = hashlib.sha256()
                with desk.session.get(address, stream=True) as answer:
                    answer.raise_for_status()
                    for chunk in answer.iter_content(MB):
                        got.update(chunk)
                assert got.hexdigest() == digest
            took = time.perf_counter() - started
        print(
            f"{megabytes} MB {name}: {took:.1f} s, web {memory[0] / MB:.0f} MB at the "
            f"start, at most {max(memory) / MB:.0f} MB"
        )


def measure(files: int, senders: int, megabytes: int) -> None:
    print(machine())
    with tempfile.TemporaryDirectory() as place:
        data = Path(place, "var")
        demonstration(data)
        bound = f"{max(megabytes, LARGEST) + 1} Mo"
        with web(data, MAILLAGE_MAX_FILE=bound) as (port, pid), worker(data):
            base = f"http://localhost:{port}"
            time.sleep(20)  # the worker reads what the demonstration brought
            crowd(data, base, pid, files, senders)
            if megabytes:
                large(data, base, pid, megabytes)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--senders", type=int, default=4)
    parser.add_argument("--large", type=int, default=500)
    given = parser.parse_args()
    measure(given.files, given.senders, given.large)
