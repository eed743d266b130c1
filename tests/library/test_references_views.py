"""Official texts: the list and its cost, one text, adding and correcting."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from library import actions
from library.models import Category, Reference
from library.reader import articles
from tests.library.rows import make_references

URL = reverse("library:references")
ADD = reverse("library:reference_add")
NAMES = ["member", "colleague", "outsider", "editor", "staff", "admin"]
NAMES += ["occasional", "former"]


@pytest.fixture
def text(spaces, category):
    return Reference.objects.create(
        title="Code de la santé publique, article L. 1434-12",
        kind="article",
        number="L. 1434-12",
        space=spaces.group,
        category=category,
        url="https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000038886053",
        text="Premier alinéa des communautés.\n\nSecond <alinéa>.",
    )


def edit_url(reference):
    return reverse("library:reference_edit", args=[reference.pk])


def titles(answer):
    return [reference.title for reference in answer.context["references"]]


def test_who_sees_a_text_and_who_corrects_it(text, people, sign_in):
    hidden = {"outsider", "former"}
    corrects = {"editor", "staff", "admin"}
    for name in NAMES:
        browser = sign_in(getattr(people, name))
        seen = browser.get(text.get_absolute_url()).status_code
        assert seen == (404 if name in hidden else 200), name
        edits = browser.get(edit_url(text)).status_code
        allowed = 200 if name in corrects else 403
        assert edits == (404 if name in hidden else allowed), name
        assert titles(browser.get(URL)) == ([] if name in hidden else [text.title])


def test_a_stranger_sees_public_texts_only(text, spaces, sign_in):
    stranger = sign_in(None)
    assert stranger.get(text.get_absolute_url()).status_code == 302
    assert titles(stranger.get(URL)) == []
    Reference.objects.filter(pk=text.pk).update(space=spaces.public)
    assert stranger.get(text.get_absolute_url()).status_code == 200
    assert titles(stranger.get(URL)) == [text.title]
    assert stranger.get(ADD).status_code == 302


def test_the_text_is_shown_whole_in_paragraphs(text, people, sign_in):
    browser = sign_in(people.member)
    shown = browser.get(text.get_absolute_url() + "?q=communauté").content.decode()
    assert '<p>Premier alinéa des <mark id="passage-1">communautés</mark>.</p>' in shown
    assert "<p>Second &lt;alinéa&gt;.</p>" in shown
    assert 'href="https://www.legifrance.gouv.fr/codes/' in shown
    assert "En vigueur" in shown


def test_filters_narrow_the_list(text, spaces, people, sign_in):
    other = Category.objects.exclude(pk=text.category_id).first()
    Reference.objects.create(
        title="Décret abrogé",
        kind="decree",
        in_force=False,
        space=spaces.ges,
        category=other,
    )
    browser = sign_in(people.member)
    for asked, expected in {
        "nature=article": [text.title],
        "nature=decree": ["Décret abrogé"],
        "vigueur=oui": [text.title],
        "vigueur=non": ["Décret abrogé"],
        f"categorie={other.slug}": ["Décret abrogé"],
        "espace=sorties": [text.title],
        "nature=poème": [text.title, "Décret abrogé"],
    }.items():
        assert titles(browser.get(f"{URL}?{asked}")) == expected, asked


@pytest.mark.parametrize("who", ["member", "staff"])
def test_the_list_costs_the_same_with_few_and_with_many(
    who, category, people, spaces, sign_in
):
    browser = sign_in(getattr(people, who))

    def queries(url):
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(url).status_code == 200
        assert not [q for q in asked if '"library_reference"."text"' in q["sql"]]
        return len(asked)

    make_references(5, spaces.ges, category)
    queries(URL)  # what is asked once in a session: charter, last visit
    few = queries(URL)
    make_references(3000, spaces.ges, category)
    assert queries(URL) == few
    assert queries(f"{URL}?page=90") == few


@pytest.mark.parametrize("who", ["outsider", "occasional", "former"])
def test_who_contributes_nowhere_proposes_nothing(who, people, sign_in):
    browser = sign_in(getattr(people, who))
    assert "Vous ne pouvez rien ajouter" in browser.get(ADD).content.decode()
    assert browser.post(ADD, {"title": "x"}).status_code == 403
    assert not Reference.objects.exists()


def fields(space, **changed):
    return {
        "title": "Loi",
        "kind": "law",
        "in_force": "on",
        "space": space.pk,
    } | changed


def test_a_member_adds_a_text_where_he_publishes(people, spaces, sign_in):
    answer = sign_in(people.member).post(ADD, fields(spaces.ges))
    added = Reference.objects.get()
    assert answer["Location"] == added.get_absolute_url()
    assert (added.added_by, added.space) == (people.member, spaces.ges)


def test_where_he_only_proposes_a_member_adds_no_text(people, spaces, sign_in):
    """It would be seen at once, without an editor's look."""
    answer = sign_in(people.member).post(ADD, fields(spaces.group))
    assert answer.status_code == 422
    with pytest.raises(PermissionDenied):
        actions.add_reference(people.member, Reference(title="Loi", space=spaces.group))
    assert not Reference.objects.exists()


def test_a_text_for_a_space_where_one_does_not_contribute_is_refused(
    people, spaces, sign_in
):
    answer = sign_in(people.member).post(ADD, fields(spaces.every_member))
    assert answer.status_code == 422
    assert not Reference.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"url": "javascript:alert(1)"}, {"date": "hier"}, {"title": ""}]
)
def test_what_cannot_be_kept_is_said_in_the_form(wrong, people, spaces, sign_in):
    answer = sign_in(people.member).post(ADD, fields(spaces.ges, **wrong))
    assert answer.status_code == 422
    assert not Reference.objects.exists()


def test_an_editor_corrects_a_text(text, people, spaces, sign_in):
    data = fields(spaces.group, title="Corrigé", number="L. 1")
    sign_in(people.editor).post(edit_url(text), data)
    text.refresh_from_db()
    assert (text.title, text.number) == ("Corrigé", "L. 1")


def test_its_author_corrects_a_text_where_he_publishes_himself(people, spaces, sign_in):
    browser = sign_in(people.member)
    browser.post(ADD, fields(spaces.ges))
    added = Reference.objects.get()
    assert edit_url(added) in browser.get(added.get_absolute_url()).content.decode()
    browser.post(edit_url(added), fields(spaces.ges, title="Loi du 26 janvier"))
    refused = sign_in(people.colleague).post(edit_url(added), fields(spaces.ges))
    assert refused.status_code == 403
    added.refresh_from_db()
    assert added.title == "Loi du 26 janvier"


def test_a_text_is_withdrawn_by_who_may_change_it_after_being_asked(
    text, people, sign_in
):
    url = reverse("library:reference_delete", args=[text.pk])
    assert sign_in(people.member).post(url).status_code == 403
    assert sign_in(people.outsider).post(url).status_code == 404
    editor = sign_in(people.editor)
    assert "Retirer ce texte" in editor.get(url).content.decode()
    assert Reference.objects.filter(pk=text.pk).exists()
    there = reverse("library:trash") + "?nature=textes"
    assert editor.post(url)["Location"] == there
    assert not Reference.objects.exists()
    assert text.title in editor.get(there).content.decode()


def test_two_texts_may_have_no_identifier(text, people, spaces, sign_in):
    sign_in(people.editor).post(edit_url(text), fields(spaces.group))
    sign_in(people.member).post(ADD, fields(spaces.ges))
    assert Reference.objects.filter(identifier=None).count() == 2


def test_an_article_in_one_line_is_read_in_paragraphs() -> None:
    text = (
        "I. – Le directeur : 1° Fixe le projet ; 2° Signe : a) La convention ; b) Le "
        "contrat. II.-Il rend compte au 1° du I. du code."
    )
    assert [str(part) for part in articles(text)] == [
        "I. – Le directeur :",
        "1° Fixe le projet ;",
        "2° Signe :",
        "a) La convention ;",
        "b) Le contrat.",
        "II.-Il rend compte au 1° du I. du code.",
    ]
