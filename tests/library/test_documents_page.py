"""The page of a document, its reader, and what is done from it."""

from pathlib import Path

import pytest
from django.urls import reverse

from library.models import Document, Extract, Version

NAMES = ["member", "colleague", "outsider", "editor", "staff", "admin"]
NAMES += ["occasional", "former"]


def address(name, document):
    return reverse(f"library:{name}", args=[document.pk])


@pytest.fixture
def proposed(add_file, people, spaces):
    return add_file(space=spaces.group, by=people.member, title="Proposition")


@pytest.fixture
def published(add_file, people, spaces):
    return add_file(space=spaces.group, by=people.editor, title="Fiche")


@pytest.fixture
def paged(published):
    """A PDF of three pages that was read."""
    version = published.current
    Version.objects.filter(pk=version.pk).update(
        state="read", page_count=3, kind="pdf", content_type="application/pdf"
    )
    texts = ["Sommaire", "Une hypoglycémie sévère.\n\nDes HYPOGLYCEMIES <b>", "Fin"]
    for page, text in enumerate(texts, start=1):
        Extract.objects.create(version=version, page=page, text=text)
    return published


def codes(sign_in, people, ask):
    """What each person is answered; `ask` makes the request."""
    return {name: ask(sign_in(getattr(people, name))).status_code for name in NAMES}


READERS = ("document", "reader", "document_state")
SCRIPT = {"x-requested-with": "XMLHttpRequest"}


@pytest.mark.parametrize("view", READERS)
def test_who_sees_a_published_document(view, published, people, sign_in):
    url = address(view, published)
    found = codes(sign_in, people, lambda b: b.get(url, headers=SCRIPT))
    hidden = {"outsider", "former"}
    assert found == {name: 404 if name in hidden else 200 for name in NAMES}
    assert sign_in(None).get(address(view, published)).status_code == 302


@pytest.mark.parametrize("view", READERS)
def test_who_sees_a_proposed_document(view, proposed, people, sign_in):
    url = address(view, proposed)
    found = codes(sign_in, people, lambda b: b.get(url, headers=SCRIPT))
    sees = {"member", "editor", "staff", "admin"}
    assert found == {name: 200 if name in sees else 404 for name in NAMES}


@pytest.mark.parametrize("view", READERS)
def test_a_public_document_is_seen_without_a_session(
    view, add_file, people, spaces, sign_in
):
    document = add_file(space=spaces.public, by=people.staff)
    answer = sign_in(None).get(address(view, document), headers=SCRIPT)
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("retry", {"member": 302, "colleague": 404, "editor": 302, "staff": 302}),
        ("publish", {"member": 403, "colleague": 404, "editor": 302, "staff": 302}),
        ("edit", {"member": 200, "colleague": 404, "editor": 200, "staff": 200}),
        ("delete", {"member": 200, "colleague": 404, "editor": 200, "staff": 200}),
    ],
)
def test_what_each_may_do_to_a_proposed_document(
    view, expected, proposed, people, sign_in
):
    for name, code in expected.items():
        browser = sign_in(getattr(people, name))
        ask = browser.get if view in {"edit", "delete"} else browser.post
        assert ask(address(view, proposed)).status_code == code, name
        Document.objects.filter(pk=proposed.pk).update(status="proposed")


@pytest.mark.parametrize("view", ["edit", "delete", "publish", "retry"])
def test_what_another_published_is_changed_by_editors_only(
    view, published, people, sign_in
):
    ask = "get" if view in {"edit", "delete"} else "post"
    found = codes(sign_in, people, lambda b: getattr(b, ask)(address(view, published)))
    hidden, may = {"outsider", "former"}, {"editor", "staff", "admin"}
    for name, code in found.items():
        allowed = 200 if ask == "get" else 302
        expected = 404 if name in hidden else allowed if name in may else 403
        assert code == expected, name


@pytest.fixture
def own(add_file, people, spaces):
    """What the member published himself, where who contributes publishes."""
    return add_file(space=spaces.ges, by=people.member, title="Fautte")


def test_who_publishes_himself_corrects_what_is_his(
    own, people, spaces, category, sign_in
):
    author, colleague = sign_in(people.member), sign_in(people.colleague)
    assert "Modifier" in author.get(address("document", own)).content.decode()
    fields = {"title": "Faute", "category": category.pk, "space": spaces.ges.pk}
    author.post(address("edit", own), fields)
    own.refresh_from_db()
    assert (own.title, own.status) == ("Faute", "published")
    for view in ("edit", "delete"):
        assert colleague.get(address(view, own)).status_code == 403
        assert colleague.post(address(view, own), fields).status_code == 403
    assert Document.objects.filter(pk=own.pk).exists()


def test_who_publishes_himself_withdraws_what_is_his(own, people, sign_in):
    sign_in(people.member).post(address("delete", own))
    assert not Document.objects.filter(pk=own.pk).exists()


def test_what_an_editor_published_is_no_longer_changed_by_its_author(
    proposed, people, sign_in
):
    author = sign_in(people.member)
    sign_in(people.editor).post(address("publish", proposed))
    assert "Modifier" not in author.get(address("document", proposed)).content.decode()
    for view in ("edit", "delete"):
        assert author.post(address(view, proposed), {"title": "x"}).status_code == 403
    assert Document.objects.get(pk=proposed.pk).title == "Proposition"


@pytest.mark.parametrize("view", ["publish", "retry"])
def test_what_changes_is_never_done_by_a_link(view, published, people, sign_in):
    answer = sign_in(people.editor).get(address(view, published))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "ne s’ouvre pas directement" in answer.content.decode()


def test_an_editor_publishes(proposed, people, sign_in):
    answer = sign_in(people.editor).post(address("publish", proposed), follow=True)
    assert "Publié" in answer.content.decode()
    seen = sign_in(people.colleague).get(address("document", proposed))
    assert seen.status_code == 200


def test_withdrawing_asks_once_and_keeps_the_file(proposed, people, sign_in):
    browser = sign_in(people.member)
    shown = browser.get(address("delete", proposed)).content.decode()
    assert "pendant trente jours" in shown
    assert Document.objects.filter(pk=proposed.pk).exists()
    answer = browser.post(address("delete", proposed))
    assert answer["Location"] == reverse("library:trash")
    assert not Document.objects.filter(pk=proposed.pk).exists()
    assert Path(proposed.file.path).exists()


def test_moving_to_a_space_where_one_only_proposes_proposes_it(
    add_file, people, spaces, category, sign_in
):
    document = add_file(space=spaces.group, by=people.editor)
    fields = {"title": "Déplacé", "category": category.pk, "summary": ""}
    browser = sign_in(people.editor)
    refused = browser.post(
        address("edit", document), fields | {"space": spaces.every_member.pk}
    )
    assert refused.status_code == 422
    browser.post(address("edit", document), fields | {"space": spaces.ges.pk})
    document.refresh_from_db()
    assert (document.space, document.status) == (spaces.ges, "published")
    assert document.title == "Déplacé"


def test_an_author_does_not_publish_by_moving_back_and_forth(
    proposed, people, spaces, category, sign_in
):
    fields = {"title": "x", "category": category.pk, "space": spaces.group.pk}
    sign_in(people.member).post(address("edit", proposed), fields)
    proposed.refresh_from_db()
    assert (proposed.title, proposed.is_proposed) == ("x", True)


# ---- reading ----


def test_the_page_asked_for_is_shown_with_its_words_marked(paged, people, sign_in):
    url = address("document", paged) + "?page=2&q=hypoglycémie"
    shown = sign_in(people.member).get(url).content.decode()
    assert '<mark id="passage-1">hypoglycémie</mark>' in shown
    assert "<mark>HYPOGLYCEMIES</mark> &lt;b&gt;" in shown
    assert "sur 3" in shown
    assert "page=3&amp;q=hypoglyc%C3%A9mie#lecture" in shown
    assert "page=1&amp;q=hypoglyc%C3%A9mie#lecture" in shown


@pytest.mark.parametrize(
    ("asked", "page"), [("", 1), ("0", 1), ("-3", 1), ("99", 3), ("deux", 1), ("٣", 1)]
)
def test_a_page_that_is_not_there_gives_the_nearest(
    asked, page, paged, people, sign_in
):
    answer = sign_in(people.member).get(f"{address('document', paged)}?page={asked}")
    assert answer.context["reader"].page == page


def test_the_words_to_mark_go_with_the_fragment(paged, people, sign_in):
    url = address("reader", paged) + "?page=2&q=hypoglycémie"
    shown = sign_in(people.member).get(url, headers=SCRIPT).content.decode()
    assert "<html" not in shown
    assert 'data-forms="[&quot;hypoglycemies&quot;, &quot;hypoglycémie&quot;]"' in shown


def test_who_opens_a_fragment_is_sent_to_the_document(paged, people, sign_in):
    answer = sign_in(people.member).get(address("reader", paged) + "?page=2&q=été")
    there = address("document", paged) + "?page=2&q=%C3%A9t%C3%A9#lecture"
    assert (answer.status_code, answer["Location"]) == (302, there)


def test_a_very_long_question_is_cut(paged, people, sign_in):
    url = address("document", paged) + "?q=" + "mot%20" * 1000
    assert sign_in(people.member).get(url).status_code == 200


def test_pages_are_called_by_the_name_of_their_format(paged, people, sign_in):
    browser = sign_in(people.member)
    for kind, name in {"xlsx": "feuille", "pptx": "diapositive", "odt": "page"}.items():
        Version.objects.filter(pk=paged.current_id).update(kind=kind)
        shown = browser.get(address("document", paged)).content.decode()
        assert f"{name.capitalize()} suivante" in shown


def test_a_broken_file_is_kept_and_explained(add_file, people, sign_in, work):
    document = add_file(b"%PDF-1.4\n%%EOF broken", "casse.pdf")
    work()
    document = Document.objects.get(pk=document.pk)
    assert document.current.state == "unreadable"
    shown = sign_in(people.member).get(address("document", document)).content.decode()
    assert document.current.explanation in shown
    assert "Réessayer" in shown
    other = sign_in(people.colleague).get(address("document", document))
    assert "Réessayer" not in other.content.decode()
    sign_in(people.member).post(address("retry", document))
    document.current.refresh_from_db()
    assert document.current.state == "waiting"


def test_the_state_answers_a_script(published, people, sign_in):
    answer = sign_in(people.member).get(
        address("document_state", published), headers={"accept": "application/json"}
    )
    assert answer.json() == {
        "state": "waiting",
        "state_label": "en attente de lecture",
        "explanation": answer.json()["explanation"],
        "in_progress": True,
    }
    assert answer["Cache-Control"] == "no-store"


def test_a_stranger_s_script_is_told_to_sign_in(published, sign_in):
    answer = sign_in(None).get(
        address("document_state", published), headers={"accept": "application/json"}
    )
    assert answer.status_code == 401
