"""From the upload of a file to the moment when somebody else finds a word of it.

    python -m bench.uploading [--times 20]

One megabyte of PDF, in pages of text, each time with a word of its own. It is sent over
HTTP to the site as `script/server` starts it (web and worker), passes the door, is
read and indexed; another member searches for the word until it is found. Against the
bare extraction of the same file, one process a file.
"""

import argparse
import io
import random
import statistics
import string
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import requests
from reportlab.pdfgen.canvas import Canvas

from bench.site import ROOT, demonstration, machine, manage, web, worker

SIZE = 1_000_000  # bytes
WORDS = 5_000  # so many different ones, as in a long French text
PAUSE = 0.5  # seconds between two searches
PATIENCE = 120.0
SETTLING = 20.0  # for the worker to read what the demonstration brought
HEADERS = {"Accept": "application/json"}


def made(word: str) -> bytes:
    """A PDF of about SIZE bytes: words drawn by chance, `word` on the last page."""
    chance = random.Random(1)
    words = [
        "".join(chance.choices(string.ascii_lowercase, k=chance.randint(2, 10)))
        for _ in range(WORDS)
    ]
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=0)
    written = 0
    while written < SIZE:
        text = canvas.beginText(40, 800)
        for _ in range(55):
            line = " ".join(chance.choices(words, k=13))
            text.textLine(line)
            written += len(line) + 12
        canvas.drawText(text)
        canvas.showPage()
    canvas.drawString(40, 800, f"Le mot est {word}.")
    canvas.save()
    return out.getvalue()


def sessions(data: Path) -> list[str]:
    """Of who adds and of who searches: two members of the same space."""
    script = (
        "from bench.sessions import sign_in\n"
        "print(sign_in('membre@demo.example'), sign_in('lise.aubert@demo.example'))\n"
        "from members.models import Space\n"
        "from library.models import Category\n"
        "print(Space.objects.get(slug='ges').pk, Category.objects.first().pk)\n"
    )
    return manage(data, "shell", "--no-imports", "-c", script).split()


def bare(file: Path) -> float:
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "library.reading", str(file)],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return time.perf_counter() - started


def measure(times: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        data = Path(place, "var")
        demonstration(data)
        adder, reader, space, category = sessions(data)
        found: list[float] = []
        answered: list[float] = []
        read: list[float] = []
        with web(data) as (port, _), worker(data):
            base = f"http://localhost:{port}"
            adding, asking = requests.Session(), requests.Session()
            adding.cookies.set("sessionid", adder)
            asking.cookies.set("sessionid", reader)
            page = adding.get(f"{base}/bibliotheque/ajouter/")
            page.raise_for_status()
            token = page.text.partition('name="csrfmiddlewaretoken" value="')[2][:64]
            time.sleep(SETTLING)
            for turn in range(times):
                word = f"axolotl{turn}{random.randrange(10**6)}"
                content = made(word)
                file = Path(place, f"{word}.pdf")
                file.write_bytes(content)
                started = time.perf_counter()
                answer = adding.post(
                    f"{base}/bibliotheque/ajouter/",
                    data={
                        "csrfmiddlewaretoken": token,
                        "space": space,
                        "category": category,
                    },
                    files={"file": (f"fichier-{turn}.pdf", content)},
                    headers=HEADERS,
                )
                answer.raise_for_status()
                answered.append(time.perf_counter() - started)
                wait_for(asking, base, word)
                found.append(time.perf_counter() - started)
                read.append(bare(file))
        report(found, answered, read, len(content))


def wait_for(asking: requests.Session, base: str, word: str) -> None:
    until = time.perf_counter() + PATIENCE
    while time.perf_counter() < until:
        answer = asking.get(f"{base}/recherche/", params={"q": word})
        answer.raise_for_status()
        if f"<mark>{word}</mark>" in answer.text:
            return
        time.sleep(PAUSE)
    raise SystemExit(f"{word} was not found in {PATIENCE:.0f} s")


def report(
    found: list[float], answered: list[float], read: list[float], size: int
) -> None:
    print(machine())
    print(f"{len(found)} PDF of {size / 1e6:.2f} MB, seconds")
    for name, values in (
        ("the form answers", answered),
        ("found by another", found),
        ("bare extraction", read),
    ):
        ordered = sorted(values)
        p95 = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
        print(f"{name:18} median {statistics.median(values):6.2f}   p95 {p95:6.2f}")
    ratio = statistics.median(found) / statistics.median(read)
    print(f"found / extraction {ratio:.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=20)
    measure(parser.parse_args().times)
