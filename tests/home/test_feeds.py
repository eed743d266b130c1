"""The feed of a space: whose it is, what is in it, when it ends (RFC 4287)."""

from collections.abc import Callable
from datetime import timedelta
from xml.etree.ElementTree import Element, fromstring

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from home import feeds
from library import trash
from library.models import Document
from members.models import Charter, Member, Membership
from pages.models import ArticlePage, SectionPage
from tests.conftest import AddFile
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
ATOM = "{http://www.w3.org/2005/Atom}"


def address(member: Member, slug: str = "ges") -> str:
    return f"/flux/{feeds.token_of(member)}/{slug}.atom"


def feed(client: Client, path: str) -> Element:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    return fromstring(answer.content)


def titles(client: Client, path: str) -> list[str | None]:
    return [
        each.findtext(f"{ATOM}title")
        for each in feed(client, path).iter(f"{ATOM}entry")
    ]


@pytest.fixture
def key(people: People) -> str:
    feeds.renew(people.member)
    return address(people.member)


def test_the_addresses_are_made_changed_and_taken_away_on_a_page(
    sign_in: SignIn, people: People, client: Client, add_file: AddFile
):
    add_file(title="Protocole")
    mine = sign_in(people.member)
    assert "Créer mes adresses" in mine.get("/mon-espace/flux/").content.decode()
    mine.post("/mon-espace/flux/changer/", {"creer": ""})
    first = address(people.member)
    assert (
        f"http://localhost:8000{first}"
        in mine.get("/mon-espace/flux/").content.decode()
    )
    assert titles(client, first) == ["Protocole"]
    mine.post("/mon-espace/flux/changer/", {"changer": ""})
    assert client.get(first).status_code == 404
    second = address(people.member)
    assert titles(client, second) == ["Protocole"]
    mine.post("/mon-espace/flux/changer/", {"retirer": ""})
    assert client.get(second).status_code == 404


def test_the_parts_that_a_reader_of_feeds_needs_are_there(
    key: str, client: Client, add_file: AddFile, spaces: Spaces
):
    document = add_file(title="A < B & « C »")
    page = Page.objects.get(depth=2).add_child(
        instance=SectionPage(title="Rubrique", slug="rubrique", space=spaces.ges)
    )
    page.save_revision().publish()
    read = feed(client, key)
    for part in ("id", "title", "updated", "author"):
        assert read.find(f"{ATOM}{part}") is not None, part
    links = {link.get("rel"): link.get("href") for link in read.iter(f"{ATOM}link")}
    assert links["self"] == f"http://localhost:8000{key}"
    rows = {each.findtext(f"{ATOM}title"): each for each in read.iter(f"{ATOM}entry")}
    assert set(rows) == {"A < B & « C »", "Rubrique"}
    row = rows["A < B & « C »"]
    assert row.findtext(f"{ATOM}id") == f"tag:localhost,2026:document/{document.pk}"
    href = row.find(f"{ATOM}link").get("href")
    assert href == f"http://localhost:8000{document.get_absolute_url()}"
    # A page that moves is the same entry.
    before = rows["Rubrique"].findtext(f"{ATOM}id")
    page.refresh_from_db()
    page.slug = "ailleurs"
    page.save()
    moved = list(feed(client, key).iter(f"{ATOM}entry"))
    assert before in [each.findtext(f"{ATOM}id") for each in moved]


def test_what_xml_does_not_take_does_not_break_it(
    key: str, client: Client, add_file: AddFile
):
    document = add_file(title="Avant")
    Document.objects.filter(pk=document.pk).update(
        title="Bip\x07 \ufffe!", summary="\x1b[1mfin"
    )
    assert titles(client, key) == ["Bip !"]


def test_it_is_what_he_sees_at_the_time_of_asking(
    key: str, client: Client, add_file: AddFile, people: People, spaces: Spaces
):
    proposed = address(people.member, "sorties")
    add_file(title="À lui", space=spaces.group)
    add_file(title="À elle", space=spaces.group, by=people.colleague)
    assert titles(client, proposed) == []  # proposed, not published: news for nobody
    document = add_file(title="Protocole")
    assert titles(client, key) == ["Protocole"]
    trash.withdraw(people.staff, document)
    assert titles(client, key) == []
    Membership.objects.filter(member=people.member, space=spaces.ges).update(
        ends_on=timezone.localdate() - timedelta(days=1)
    )
    assert client.get(key).status_code == 404
    assert client.get(proposed).status_code == 200


@pytest.mark.parametrize("end", ["closed", "charter", "erased"])
def test_who_could_not_come_in_has_no_feed(
    end: str, key: str, client: Client, people: People
):
    if end == "closed":
        Member.objects.filter(pk=people.member.pk).update(is_active=False)
    elif end == "charter":
        Charter.objects.create(version=999, text="Nouvelle")
    else:
        people.member.delete()
    assert client.get(key).status_code == 404


def test_an_address_is_not_guessed(
    key: str, client: Client, people: People, sign_in: SignIn
):
    token = feeds.token_of(people.member)
    for wrong in (
        token[:-1] + ("0" if token[-1] != "0" else "1"),
        token[: feeds.NONCE],
        "0" * len(token),
        "é" * 20,
        token + "0",
    ):
        assert client.get(f"/flux/{wrong}/ges.atom").status_code == 404
        assert sign_in(people.member).get(f"/flux/{wrong}/ges.atom").status_code == 404
    assert len(token) == feeds.NONCE + 40


def test_everyone_reads_the_feed_of_the_public_space_and_of_no_other(
    client: Client, sign_in: SignIn, people: People, spaces: Spaces, add_file: AddFile
):
    add_file(title="Ouvert", space=spaces.public, by=people.staff)
    assert titles(client, "/flux/public.atom") == ["Ouvert"]
    for slug in ("ges", "enfant", "nulle-part"):
        assert "/connexion/" in client.get(f"/flux/{slug}.atom")["Location"]
        assert sign_in(people.staff).get(f"/flux/{slug}.atom").status_code == 404


def test_what_has_not_changed_is_not_sent_again(
    key: str, client: Client, add_file: AddFile
):
    first = client.get(key)
    for header in (
        {"If-None-Match": first["ETag"]},
        {"If-Modified-Since": first["Last-Modified"]},
    ):
        assert client.get(key, headers=header).status_code == 304
    add_file(title="Nouveau")
    again = client.get(key, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200


def test_fifty_entries_the_newest_first_in_as_many_queries_as_one(
    key: str, client: Client, add_file: AddFile, spaces: Spaces
):
    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(key).status_code == 200
        return len(asked)

    add_file(title="Le premier")
    top = Page.objects.get(depth=2).add_child(
        instance=SectionPage(title="Haut", slug="haut", space=spaces.ges)
    )
    top.save_revision().publish()
    count()
    few = count()
    for number in range(30):
        add_file(f"Texte {number}", title=f"D{number}")
        top.add_child(
            instance=ArticlePage(title=f"P{number}")
        ).save_revision().publish()
    assert count() == few
    shown = titles(client, key)
    assert len(shown) == feeds.MOST
    assert shown[0] == "P29" and "Le premier" not in shown
