"""Keywords: given on a document or a selection, and led to from there."""

import random

import pytest
from django.urls import reverse

from library.models import Document
from tests.library.numbers import nir

LIST = reverse("library:documents")


@pytest.fixture
def document(add_file, people):
    return add_file("Resucrer", "a.txt", title="Hypoglycémie", by=people.member)


def change(browser, document, keywords, **given):
    page = browser.get(reverse("library:edit", args=[document.pk]))
    form = page.context["form"]
    values = {
        name: form[name].value()
        for name in form.fields
        if form[name].value() not in (None, "", []) and name != "themes"
    }
    address = reverse("library:edit", args=[document.pk])
    return browser.post(address, values | {"keywords": keywords} | given)


def words(document):
    return sorted(document.tags.names())


def test_they_are_typed_as_people_do_and_lead_to_the_others(
    document, add_file, people, sign_in
):
    member = sign_in(people.member)
    answer = change(member, document, " diabète ;  retour à domicile,Diabète,, ")
    assert answer.status_code == 302
    assert words(document) == ["diabète", "retour à domicile"]
    page = member.get(document.get_absolute_url()).content.decode()
    assert f'href="{LIST}?mot=retour%20%C3%A0%20domicile"' in page
    form = member.get(reverse("library:edit", args=[document.pk])).context["form"]
    assert set(form["keywords"].value().split(", ")) == {"diabète", "retour à domicile"}
    other = add_file("Autre", "b.txt", title="Autre")
    # Spelt as it is already there.
    change(member, other, "DIABÈTE")
    assert words(other) in (["diabète"], ["DIABÈTE"])
    found = member.get(LIST, {"mot": "retour à domicile"})
    assert [each.title for each in found.context["documents"]] == ["Hypoglycémie"]
    assert "Mot-clé retour à domicile" in found.content.decode()
    change(member, document, "")
    assert words(document) == []


def test_accents_and_capitals_make_no_other_keyword(
    document, add_file, people, sign_in
):
    member = sign_in(people.member)
    change(member, document, "Diabète, diabete, Équipe, aide-soignant")
    assert words(document) == ["Diabète", "aide-soignant", "Équipe"]
    other = add_file("Autre", "b.txt", title="Autre")
    change(member, other, "DIABETE, equipe, Aide soignant")
    assert words(other) == words(document)
    third = add_file("Encore", "c.txt", title="Encore")
    member.post(reverse("library:selection_add"), {"document": third.pk})
    member.post(reverse("library:selection_mark"), {"keywords": "diabete"})
    assert words(third) == ["Diabète"]


@pytest.mark.parametrize("asked", ["Diabète", "diabete", "DIABÈTE", "Diabete"])
def test_the_filter_finds_whatever_the_accents(
    asked, document, add_file, people, sign_in
):
    document.tags.add("Diabète", "diabete")  # of before: one document, shown once
    other = add_file("Autre", "b.txt", title="Autre")
    other.tags.add("diabete")
    add_file("Sans", "c.txt", title="Sans")
    found = sign_in(people.member).get(LIST, {"mot": asked, "tri": "titre"})
    titles = [each.title for each in found.context["documents"]]
    assert titles == ["Autre", "Hypoglycémie"]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("x" * 51, "trop long"),
        (", ".join(map(str, range(21))), "20 mots-clés au plus"),
        (f"suivi de {nir(random.Random(1))}", "sécurité sociale"),
    ],
)
def test_what_is_not_a_keyword_is_refused_and_kept(
    typed, why, document, people, sign_in
):
    answer = change(sign_in(people.member), document, typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert why in page
    assert typed in page
    assert words(document) == []


def test_a_word_of_what_one_does_not_see_is_not_told(
    document, people, spaces, sign_in, client
):
    document.tags.add("secret")
    Document.objects.filter(pk=document.pk).update(space=spaces.group)
    page = sign_in(people.outsider).get(LIST, {"mot": "secret"}).content.decode()
    assert "Hypoglycémie" not in page
    assert sign_in(people.outsider).get(LIST).content.decode().count("secret") == 0


def test_a_selection_gets_them_beside_its_own(document, add_file, people, sign_in):
    other = add_file("Autre", "b.txt", title="Autre")
    document.tags.add("diabète")
    member = sign_in(people.member)
    keys = [document.pk, other.pk]
    member.post(reverse("library:selection_add"), {"document": keys, "retour": LIST})
    mark = reverse("library:selection_mark")
    assert "rien à ajouter" in member.post(mark, {}).content.decode()
    member.post(mark, {"keywords": "chutes, domicile"})
    assert words(document) == ["chutes", "diabète", "domicile"]
    assert words(other) == ["chutes", "domicile"]


def test_the_search_finds_a_document_by_them(document, people, sign_in, work):
    change(sign_in(people.member), document, "glycémie capillaire")
    work()
    found = sign_in(people.colleague).get(
        reverse("search:results"), {"q": "capillaire"}
    )
    assert "Hypoglycémie" in found.content.decode()
