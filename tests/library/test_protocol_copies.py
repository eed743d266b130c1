"""What is printed or downloaded of a protocol says whether it still holds."""

import io

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from library.door import passing
from library.keeping import archiving
from library.models import Document, Protocol, StampedCopy
from library.protocols import copies
from library.protocols.stamping import NotStampedError, stamp
from library.reading.limits import Limits
from library.trash import withdraw
from tests.library.samples import pdf

ADDRESS = "https://ges.test.example/copie/ABCDEFGHJKLMNPQR/2/"


def codes_of(data):
    """The codes that a phone reads on each page, printed at 150 dots an inch."""
    pages = pypdfium2.PdfDocument(data)
    return [
        [found.text for found in zxingcpp.read_barcodes(drawn(page))] for page in pages
    ]


def drawn(page):
    return page.render(scale=150 / 72).to_pil()


@pytest.fixture
def marked(tmp_path):
    """The bytes of a PDF once marked."""

    def mark(data, **limits):
        source = tmp_path / "source.pdf"
        source.write_bytes(data)
        folder = tmp_path / "apart"
        folder.mkdir(exist_ok=True)
        made = stamp(source, folder, ADDRESS, ["Version 2 (été)", "où"], **limits)
        assert source.read_bytes() == data
        return made.read_bytes()

    return mark


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_every_page_bears_the_code_however_it_is_turned(marked, turn):
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("Une page", "Une autre"))) as source:
        for page in source.pages:
            page.Rotate = turn
        before = source.pages[0].mediabox
        height = float(before[3] - before[1])
        source.save(made)
    data = marked(made.getvalue())
    assert codes_of(data) == [[ADDRESS], [ADDRESS]]
    text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_bounded()
    assert "Une page" in text
    assert "Version 2 (été)" in text
    if turn == 0:  # nothing is covered: there is more room than before
        assert pypdfium2.PdfDocument(data)[0].get_height() > height


def test_a_cropped_page_and_boxes_upside_down_are_marked_where_they_are_seen(marked):
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("Une page"))) as source:
        page = source.pages[0]
        page.MediaBox = pikepdf.Array([595, 842, 0, 0])
        page.CropBox = pikepdf.Array([50, 300, 545, 800])
        source.save(made)
    assert codes_of(marked(made.getvalue())) == [[ADDRESS]]


def signed():
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("Signé"))) as source:
        form = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array([]))
        source.Root.AcroForm = source.make_indirect(form)
        source.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (pdf("Fermé", password="secret"), "encrypted"),
        (signed(), "signed"),
        (b"%PDF-1.7\nrien", "damaged"),
        (b"", "damaged"),
    ],
)
def test_what_cannot_be_marked_is_told(marked, data, why):
    with pytest.raises(NotStampedError, match=why):
        marked(data)


def test_a_program_that_takes_too_long_or_too_much_is_ended(marked):
    with pytest.raises(NotStampedError, match="timeout"):
        marked(pdf("Une page"), limits=Limits(wall=0))
    with pytest.raises(NotStampedError, match="memory"):
        marked(pdf("Une page"), limits=Limits(resident=1))


@pytest.fixture
def document(add_file, people):
    return add_file(pdf("Resucrer"), "a.pdf", title="Hypoglycémie", by=people.staff)


@pytest.fixture
def protocol(document):
    return Protocol.objects.create(document=document)


def downloaded(client, document):
    answer = client.get(document.url)
    assert answer.status_code == 200
    return answer, b"".join(answer.streaming_content)


def test_what_is_downloaded_bears_its_version_and_where_to_check_it(
    document, people, sign_in, work
):
    staff = sign_in(people.staff)
    answer, plain = downloaded(staff, document)
    assert codes_of(plain) == [[]]
    address = reverse("library:protocol", args=[document.pk])
    staff.post(address, {"approved_on": "2026-03-12"})
    work()
    answer, data = downloaded(sign_in(people.colleague), document)
    protocol = Protocol.objects.get()
    where = copies.address_of(protocol, 1)
    assert codes_of(data) == [[where]]
    text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_bounded()
    assert "approuvée le 12 mars 2026" in text
    assert answer["Content-Length"] == str(len(data))
    # A piece of it, for a download that was cut.
    part = staff.get(document.url, headers={"range": "bytes=0-99"})
    assert part.status_code == 206
    assert b"".join(part.streaming_content) == data[:100]
    # What is shown on the page, and searched in, is the file as it was given.
    shown = staff.get(document.url + "?voir")
    assert b"".join(shown.streaming_content) == plain
    # Another date on the fiche, another copy; and none once it is no protocol.
    staff.post(address, {"approved_on": "2026-03-13"})
    work()
    _, data = downloaded(staff, document)
    text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_bounded()
    assert "approuvée le 13 mars 2026" in text
    staff.post(reverse("library:protocol_remove", args=[document.pk]))
    assert downloaded(staff, document)[1] == plain
    assert not StampedCopy.objects.exists()


def test_a_new_version_has_its_copy_once_it_is_through(
    document, protocol, people, work, sign_in
):
    document.file = ContentFile(pdf("Resucrer, appeler"), name="b.pdf")
    document.save()
    work()
    document.refresh_from_db()
    assert document.current.number == 2
    _, data = downloaded(sign_in(people.colleague), document)
    assert codes_of(data) == [[copies.address_of(protocol, 2)]]
    # The paper of a version that is no more followed needs its code most.
    old = reverse("library:version_file", args=[document.pk, 2])
    answer = sign_in(people.colleague).get(old)
    assert b"".join(answer.streaming_content) == data


def test_what_was_cut_is_made_by_the_daily_job(document, protocol, settings, work):
    assert copies.ask_for_missing() == 1
    work()
    assert StampedCopy.objects.get().problem == ""
    assert copies.ask_for_missing() == 0
    settings.SITE_ADDRESS = "https://autre.test.example"
    assert copies.ask_for_missing() == 1


def test_a_file_that_cannot_be_marked_is_given_as_it_is(
    add_file, people, sign_in, work
):
    given = signed()
    document = add_file(given, "s.pdf", title="Signé", by=people.staff)
    Protocol.objects.create(document=document)
    copies.ask(document)
    work()
    assert StampedCopy.objects.get().problem == "signed"
    assert downloaded(sign_in(people.colleague), document)[1] == given
    assert copies.ask_for_missing() == 0


def test_its_code_tells_whoever_holds_the_paper(
    document, protocol, people, client, sign_in
):
    def page(number=1, who=None):
        reader = sign_in(who) if who else client
        client.logout() if who is None else None
        return reader.get(protocol.copy_path(number))

    answer = page()
    assert answer.status_code == 200
    assert "Cette copie est à jour" in answer.text
    assert "Hypoglycémie" not in answer.text  # to a stranger, no title
    assert "no-store" in answer["Cache-Control"]
    assert "Ouvrir «\u202fHypoglycémie\u202f»" in page(who=people.colleague).text
    assert "Hypoglycémie" not in page(who=people.outsider).text
    assert "n’est pas en usage" in page(2).text
    assert "Copie inconnue" in page(0).text
    other = protocol.copy_path(1).replace(protocol.code, "ABCDEFGHJKLMNPQR")
    answer = client.get(other)
    assert answer.status_code == 404
    assert "Copie inconnue" in answer.text
    late = timezone.localdate().replace(year=2020)
    Document.objects.filter(pk=document.pk).update(review_on=late)
    assert "À vérifier avant de s’en servir" in page().text
    archiving.archive(people.staff, document)
    assert "n’est plus à suivre" in page().text
    archiving.take_out(people.staff, document)
    withdraw(people.staff, document)
    answer = page(who=people.staff)
    assert "Ne suivez pas cette copie" in answer.text


def test_an_older_copy_is_told_from_the_one_to_follow(document, protocol, client):
    document.file = ContentFile(pdf("Mieux"), name="b.pdf")
    document.save()
    # While the new one is at the door, the old one is the one to follow.
    assert "est à jour" in client.get(protocol.copy_path(1)).text
    assert "n’est pas en usage" in client.get(protocol.copy_path(2)).text
    passing.let_through(document.versions.get(number=2))
    assert "n’est plus la bonne" in client.get(protocol.copy_path(1)).text
    assert "est à jour" in client.get(protocol.copy_path(2)).text


def test_the_printed_page_bears_the_code_too(document, protocol, people, sign_in):
    page = sign_in(people.colleague).get(document.get_absolute_url()).text
    assert '<svg class="qr"' in page
    assert copies.address_of(protocol, 1) in page
