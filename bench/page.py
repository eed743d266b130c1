"""A page of the tree with little and with much on it: queries, times, weight.

    python -m bench.page [PYTHON FOLDER]

With the Python and the folder of a bakerydemo (github.com/wagtail/bakerydemo, its
requirements installed with the Wagtail of requirements.txt), the same content is asked
of it in the same run.

In one run, in turn: the simplest page (one text), a theme with 40 blocks and 60
documents, and the same again for a reader who sees none of the documents. Then what a
browser fetches with the long one: style sheets and scripts, compressed as they are
sent.
"""

import gzip
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.directory import start
from bench.site import ROOT, demonstration, machine

BLOCKS, DOCUMENTS, TIMES = 40, 60, 40
#: How many blocks of each kind: what a long theme of a real group is made of.
MIX = {
    "rich_text": 14,
    "callout": 4,
    "steps": 4,
    "questions": 3,
    "table": 2,
    "picture": 4,
    "document_list": 6,
    "people": 2,
    "contact": 1,
}
MOST_RATIO, MOST_KILOBYTES = 2.0, 60
Page = Any


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        demonstration(data)
        start(data)
        compare(*pages())


def pages() -> tuple[Page, Page]:
    """The simplest page, and the long one, in the same section."""
    from django.core.files.base import ContentFile

    from library.actions import add_document
    from library.models import Category, Picture
    from members.models import Member
    from pages.models import ArticlePage, ThemePage

    theme = ThemePage.objects.order_by("path").first()
    assert theme is not None
    staff = Member.objects.get_queryset().get(email="pays@demo.example")
    people = [member.pk for member in Member.objects.all()[:6]]
    documents = [
        add_document(
            by=staff,
            space=theme.space,
            category=Category.objects.order_by("pk")[0],
            file=ContentFile(f"Texte {number}".encode()),
            name=f"texte-{number}.txt",
            title=f"Texte {number}",
        ).document.pk
        for number in range(DOCUMENTS)
    ]
    pictures = list(Picture.objects.values_list("pk", flat=True))
    body = [
        made
        for kind, count in MIX.items()
        for made in blocks(kind, count, theme.pk, documents, people, pictures=pictures)
    ]
    assert len(body) == BLOCKS
    short = ArticlePage(
        title="Courte", body=json.dumps([{"type": "rich_text", "value": "<p>Ici.</p>"}])
    )
    long = ArticlePage(title="Longue", body=json.dumps(body))
    for page in (short, long):
        theme.add_child(instance=page)
    return short, long


def blocks(
    kind: str,
    count: int,
    theme: int,
    documents: list[int],
    people: list[int],
    *,
    pictures: list[int],
) -> list[dict[str, Any]]:
    """So many blocks of one kind, with links, and a term of the glossary."""
    words = f'<p>L’ARS en parle sur <a linktype="page" id="{theme}">le thème</a>.</p>'
    image = {"image": pictures[0], "alt_text": "Un bourg", "decorative": False}
    step = {"what": "Appeler", "who": "Le service", "when": "La veille", "text": words}
    table = {
        "caption": "Durées",
        "columns": [{"type": "text", "heading": head} for head in ("Quoi", "Combien")],
        "rows": [{"values": ["Une étape", "Six mois"]}] * 6,
    }
    made: dict[str, Any] = {
        "rich_text": f"<h2>Une partie</h2>{words * 3}",
        "callout": {"tone": "info", "title": "À savoir", "text": words},
        "steps": {"title": "Qui fait quoi", "steps": [step] * 5},
        "questions": {
            "title": "Questions",
            "questions": [{"question": "Et après ?", "answer": words}] * 4,
        },
        "table": {"title": "", "table": table, "first_is_heading": True},
        "picture": {"image": image, "caption": "Un dessin", "credit": ""},
        "people": {"title": "Qui", "people": people},
        "contact": {"name": "Claire Morand", "phone": "04 65 71 00 01"},
    }
    if kind == "document_list":
        shares = [documents[number::count] for number in range(count)]
        return [
            {"type": kind, "value": {"title": "Documents", "documents": share}}
            for share in shares
        ]
    return [{"type": kind, "value": made[kind]}] * count


def compare(short: Page, long: Page) -> None:
    from django.test import Client

    from members.models import Member

    client = Client(HTTP_HOST="localhost")
    person = Member.objects.get_queryset().get(email="membre@demo.example")
    client.force_login(person)
    plain = bakery(*sys.argv[1:]) if sys.argv[1:] else None
    for page in (short, long, short, long):  # templates compiled, renditions made
        ask(client, page)
    rounds, bakeries = [], []
    for _ in range(TIMES):
        rounds.append((ask(client, short), ask(client, long)))
        if plain:
            bakeries.append((plain("short"), plain("long")))
    print(machine())
    print(f"{BLOCKS} blocks, {DOCUMENTS} documents")
    print(f"{'':14}{'queries':>9}{'ms':>8}{'KB':>7}")
    times = []
    for side, name in enumerate(("simplest", "long")):
        queries, size = rounds[-1][side][0], rounds[-1][side][2]
        times.append(statistics.median(one[side][1] for one in rounds))
        print(f"{name:14}{queries:>9}{times[-1]:>8.1f}{size / 1024:>7.0f}")
    print(f"ratio {times[1] / times[0]:.2f}, to stay under {MOST_RATIO}")
    if plain:
        for side, name in enumerate(("short", "long")):
            taken = statistics.median(one[side][0] for one in bakeries[2:])
            kilobytes = bakeries[-1][side][1] / 1024
            print(f"bakerydemo {name:5} {taken:14.1f}{kilobytes:>7.0f}", end="")
            print(f"  ours {times[side] / taken:.2f} times that")
    weigh(client, long)


def bakery(python: str, folder: str) -> Callable[[str], tuple[float, int]]:
    """Asks a bakerydemo for its short or its long page: milliseconds and bytes."""
    process = subprocess.Popen(
        [python, str(ROOT / "bench" / "bakery.py"), json.dumps(MIX), str(DOCUMENTS)],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def asked(name: str) -> tuple[float, int]:
        assert process.stdin is not None
        assert process.stdout is not None
        print(name, file=process.stdin, flush=True)
        taken, size = process.stdout.readline().split()
        return float(taken), int(size)

    return asked


def ask(client: Any, page: Page) -> tuple[int, float, int]:
    """Queries, milliseconds and bytes of one answer."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(page.get_url())
    assert answer.status_code == 200
    count = len(queries)
    began = time.perf_counter()
    client.get(page.get_url())
    taken = (time.perf_counter() - began) * 1000
    return count, taken, len(answer.content)


def weigh(client: Any, page: Page) -> None:
    """What the page links to, as gzip sends it (level 6)."""
    html = client.get(page.get_url()).content.decode()
    wanted = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', html)
    total = 0
    for address in dict.fromkeys(wanted):
        answer = client.get(address)
        data = b"".join(answer.streaming_content)
        total += len(gzip.compress(data, 6))
    kilobytes = total / 1024
    print(
        f"style sheets and scripts: {len(set(wanted))} files, {kilobytes:.1f} KB "
        f"compressed, to stay under {MOST_KILOBYTES}"
    )
    outside = re.findall(r'(?:src|href)="(https?://[^"]+\.(?:css|js|woff2|png))"', html)
    print(f"from other origins: {len(outside)}")


if __name__ == "__main__":
    main()
