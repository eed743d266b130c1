"""The door of shared links: what a stranger gets there, and what is told of it."""

import io
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from library.content import fingerprint
from library.door import passing
from library.models import Preview, Protocol, SharedLink, StampedCopy
from library.sharing import giving
from library.sharing.addresses import token_of
from members.models import JournalEntry, Space
from tests.library.samples import docx, paragraphs, pdf
from tests.library.test_links_outside import (
    allowed,
    day,
    document,
    file_of,
    link,
    page_of,
)

__all__ = ["allowed", "document", "link"]


def downloads(link):
    link.refresh_from_db()
    return link.downloads


def test_a_stranger_reads_what_it_is_and_downloads_it(link, document, client):
    answer = client.get(page_of(link))
    assert answer.status_code == 200
    page = answer.text
    for word in ("Appel de la veille", "Claire Morand", "Texte", "Télécharger"):
        assert word in page
    for word in (
        "La mairie",
        "Cercle fermé",
        document.category.name,
        "member@test.example",
    ):
        assert word not in page
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    got = client.get(file_of(link))
    assert b"".join(got.streaming_content) == b"Appeler la veille"
    assert got["Content-Disposition"].startswith("attachment;")
    assert got["Cache-Control"].startswith("private")
    assert got["X-Content-Type-Options"] == "nosniff"
    assert got["Referrer-Policy"] == "no-referrer"
    assert got["X-Robots-Tag"] == "noindex, nofollow"
    assert "default-src 'none'" in got["Content-Security-Policy"]


def test_a_download_is_counted_and_in_the_journal_the_page_is_not(link, client, people):
    lines = JournalEntry.objects.filter(kind="download")
    for _ in range(3):
        client.get(page_of(link))
        client.head(page_of(link))
        client.head(file_of(link))
    assert downloads(link) == 0
    assert not lines.exists()
    client.get(file_of(link), REMOTE_ADDR="192.0.2.7")
    assert downloads(link) == 1
    line = lines.get()
    assert "téléchargé par le lien donné à La mairie" in line.sentence
    assert "Appel de la veille" in line.sentence
    assert (line.by, line.space.slug, line.address) == (None, "ges", "192.0.2.7")
    client.get(file_of(link) + "?voir")
    assert downloads(link) == 2
    assert lines.first().sentence.startswith("lu par le lien")
    assert link.last_download_at is not None


def test_ranges_as_elsewhere_and_one_reading_for_all_its_pieces(link, client):
    first = client.get(file_of(link) + "?voir", headers={"range": "bytes=0-3"})
    assert (first.status_code, b"".join(first.streaming_content)) == (206, b"Appe")
    second = client.get(file_of(link) + "?voir", headers={"range": "bytes=4-7"})
    assert b"".join(second.streaming_content) == b"ler "
    assert client.get(file_of(link), headers={"range": "bytes=99-"}).status_code == 416
    same = client.get(file_of(link), headers={"if-none-match": first["ETag"]})
    assert same.status_code == 304
    assert downloads(link) == 1


def test_it_follows_the_current_version(link, document, people, client):
    document.replaced_by = people.member
    document.file = ContentFile(b"Nouveau", name="appel.txt")
    document.save()
    assert b"".join(client.get(file_of(link)).streaming_content) == b"Appeler la veille"
    document.refresh_from_db()
    passing.let_through(document.incoming)
    assert b"".join(client.get(file_of(link)).streaming_content) == b"Nouveau"


def test_of_a_protocol_the_marked_copy_is_given(
    allowed, add_file, people, client, work
):
    made = add_file(pdf("Resucrer"), "p.pdf", title="Hypoglycémie", by=people.staff)
    Protocol.objects.create(document=made)
    work()
    copy = StampedCopy.objects.get(version=made.current)
    given = giving.give(people.staff, made, for_whom="HAD", ends_on=day())
    for end in ("", "?voir"):
        got = b"".join(client.get(file_of(given) + end).streaming_content)
        assert got == copy.file.open("rb").read()


@pytest.fixture
def word(allowed, add_file, people):
    """A text of Word, and the PDF that was made of it."""
    text = docx(paragraphs("Resucrer, puis surveiller"))
    made = add_file(text, "p.docx", title="Hypoglycémie", by=people.staff)
    drawn = pdf("Resucrer, puis surveiller")
    preview = Preview(version=made.current, page_count=1, size=len(drawn))
    preview.sha256 = fingerprint(io.BytesIO(drawn))
    preview.file.save("p.pdf", ContentFile(drawn), save=False)
    preview.save()
    return made


def body(answer):
    return b"".join(answer.streaming_content)


def test_of_an_office_file_its_pdf_is_given_too(word, people, client):
    given = giving.give(people.staff, word, for_whom="HAD", ends_on=day())
    page = client.get(page_of(given)).text
    url = file_of(given)
    for query in ("", "?pdf", "?pdf&amp;voir"):
        assert f'href="{url}{query}"' in page
    assert "Télécharger en PDF" in page
    assert "Lire dans le navigateur" in page
    drawn = word.current.preview.file.open("rb").read()
    got = client.get(f"{url}?pdf")
    assert body(got) == drawn
    assert got["Content-Type"] == "application/pdf"
    assert got["Content-Disposition"].startswith("attachment;")
    assert got["Referrer-Policy"] == "no-referrer"
    shown = client.get(f"{url}?pdf&voir")
    assert body(shown) == drawn
    assert shown["Content-Disposition"].startswith("inline")
    assert body(client.get(url)) == word.current.file.open("rb").read()
    assert downloads(given) == 3


def test_of_a_protocol_in_word_the_marked_pdf_comes_first(word, people, client, work):
    Protocol.objects.create(document=word)
    work()
    copy = StampedCopy.objects.get(version=word.current)
    given = giving.give(people.staff, word, for_whom="HAD", ends_on=day())
    url, page = file_of(given), client.get(page_of(given)).text
    assert f'<a class="btn main" href="{url}?pdf"' in page
    assert f'<a class="btn" href="{url}"' in page
    for end in ("?pdf", "?pdf&voir"):
        assert body(client.get(url + end)) == copy.file.open("rb").read()


def test_a_pdf_that_is_not_made_leads_back_to_the_page(link, client):
    page = client.get(page_of(link)).text
    assert "Télécharger en PDF" not in page
    answer = client.get(f"{file_of(link)}?pdf")
    assert (answer.status_code, answer["Location"]) == (302, page_of(link))
    assert answer["Referrer-Policy"] == "no-referrer"
    assert downloads(link) == 0


def test_while_a_lost_pdf_is_made_again_the_file_is_given(word, people, client):
    given = giving.give(people.staff, word, for_whom="HAD", ends_on=day())
    preview = word.current.preview
    preview.file.storage.delete(preview.file.name)
    got = client.get(f"{file_of(given)}?pdf")
    assert body(got) == word.current.file.open("rb").read()
    assert not Preview.objects.filter(pk=preview.pk).exists()


def test_a_virus_goes_to_nobody(link, document, client):
    passing.hold_virus(document.current, "Eicar")
    assert client.get(file_of(link)).status_code == 404
    assert downloads(link) == 0


def test_unknown_over_and_taken_back_look_the_same(link, document, people, client):
    over = giving.give(people.member, document, for_whom="A", ends_on=day())
    SharedLink.objects.filter(pk=over.pk).update(ends_on=day(-1))
    giving.take_back(people.member, link)
    unknown = reverse("shared_link", args=["0" * 56])
    answers = [client.get(url) for url in (page_of(link), page_of(over), unknown)]
    assert {answer.status_code for answer in answers} == {404}
    bodies = {answer.text.split("<main")[1] for answer in answers}
    assert len(bodies) == 1
    assert "demandez un nouveau lien" in bodies.pop()


def test_only_reading_is_allowed(link, client):
    for url in (page_of(link), file_of(link)):
        assert client.post(url).status_code == 405


def test_who_tries_addresses_is_stopped_everywhere(link, client):
    tried = [
        client.get(reverse("shared_link", args=[f"{number:056x}"]))
        for number in range(31)
    ]
    assert [answer.status_code for answer in tried] == [404] * 30 + [429]
    assert int(tried[-1]["Retry-After"]) > 0
    assert client.get(page_of(link)).status_code == 429
    assert client.get(file_of(link)).status_code == 429
    elsewhere = client.get(page_of(link), REMOTE_ADDR="192.0.2.9")
    assert elsewhere.status_code == 200


def test_one_that_is_over_is_no_guess(link, people, client):
    giving.take_back(people.member, link)
    answers = {client.get(page_of(link)).status_code for _ in range(40)}
    assert answers == {404}


def test_nobody_fills_the_journal_by_it(link, client):
    got = [client.get(file_of(link)).status_code for _ in range(62)]
    assert got == [200] * 60 + [429] * 2
    rest = client.get(file_of(link), headers={"range": "bytes=4-7"})
    assert rest.status_code == 206  # of what was begun
    assert downloads(link) == 60


def test_who_is_signed_in_and_sees_it_is_led_to_the_library(link, people, sign_in):
    word = "L’ouvrir dans la bibliothèque"
    assert word in sign_in(people.colleague).get(page_of(link)).text
    assert word not in sign_in(people.outsider).get(page_of(link)).text


# ---- the lists ----


def test_the_page_of_the_document_tells_its_givers_and_editors(
    link, document, people, sign_in, client
):
    client.get(file_of(link))
    url = document.get_absolute_url()
    for person in (people.member, people.staff):
        page = sign_in(person).get(url).text
        assert "Liens donnés à l’extérieur" in page
        assert "Pour La mairie" in page
        assert "1 téléchargement" in page
        assert token_of(link) not in page
    page = sign_in(people.colleague).get(url).text
    assert "La mairie" not in page


def test_the_lists_of_mine_of_a_space_and_of_all(
    link, people, spaces, sign_in, add_file
):
    Space.objects.update(allows_links=True)
    other = add_file(by=people.editor, space=spaces.group, title="Un autre")
    giving.give(people.editor, other, for_whom="Le collège", ends_on=day())
    url = reverse("library:shared_links")

    def told(person, query=""):
        answer = sign_in(person).get(url + query)
        if answer.status_code != 200:
            return answer.status_code
        names = ("La mairie", "Le collège")
        return [name for name in names if name in answer.text]

    assert told(people.member) == ["La mairie"]
    assert told(people.colleague) == []
    assert told(people.member, "?tous=oui") == 404
    assert told(people.member, "?espace=ges") == 404
    assert told(people.editor, "?tous=oui") == ["Le collège"]
    assert told(people.editor, "?espace=sorties") == ["Le collège"]
    assert told(people.editor, "?espace=ges") == 404
    assert told(people.staff) == []
    assert told(people.staff, "?tous=oui") == ["La mairie", "Le collège"]
    assert told(people.staff, "?espace=ges") == ["La mairie"]
    library = reverse("library:documents")
    assert "Mes liens de partage" in sign_in(people.member).get(library).text
    assert "Mes liens de partage" not in sign_in(people.colleague).get(library).text
    page = sign_in(people.staff).get(spaces.ges.get_absolute_url()).text
    assert "?espace=ges" in page
    assert "Liens de partage <small>1</small>" in page


def test_a_list_says_what_stops_each(link, document, people, spaces, sign_in):
    url = reverse("library:shared_links")
    client = sign_in(people.staff)
    Space.objects.filter(pk=spaces.ges.pk).update(allows_links=False)
    page = client.get(f"{url}?tous=oui").text
    assert "N’ouvre rien en ce moment" in page
    assert "ne permet pas d’en donner" in page
    Space.objects.filter(pk=spaces.ges.pk).update(allows_links=True)
    document.space.refresh_from_db()
    SharedLink.objects.update(ends_on=day(-1))
    assert "Fini" in client.get(f"{url}?tous=oui").text
    SharedLink.objects.update(revoked_at=timezone.now(), revoked_by=people.staff)
    assert "retiré par vous" in client.get(f"{url}?tous=oui").text


@pytest.mark.parametrize("way", ["archive", "delete"])
def test_who_archives_or_removes_reads_how_many_stop(
    way, link, document, people, sign_in
):
    url = reverse(f"library:{way}", args=[document.pk])
    client = sign_in(people.staff)
    assert "Un lien donné à quelqu’un d’extérieur" in client.get(url).text
    giving.give(people.staff, document, for_whom="HAD", ends_on=day())
    page = client.get(url).text
    assert "2 liens donnés à des personnes extérieures" in page
    assert "n’ouvriront plus rien tant qu’il est" in page
    SharedLink.objects.update(ends_on=day(-1))
    assert "n’ouvriront plus rien" not in client.get(url).text


@pytest.mark.parametrize("where", ["list", "document"])
def test_as_many_queries_for_one_as_for_many(link, document, people, sign_in, where):
    client = sign_in(people.staff)
    url = f"{reverse('library:shared_links')}?tous=oui"
    if where == "document":
        url = document.get_absolute_url()
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(9):
        SharedLink.objects.create(
            document=document,
            given_by=(people.member, people.colleague, people.staff)[number % 3],
            for_whom=f"Personne {number}",
            ends_on=day(number - 3),
            revoked_at=timezone.now() - timedelta(1) if number % 2 else None,
            revoked_by=people.staff if number % 2 else None,
        )
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)
