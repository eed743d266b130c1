"""Pages as PDF: what is in it, for whom, and what it may take."""

import json
import re
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from library.models import Picture
from members.models import JournalEntry, Member
from pages.models import ArticlePage, ContentPage, SectionPage, ThemePage
from pages.paper import making, sheets
from tests.conftest import AddFile
from tests.people import People, Spaces
from tests.test_access import one_pixel

SignIn = Callable[[Member | None], Client]
pytestmark = pytest.mark.slow


def written(text: str) -> str:
    return json.dumps([{"type": "rich_text", "value": text}])


@pytest.fixture
def section(spaces: Spaces) -> SectionPage:
    front = Page.objects.get(depth=2)
    top = front.add_child(
        instance=SectionPage(
            title="Sortir de l’hôpital",
            slug="rubrique",
            space=spaces.ges,
            summary="De la veille au retour.",
        )
    )
    for title in ("La veille", "Le retour"):
        top.add_child(
            instance=ThemePage(
                title=title,
                verified_on="2026-03-02",
                body=written(f"<h2>Pourquoi</h2><p>{title}, l’ARS appelle.</p>"),
            )
        )
    return top


def text_of(data: bytes) -> list[str]:
    """The words of each leaf."""
    with pdfium.PdfDocument(data) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def unpacked(data: bytes) -> bytes:
    """The streams of a file, inflated."""
    streams = re.findall(rb"stream\n(x.*?)\nendstream", data, re.DOTALL)
    return b"".join(zlib.decompressobj().decompress(stream) for stream in streams)


def test_a_page_tells_what_it_is_and_who_sees_it(
    section: SectionPage, sign_in: SignIn, people: People
):
    theme = ContentPage.objects.get(title="La veille")
    answer = sign_in(people.member).get(f"/papier/{theme.pk}/page.pdf")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="la-veille.pdf"'
    words = " ".join(text_of(answer.content)[0].split())
    for told in (
        "La veille",
        "Vérifié le 2 mars 2026",
        "Vu par : GES, 3 personnes",
        "http://localhost:8000/rubrique/la-veille/",
        "La veille, l’ARS appelle",
        "page 1 sur 1",
        # What the glossary explains stands after the text.
        "ARS : agence régionale de santé",
    ):
        assert told.replace("\u202f", " ") in words.replace("\u202f", " "), told
    assert b'pdfuaid:part="1"' in unpacked(answer.content)  # ISO 14289-1 § 5
    with pdfium.PdfDocument(answer.content) as pdf:
        assert pdfium.raw.FPDFCatalog_IsTagged(pdf)
    line = JournalEntry.objects.order_by("-pk").first()
    assert line.sentence == "PDF\u202f: La veille"
    assert line.by == people.member


def test_a_section_has_its_contents_with_the_numbers_of_pages(
    section: SectionPage, sign_in: SignIn, people: People
):
    answer = sign_in(people.member).get(f"/papier/{section.pk}/rubrique.pdf")
    # Not the name of the page alone: both may be in one folder.
    name = "sortir-de-l-hopital-rubrique.pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    leaves = text_of(answer.content)
    assert len(leaves) == 5
    assert "3 pages du site" in leaves[0]
    contents = leaves[1].replace("\r\n", "\n").split("\n")
    assert contents[0] == "Sommaire"
    assert contents[1].startswith("Sortir de l’hôpital") and contents[1].endswith("3")
    assert contents[3].startswith("Le retour") and contents[3].endswith("5")
    assert "La veille" in leaves[3]
    # Two parts with the same heading keep an address each.
    with pdfium.PdfDocument(answer.content) as pdf:
        assert [mark.get_title() for mark in pdf.get_toc()].count("Pourquoi") == 2


def test_a_section_holds_what_its_reader_sees_and_no_more(
    section: SectionPage, sign_in: SignIn, people: People
):
    ContentPage.objects.get(title="Le retour").unpublish()
    answer = sign_in(people.member).get(f"/papier/{section.pk}/rubrique.pdf")
    assert "Le retour" not in "".join(text_of(answer.content))
    for kind in ("page", "rubrique"):
        hidden = f"/papier/{section.pk}/{kind}.pdf"
        assert sign_in(people.outsider).get(hidden).status_code == 404
        asked = sign_in(None).get(hidden)
        assert asked.status_code == 302 and "/connexion/" in asked["Location"]


def test_a_stranger_takes_the_pdf_of_a_public_page(
    spaces: Spaces, client: Client, people: People
):
    front = Page.objects.get(depth=2)
    page = front.add_child(
        instance=SectionPage(title="Ouverte", slug="ouverte", space=spaces.public)
    )
    before = JournalEntry.objects.count()
    answer = client.get(f"/papier/{page.pk}/page.pdf")
    # Who copies from it has plain spaces, though thin ones are drawn.
    assert "tout le monde" in text_of(answer.content)[0]
    assert "\u202f" not in text_of(answer.content)[0]
    assert JournalEntry.objects.count() == before


def test_the_front_page_and_what_is_not_there_have_no_pdf(
    sign_in: SignIn, people: People
):
    client = sign_in(people.admin)
    for pk in (Page.objects.get(depth=2).pk, 987654):
        assert client.get(f"/papier/{pk}/page.pdf").status_code == 404


def test_what_has_not_changed_is_not_made_again(
    section: SectionPage, sign_in: SignIn, people: People
):
    client, path = sign_in(people.member), f"/papier/{section.pk}/page.pdf"
    etag = client.get(path)["ETag"]
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
    section.title = "Autre titre"
    section.save()
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


def test_too_large_a_section_is_refused_with_what_to_do(
    section: SectionPage, sign_in: SignIn, people: People
):
    for number in range(sheets.MOST_PAGES):
        section.add_child(instance=ArticlePage(title=f"N° {number}", slug=f"n{number}"))
    answer = sign_in(people.member).get(f"/papier/{section.pk}/rubrique.pdf")
    assert answer.status_code == 422
    assert "Demandez-le depuis une des pages" in answer.content.decode()
    assert 'href="/rubrique/"' in answer.content.decode()


def test_who_waits_too_long_for_his_turn_is_told(
    section: SectionPage,
    sign_in: SignIn,
    people: People,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(making, "PATIENCE", 0.05)
    busy = threading.Thread(target=making.turn.acquire)
    busy.start()
    busy.join()
    try:
        answer = sign_in(people.member).get(f"/papier/{section.pk}/page.pdf")
    finally:
        making.turn.release()
    assert answer.status_code == 503 and answer["Retry-After"] == "60"
    assert "Attendez une minute" in answer.content.decode()


def test_a_drawing_that_does_not_end_is_stopped_and_leaves_the_turn(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(making, "SECONDS", 0.2)
    with pytest.raises(making.NoPaper, match="trop long"):
        making.make("<p>Bonjour</p>", {})
    assert not making.turn.locked()


@pytest.mark.parametrize(("deaths", "is_made"), [(1, True), (2, False)])
def test_what_crashed_is_made_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deaths: int, *, is_made: bool
) -> None:
    """The true program, which dies of a wrong address the first times."""
    count = tmp_path / "count"
    count.write_text("")
    program = tmp_path / "python"
    program.write_text(
        f"#!/bin/bash\nprintf x >>{count}\n"
        f"[ $(wc -c <{count}) -gt {deaths} ] || kill -SEGV $$\n"
        f'exec {sys.executable} "$@"\n'
    )
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    if is_made:
        assert making.make("<p>Bonjour</p>", {}).startswith(b"%PDF-")
    else:
        with pytest.raises(making.NoPaper):
            making.make("<p>Bonjour</p>", {})
    assert count.read_text() == "xx"


def asked_for(member: Member) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = member
    return request


def test_its_cover_is_printed_in_french(section: SectionPage, people: People):
    section.title, section.summary = "L'aide : où ?", "Qui appeler ?"
    below = Page.objects.child_of(section).first()
    assert below is not None
    below.title = "L'appel : qui ?"
    below.save()
    section.save()
    for html in (
        sheets.of_section(section, asked_for(people.staff)),
        sheets.of_page(section, asked_for(people.staff)),
    ):
        assert not re.search(r"L(?:'|&#x27;)a| [:?]", html.partition("<body>")[2])
        assert "L’appel\u202f: qui\u202f?" in html


def test_pictures_are_those_that_the_reader_sees(
    section: SectionPage, spaces: Spaces, people: People
):
    pictures = [
        Picture.objects.create(
            title=title, file=ContentFile(one_pixel(), f"{title}.png"), space=space
        )
        for title, space in (("vue", spaces.ges), ("cachee", spaces.group))
    ]
    section.body = json.dumps(
        [
            {
                "type": "picture",
                "value": {"image": {"image": each.pk, "alt_text": each.title}},
            }
            for each in pictures
        ]
    )
    section.save()
    request = asked_for(people.staff)
    html = sheets.of_page(section, request)
    assert len(sheets.pictures_in(html, people.staff)) == 2
    (file,) = sheets.pictures_in(html, people.occasional).values()
    assert "cachee" in file
    with sheets.as_files(sheets.pictures_in(html, people.staff)) as shown:
        assert len(making.make(html, shown)) > len(making.make(html, {})) + 100


def test_nothing_is_fetched_from_elsewhere_nor_from_the_machine(tmp_path: Path):
    secret = tmp_path / "secret.css"
    secret.write_text("p::after { content: 'SECRET' }")
    static = tmp_path / "static"
    static.mkdir()
    html = "<title>T</title><p>Bonjour</p>" + "".join(
        f'<link rel="stylesheet" href="{address}">'
        for address in (
            secret.as_uri(),
            "http://here/static/../secret.css",
            "http://here/static/%2e%2e/secret.css",
            f"http://here/static/{secret}",
            "http://127.0.0.1:9/x.css",
        )
    )
    given = {"html": html, "address": "http://here", "static": str(static)}
    made = subprocess.run(
        [sys.executable, "-m", "pages.paper"],
        input=json.dumps({**given, "pictures": {}}).encode(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert text_of(made.stdout) == ["Bonjour"]


def test_the_web_process_does_not_load_what_draws():
    code = "import pages.paper.making, sys; sys.exit('weasyprint' in sys.modules)"
    setup = "import django; django.setup();"
    subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys; sys.path.insert(0, 'site'); {setup}{code}",
        ],
        check=True,
        env={"DJANGO_SETTINGS_MODULE": "config.settings", "MAILLAGE_PROFILE": "demo"},
    )


def test_forty_pages_cost_few_queries_each(
    section: SectionPage, people: People, add_file: AddFile
):
    def count() -> int:
        request = asked_for(people.member)
        with CaptureQueriesContext(connection) as asked:
            sheets.of_section(section, request)
        return len(asked)

    count()
    few = count()
    for number in range(20):
        section.add_child(
            instance=ArticlePage(title=f"N° {number}", body=written("<p>ARS</p>"))
        )
    assert count() == few
