"""The same page on Wagtail's own demonstration, in its own process.

Run by `bench.page` with the Python of a bakerydemo (github.com/wagtail/bakerydemo), in
its folder: makes a `StandardPage` of as many blocks, paragraphs, links, documents and
images as that of `bench.page`, and the simplest one, in a scratch database. Then, for
each line of its input (`short` or `long`), gives the milliseconds of one answer.
"""

import io
import json
import os
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

WORDS = '<p>The board tells of it on <a linktype="page" id="{}">this page</a>.</p>'
TIMES_IN_TEXT = {"rich_text": 3, "steps": 5, "questions": 4, "table": 6}


def main() -> None:
    mix = json.loads(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        pages = made(folder, mix, int(sys.argv[2]))
        from django.test import Client

        client = Client(HTTP_HOST="localhost")
        for line in sys.stdin:
            began = time.perf_counter()
            answer = client.get(pages[line.strip()])
            taken = (time.perf_counter() - began) * 1000
            assert answer.status_code == 200, answer.status_code
            print(taken, len(answer.content), flush=True)


def made(folder: str, mix: dict[str, int], documents: int) -> dict[str, str]:
    """The addresses of the two pages."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "bakerydemo.settings.test",
        "DATABASE_URL": f"sqlite:///{folder}/bakery.sqlite3",
        "SECRET_KEY": "bench",
    }
    sys.path.insert(0, str(Path.cwd()))
    import django
    from django.conf import settings

    settings.MEDIA_ROOT = folder
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from wagtail.models import Page, Site

    standard_page = import_module("bakerydemo.base.models").StandardPage
    home = Page.objects.get(depth=2)
    short = standard_page(title="Short", body=json.dumps([paragraph(WORDS, home.pk)]))
    home.add_child(instance=short)
    body = [
        block
        for kind, count in mix.items()
        for block in blocks(kind, count, short.pk, documents)
    ]
    long = standard_page(title="Long", body=json.dumps(body))
    home.add_child(instance=long)
    Site.objects.update(hostname="localhost")
    return {"short": short.get_url(), "long": long.get_url()}


def paragraph(words: str, *keys: int) -> dict[str, object]:
    return {"type": "paragraph_block", "value": words.format(*keys)}


def blocks(kind: str, count: int, page: int, documents: int) -> list[dict[str, object]]:
    if kind == "picture":
        value = {"image": picture(), "caption": "A drawing", "attribution": ""}
        return [{"type": "image_block", "value": value}] * count
    if kind == "document_list":
        keys = [document(number) for number in range(documents)]
        return [
            paragraph("<ul>" + "".join(map(item, keys[part::count])) + "</ul>")
            for part in range(count)
        ]
    return [paragraph(WORDS * TIMES_IN_TEXT.get(kind, 1), *[page] * 6)] * count


def item(key: int) -> str:
    return f'<li><a linktype="document" id="{key}">A text</a></li>'


def document(number: int) -> int:
    from django.core.files.base import ContentFile
    from wagtail.documents import get_document_model

    file = ContentFile(f"Text {number}".encode(), f"text-{number}.txt")
    return int(get_document_model().objects.create(title=file.name, file=file).pk)


def picture() -> int:
    from django.core.files.images import ImageFile
    from PIL import Image
    from wagtail.images import get_image_model

    data = io.BytesIO()
    Image.new("RGB", (1200, 800), "olive").save(data, "PNG")
    file = ImageFile(data, "drawing.png")
    return int(get_image_model().objects.create(title="Drawing", file=file).pk)


if __name__ == "__main__":
    main()
