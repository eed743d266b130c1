"""An office file, a scan: seen as they are, drawn by the worker."""

import io

import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from PIL import Image

from library.models import Document, Preview, Protocol, Version
from library.previews import making
from library.previews.advice import IMAGE, UNTAGGED, advice_on
from library.previews.places import by_title, places
from library.protocols import copies
from library.signals import IN_BULK
from library.trash import purge, withdraw
from tests.library.samples import (
    docx,
    opendocument,
    paragraphs,
    pdf,
    picture,
    scanned_pdf,
    soffice,
    xlsx,
)
from tests.library.test_protocol_copies import codes_of

__all__ = ["soffice"]

# What is drawn of a file is the same whatever the database.
pytestmark = pytest.mark.looks

BREAK = "<w:p><w:r><w:br w:type='page'/></w:r></w:p>"


@pytest.fixture(autouse=True)
def previews(settings):
    settings.PREVIEWS = True


@pytest.fixture
def word(soffice, add_file, people, work):
    """A text of two pages of paper."""
    body = paragraphs("Le matin") + BREAK + paragraphs("Le soir, appeler la nuit")
    made = add_file(docx(body), "conduite.docx", title="Conduite", by=people.member)
    work()
    made.refresh_from_db()
    return made


def drawn(answer):
    data = b"".join(answer.streaming_content)
    pages = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_bounded() for page in pages]


def test_an_office_file_is_read_in_the_page_and_taken_as_pdf(word, people, sign_in):
    preview = Preview.objects.get()
    assert (preview.problem, preview.page_count) == ("", 2)
    reader = sign_in(people.colleague)
    page = reader.get(word.get_absolute_url()).content.decode()
    assert f'data-pdf="{word.url}?pdf&amp;voir"' in page
    assert f'href="{word.url}?pdf"' in page
    shown = reader.get(f"{word.url}?pdf&voir")
    assert shown["Content-Disposition"].startswith("inline")
    assert shown["Content-Type"] == "application/pdf"
    assert "sandbox" in shown["Content-Security-Policy"]
    assert ["matin" in text for text in drawn(shown)] == [True, False]
    taken = reader.get(f"{word.url}?pdf")
    assert 'attachment; filename="conduite-v1-' in taken["Content-Disposition"]
    assert taken["Content-Disposition"].endswith('.pdf"')
    piece = reader.get(f"{word.url}?pdf", headers={"range": "bytes=0-4"})
    assert (piece.status_code, b"".join(piece.streaming_content)) == (206, b"%PDF-")
    # The file itself is given as it was.
    given = reader.get(word.url)
    assert given["Content-Disposition"].endswith('.docx"')
    assert b"".join(given.streaming_content)[:2] == b"PK"


def test_who_does_not_see_the_file_sees_nothing_of_it(word, people, spaces, sign_in):
    Document.objects.filter(pk=word.pk).update(space=spaces.group)
    small = reverse("library:thumbnail", args=[word.pk])
    for address in (f"{word.url}?pdf", f"{word.url}?pdf&voir", small):
        assert sign_in(people.outsider).get(address).status_code == 404
        assert sign_in(None).get(address).status_code in (302, 404)
        assert sign_in(people.member).get(address).status_code == 200


def test_its_small_image_is_asked_for_once(word, people, sign_in):
    reader = sign_in(people.colleague)
    address = reverse("library:thumbnail", args=[word.pk])
    answer = reader.get(address)
    image = Image.open(io.BytesIO(b"".join(answer.streaming_content)))
    assert image.format == "WEBP"
    assert max(image.size) <= 640
    assert answer["Cache-Control"] == "private, no-cache"
    again = reader.get(address, headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


def test_a_new_version_has_its_own_and_nothing_stays_of_what_goes(
    word, people, work, django_capture_on_commit_callbacks
):
    before = Preview.objects.get()
    stored = [before.file, before.thumbnail]
    word.file = ContentFile(docx(paragraphs("Autrement")), name="b.docx")
    word.replaced_by = people.member
    word.save()
    work()
    assert Preview.objects.count() == 2
    withdraw(people.member, Document.objects.get())
    Document.everything.update(trashed_at="2020-01-01T00:00Z")
    with django_capture_on_commit_callbacks(execute=True):
        purge()
    assert not Preview.objects.exists()
    assert not any(file.storage.exists(str(file.name)) for file in stored)


def test_what_was_there_before_is_drawn_by_the_daily_job(
    add_file, settings, work, tmp_path
):
    settings.PREVIEWS = False
    add_file(pdf("Un"), "un.pdf")
    add_file("Un texte", "texte.txt")
    work()
    assert making.ask_for_missing() == 0
    settings.PREVIEWS = True
    assert making.ask_for_missing() == 1
    work()
    assert Preview.objects.get().thumbnail
    assert making.ask_for_missing() == 0


def test_a_file_that_cannot_be_drawn_says_why_once(
    soffice, add_file, people, sign_in, work
):
    document = add_file(docx(paragraphs("Le matin")), "a.docx", by=people.member)
    work()
    version = document.current
    with version.file.storage.open(version.file.name, "wb") as stored:
        stored.write(b"PK\x03\x04 broken")
    making.make_preview.enqueue(version.pk)
    work()
    preview = Preview.objects.get()
    assert (preview.problem, bool(preview.file)) == ("damaged", False)
    page = sign_in(people.colleague).get(document.get_absolute_url()).content.decode()
    assert "Pour le voir tel quel, téléchargez-le" in page
    assert "data-pdf" not in page
    assert sign_in(people.colleague).get(f"{document.url}?pdf").status_code == 404
    assert making.ask_for_missing() == 0


def test_a_virus_is_not_opened(add_file, work):
    document = add_file(pdf("Un"), "un.pdf")
    work()
    Preview.objects.all().delete()
    Version.objects.update(reasons=[{"code": "virus"}])
    document.current.refresh_from_db()
    making.ask(document.current)
    making.make_preview.enqueue(document.current_id)
    work()
    assert not Preview.objects.exists()


def test_a_fax_of_two_pages_is_seen(add_file, people, sign_in, work):
    page = Image.new("1", (400, 600), 1)
    made = add_file(picture(page, "TIFF", page.copy()), "fax.tif", by=people.member)
    work()
    preview = Preview.objects.get()
    assert preview.page_count == 2
    shown = sign_in(people.member).get(f"{made.url}?pdf&voir")
    assert len(drawn(shown)) == 2
    text = sign_in(people.member).get(made.get_absolute_url()).content.decode()
    assert "data-pdf" in text
    assert "ne montrent pas les images de ce format" not in text


def test_slides_and_sheets_are_drawn_where_their_text_is(
    soffice, add_file, people, sign_in, work
):
    slide = (
        '<draw:page><draw:frame draw:layer="layout" '
        'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
        'svg:width="20cm" svg:height="3cm"><draw:text-box><text:p>{}</text:p>'
        "</draw:text-box></draw:frame></draw:page>"
    )
    show = opendocument("presentation", slide.format("Un") + slide.format("seconde"))
    slides = add_file(show, "a.odp", by=people.member)
    rows = "<row r='1'><c r='A1' t='inlineStr'><is><t>{}</t></is></c></row>"
    tables = add_file(
        xlsx({"Un": rows.format("Bobigny"), "Deux": rows.format("Bourg")}),
        "b.xlsx",
        by=people.member,
    )
    work()
    member = sign_in(people.member)
    for document, word in ((slides, "seconde"), (tables, "Bourg")):
        page = member.get(f"{document.get_absolute_url()}?page=2").content.decode()
        assert 'data-leaf="2" data-last-leaf="2"' in page
        texts = drawn(member.get(f"{document.url}?pdf&voir"))
        assert word in texts[1], document


def test_a_protocol_written_in_word_bears_its_code_as_pdf(word, people, sign_in, work):
    protocol = Protocol.objects.create(document=word)
    copies.ask(word)
    work()
    reader = sign_in(people.colleague)
    taken = reader.get(f"{word.url}?pdf")
    data = b"".join(taken.streaming_content)
    assert codes_of(data) == [[copies.address_of(protocol, 1)]] * 2
    assert taken["Content-Disposition"].endswith('.pdf"')
    shown = reader.get(f"{word.url}?pdf&voir")
    assert codes_of(b"".join(shown.streaming_content)) == [[], []]
    given = b"".join(reader.get(word.url).streaming_content)
    assert given[:2] == b"PK"  # for who goes on writing it
    # A fiche made before the PDF gets its copy once the PDF is there.
    Preview.objects.get().delete()
    copies.forget(word)
    making.make_preview.enqueue(word.current_id)
    work()
    assert copies.marked_pdf(word.current)


def test_its_author_is_told_what_some_cannot_read(add_file, people, sign_in, work):
    document = add_file(pdf("Sans balises"), "a.pdf", by=people.member)
    work()
    address = document.get_absolute_url()
    assert UNTAGGED in sign_in(people.member).get(address).content.decode()
    assert UNTAGGED not in sign_in(people.colleague).get(address).content.decode()


def test_a_scan_is_told_apart(add_file, settings, work):
    settings.OCR = False
    document = add_file(scanned_pdf("Une page", "Deux"), "a.pdf")
    work()
    version = Version.objects.get(document=document)
    assert (version.scanned, version.is_tagged) == (2, False)
    version.state = Version.State.READ
    assert advice_on(version).title == IMAGE
    version.page_count = 5
    assert advice_on(version).title.startswith("Dans ce PDF, 2 pages sont")
    version.is_tagged, version.scanned = True, 0
    assert advice_on(version) is None


LONG = [f"Phrase numéro {n} de la conduite à tenir. " * 8 for n in range(30)]


@pytest.mark.parametrize(
    ("texts", "leaves", "expected"),
    [
        (["un deux trois"], ["Un, deux, trois."], [(1, 1)]),
        # A part on three pages; the one that follows begins on its last page.
        (
            ["".join(LONG[:12]), "".join(LONG[12:])],
            ["".join(LONG[:5]), "".join(LONG[5:10]), "".join(LONG[10:])],
            [(1, 3), (3, 3)],
        ),
        # A hidden slide, which has no page, and one without words.
        (["Un", "Caché", "Deux"], ["un", "deux"], [(1, 1), (1, 1), (2, 2)]),
        # Pages that nobody claims belong to what comes before.
        (["Un", "Deux"], ["", "un", "", "deux", ""], [(1, 3), (4, 5)]),
        ([""], ["", ""], [(1, 2)]),
        (["", ""], ["", "", "", ""], [(1, 2), (3, 4)]),
        (["texte"], [], []),
        ([], ["x"], []),
    ],
)
def test_where_a_text_is_in_its_pdf(texts, leaves, expected):
    assert places(texts, leaves) == expected


def test_what_the_store_has_lost_is_made_again(word, people, sign_in, work):
    reader = sign_in(people.colleague)
    small = reverse("library:thumbnail", args=[word.pk])
    for name, address in (("file", f"{word.url}?pdf&voir"), ("thumbnail", small)):
        file = getattr(Preview.objects.get(), name)
        file.storage.delete(str(file.name))
        assert reader.get(address).status_code == 404
        work()
        assert reader.get(address).status_code == 200


ALIKE = [
    f"Fiche patient {n}. " + "Ce que l’on fait chaque matin avec la personne. " * 30
    for n in range(9)
]


def test_lines_that_stand_on_each_page_do_not_carry_a_place_away():
    footer = "Protocole du Pays, version 3"
    leaves = [f"{text}\n{footer} {n}" for n, text in enumerate(ALIKE)]
    assert places(ALIKE, leaves) == [(n, n) for n in range(1, 10)]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([("Un", 1), ("Deux", 3), ("Trois", 4)], [(1, 2), (3, 3), (4, 6)]),
        # One that is hidden or empty has no page.
        ([("Un", 1), ("Trois", 3)], [(1, 2), (2, 2), (3, 6)]),
        ([], [(1, 1)] * 3),
    ],
)
def test_a_sheet_is_where_its_bookmark_says(marks, expected):
    sheets = ["Un\n1\t2", "Deux\n1\t2", "Trois\n1\t2"]
    assert by_title(sheets, marks, 6) == expected


def test_it_gives_way_to_every_reading(add_file):
    document = add_file(pdf("Un"), "un.pdf")
    making.ask(document.current)
    asked = DBTaskResult.objects.get(task_path=making.make_preview.module_path)
    assert asked.priority < IN_BULK
