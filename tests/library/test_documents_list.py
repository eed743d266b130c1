"""The list of documents: who sees what, filters, pages, and its cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from library.models import Category, Document
from tests.library.rows import make_documents

URL = reverse("library:documents")


def titles(answer):
    return [document.title for document in answer.context["documents"]]


def queries(browser, url):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert browser.get(url).status_code == 200
    return len(asked)


def test_each_person_sees_the_documents_of_his_spaces(
    add_file, people, spaces, sign_in
):
    add_file("du GES", title="du GES", space=spaces.ges)
    add_file("du groupe", title="du groupe", space=spaces.group, by=people.editor)
    add_file("public", title="public", space=spaces.public, by=people.staff)
    expected = {
        "member": {"du GES", "du groupe", "public"},
        "colleague": {"du GES", "du groupe", "public"},
        "editor": {"du GES", "du groupe", "public"},
        "outsider": {"public"},
        "occasional": {"du groupe", "public"},
        "former": {"public"},
        "staff": {"du GES", "du groupe", "public"},
        "admin": {"du GES", "du groupe", "public"},
    }
    seen = {
        name: set(titles(sign_in(person).get(URL)))
        for name, person in people.all().items()
    }
    assert seen == expected
    assert titles(sign_in(None).get(URL)) == ["public"]


def test_a_proposed_document_is_for_its_author_and_the_editors(
    add_file, people, spaces, sign_in
):
    add_file(title="proposé", space=spaces.group, by=people.member)
    seen = {
        name
        for name, person in people.all().items()
        if titles(sign_in(person).get(URL))
    }
    assert seen == {"member", "editor", "staff", "admin"}


def test_filters_narrow_the_list(add_file, people, spaces, sign_in):
    other = Category.objects.exclude(slug="pratiques-metier").first()
    add_file("a", title="texte", space=spaces.ges)
    add_file(b"%PDF-1.4 x", "b.pdf", title="pdf", space=spaces.ges, by=people.editor)
    elsewhere = add_file("c", title="proposé", space=spaces.group)
    Document.objects.filter(pk=elsewhere.pk).update(category=other)
    browser = sign_in(people.member)
    for asked, expected in {
        "format=pdf": {"pdf"},
        "format=texte": {"texte", "proposé"},
        "espace=sorties": {"proposé"},
        f"categorie={other.slug}": {"proposé"},
        "miens=on": {"texte", "proposé"},
        f"annee={elsewhere.created_at.year}": {"texte", "pdf", "proposé"},
        "annee=1998": {"texte", "pdf", "proposé"},
        "espace=nulle-part&format=zip&page=zéro": {"texte", "pdf", "proposé"},
    }.items():
        assert set(titles(browser.get(f"{URL}?{asked}"))) == expected, asked
    by_title = titles(browser.get(f"{URL}?tri=titre"))
    assert by_title == ["pdf", "proposé", "texte"]
    editor = sign_in(people.editor)
    assert titles(editor.get(f"{URL}?proposes=on")) == ["proposé"]


def test_what_waits_for_an_editor_is_a_filter_of_editors_only(people, sign_in):
    assert "À publier" not in sign_in(people.member).get(URL).content.decode()
    assert "À publier" in sign_in(people.editor).get(URL).content.decode()


def test_a_hidden_space_is_not_named_among_the_filters(people, sign_in):
    shown = sign_in(people.outsider).get(URL).content.decode()
    assert "Sorties d’hôpital" not in shown
    assert "Sorties d’hôpital" not in sign_in(None).get(URL).content.decode()


def test_pages_keep_the_filters(category, people, spaces, sign_in):
    make_documents(60, spaces.ges, category, people.member)
    browser = sign_in(people.member)
    answer = browser.get(f"{URL}?format=pdf&page=2")
    assert len(answer.context["documents"]) == 25
    pager = answer.context["pager"]
    assert (pager.number, pager.last, pager.total) == (2, 3, 60)
    assert pager.next_url == "?format=pdf&page=3"
    assert len(browser.get(f"{URL}?page=99").context["documents"]) == 10


@pytest.mark.parametrize("who", ["member", "editor", "staff", None])
def test_the_list_costs_the_same_with_few_and_with_many(
    who, category, people, spaces, sign_in
):
    browser = sign_in(getattr(people, who) if who else None)
    space = spaces.ges if who else spaces.public
    make_documents(5, space, category, people.member)
    queries(browser, URL)  # what is asked once in a session: charter, last visit
    few = queries(browser, URL)
    make_documents(600, space, category, people.member)
    assert queries(browser, URL) == few
    assert queries(browser, f"{URL}?format=pdf&page=7") <= few + 1


def test_an_empty_library_says_what_to_do(people, spaces, sign_in):
    adds = sign_in(people.member).get(URL).content.decode()
    assert "La bibliothèque attend son premier document" in adds
    reads = sign_in(people.outsider).get(URL).content.decode()
    assert "Vous verrez ici les documents de vos espaces" in reads
    none = sign_in(people.member).get(f"{URL}?format=pdf").content.decode()
    assert "Aucun document ne répond à ces choix" in none
