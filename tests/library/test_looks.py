"""The list of documents: its three looks, its orders, what is read most."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from library import most_read
from library.models import Document, Preview
from tests.library.samples import pdf

LIST = reverse("library:documents")


@pytest.fixture
def three(add_file):
    titles = ("Chutes", "Asthme", "Brûlures")
    made = {title: add_file(title, f"{title}.txt", title=title) for title in titles}
    for day, document in enumerate(made.values(), start=1):
        when = timezone.now().replace(year=2024, month=1, day=day)
        Document.objects.filter(pk=document.pk).update(created_at=when, changed_at=when)
    return made


def titles(answer):
    return [document.title for document in answer.context["documents"]]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("", ["Brûlures", "Asthme", "Chutes"]),
        ("anciens", ["Chutes", "Asthme", "Brûlures"]),
        ("titre", ["Asthme", "Brûlures", "Chutes"]),
        ("lus", ["Asthme", "Brûlures", "Chutes"]),
        ("changes", ["Chutes", "Brûlures", "Asthme"]),
        ("n’importe quoi", ["Brûlures", "Asthme", "Chutes"]),
    ],
)
def test_each_order(three, people, sign_in, order, expected):
    Document.objects.filter(pk=three["Asthme"].pk).update(readings=2)
    three["Chutes"].refresh_from_db()
    three["Chutes"].summary = "Prévenir"
    three["Chutes"].save()
    assert titles(sign_in(people.member).get(LIST, {"tri": order})) == expected


def test_who_reads_is_counted_once_and_not_its_author(three, people, sign_in, client):
    cache.clear()
    document = three["Asthme"]
    address = document.get_absolute_url()

    def readings():
        return Document.objects.get(pk=document.pk).readings

    sign_in(people.member).get(address)  # who added it
    assert readings() == 0
    sign_in(people.colleague).get(address)
    sign_in(people.colleague).get(address)
    assert readings() == 1
    sign_in(people.staff).get(address, headers={"sec-purpose": "prefetch"})
    assert readings() == 1
    sign_in(people.staff).get(address)
    assert readings() == 2
    # A form opened before does not take the readings back.
    document.title = "Asthme de l’enfant"
    document.save()
    assert readings() == 2
    assert most_read.fade() == 1
    assert 1.9 < readings() < 2
    Document.objects.update(readings=most_read.NOTHING / 2)
    most_read.fade()
    assert readings() == 0


def test_the_table_says_the_same_and_sorts_by_its_heads(three, people, sign_in):
    member = sign_in(people.member)
    answer = member.get(LIST, {"vue": "tableau", "espace": "ges"})
    page = answer.content.decode()
    assert titles(answer) == ["Brûlures", "Asthme", "Chutes"]
    assert 'aria-sort="descending"' in page
    (link,) = re.findall(r'<a href="([^"]*)">Titre</a>', page)
    link = link.replace("&amp;", "&")
    sorted_by_title = member.get(LIST + link)
    assert titles(sorted_by_title) == ["Asthme", "Brûlures", "Chutes"]
    assert 'aria-sort="ascending"' in sorted_by_title.content.decode()
    assert "espace=ges" in link


def test_the_look_is_kept_for_the_person(three, people, sign_in, client):
    member = sign_in(people.member)
    assert member.get(LIST).context["look"] == "liste"
    assert member.get(LIST, {"vue": "vignettes"}).context["look"] == "vignettes"
    assert member.get(LIST).context["look"] == "vignettes"
    assert member.get(LIST, {"vue": "<script>"}).context["look"] == "vignettes"
    assert member.get(LIST, {"vue": "liste"}).context["look"] == "liste"
    assert sign_in(None).get(LIST, {"vue": "tableau"}).context["look"] == "tableau"
    assert sign_in(None).get(LIST).context["look"] == "liste"


def test_a_tile_shows_the_file_or_its_icon(add_file, people, sign_in, settings, work):
    settings.PREVIEWS = True
    drawn = add_file(pdf("Une page"), "a.pdf", title="Dessiné")
    add_file("Un texte", "b.txt", title="Sans image")
    work()
    page = sign_in(people.member).get(LIST, {"vue": "vignettes"}).content.decode()
    key = Preview.objects.get().pk
    address = reverse("library:thumbnail", args=[drawn.pk])
    assert f'<img src="{address}?v={key}" alt=""' in page
    assert page.count("<img ") - page.count("avatar") <= 1
    assert "Sans image" in page


@pytest.mark.parametrize("look", ["liste", "tableau", "vignettes"])
def test_queries_do_not_grow(look, add_file, people, sign_in):
    member = sign_in(people.member)
    counts = []
    for number in (2, 9):
        for each in range(number):
            made = add_file(f"{number} {each}", f"{number}-{each}.txt")
            Preview.objects.create(version=made.current)
        member.get(LIST, {"vue": look})
        with CaptureQueriesContext(
            connection,
        ) as queries:
            member.get(LIST, {"vue": look})
        counts.append(len(queries))
    assert counts[0] == counts[1]
