"""A proposal: published, or refused with a word, corrected and proposed again."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from library import actions
from library.models import Document
from tests.library import samples

WORD = "Le numéro de la page 2 n’est plus le bon."
HOME = reverse("home:dashboard")


@pytest.fixture
def proposed(add_file, people, spaces):
    return add_file(space=spaces.group, by=people.member, title="Fiche de liaison")


@pytest.fixture
def refused(proposed, people):
    actions.refuse_document(people.editor, proposed, WORD)
    return proposed


def address(name, document):
    return reverse(f"library:{name}", args=[document.pk])


def page(browser, url):
    return browser.get(url).content.decode()


def test_an_editor_refuses_with_a_word_that_the_author_reads(
    proposed, people, sign_in, work
):
    editor = sign_in(people.editor)
    assert "Refuser…" in page(editor, address("document", proposed))
    answer = editor.post(address("refuse", proposed), {"word": WORD}, follow=True)
    assert "C’est refusé" in answer.content.decode()
    document = Document.objects.get()
    assert (document.status, document.answer) == ("refused", WORD)
    assert document.answered_by == people.editor
    author = sign_in(people.member)
    for url in (HOME, address("document", proposed)):
        assert WORD in page(author, url)
        assert "Refusé" in page(author, url)
    work()
    (letter,) = mail.outbox
    assert letter.to == [people.member.email]
    assert "n’est pas publié" in letter.subject
    for text in (letter.body, letter.alternatives[0][0]):  # type: ignore[attr-defined]
        words = [text.index(said) for said in ("dit pourquoi", WORD, "Vous pouvez le")]
        assert words == sorted(words)
    assert address("document", proposed) in letter.body


@pytest.mark.parametrize("word", ["", "   ", "x" * 1001])
def test_a_word_is_needed(word, proposed, people, sign_in):
    answer = sign_in(people.editor).post(address("refuse", proposed), {"word": word})
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert Document.objects.get().is_proposed
    assert not mail.outbox


@pytest.mark.parametrize(
    ("name", "code"),
    [("member", 403), ("colleague", 404), ("outsider", 404), ("occasional", 404)],
)
def test_only_editors_refuse(name, code, proposed, people, sign_in):
    browser = sign_in(getattr(people, name))
    assert browser.get(address("refuse", proposed)).status_code == code
    sent = browser.post(address("refuse", proposed), {"word": WORD})
    assert sent.status_code == code
    assert Document.objects.get().is_proposed


def test_what_is_published_is_not_refused(proposed, people, sign_in):
    actions.publish_document(people.editor, proposed)
    browser = sign_in(people.editor)
    answer = browser.post(address("refuse", proposed), {"word": WORD}, follow=True)
    assert "n’attend pas de réponse" in answer.content.decode()
    assert Document.objects.get().status == "published"
    with pytest.raises(ValueError, match="published"):
        actions.refuse_document(people.editor, proposed, WORD)


def test_a_refused_document_is_its_authors_and_the_editors(
    refused, people, sign_in, work
):
    from search.facade import Question, find

    work()
    names = ["member", "editor", "staff", "colleague", "outsider", "occasional"]
    seen = {
        name: sign_in(getattr(people, name))
        .get(address("document", refused))
        .status_code
        for name in names
    }
    sees = {"member", "editor", "staff"}
    assert seen == {name: 200 if name in sees else 404 for name in names}
    found = {
        name: find(getattr(people, name), Question("conduite")).answer.total
        for name in names
    }
    assert found == {name: int(name in sees) for name in names}
    news = sign_in(people.editor).get(HOME).context["news"]
    assert refused not in [new.document for new in news.things]
    assert refused.title not in page(sign_in(people.editor), "/espaces/sorties/")


def test_the_author_corrects_it_its_file_too_and_proposes_it_again(
    refused, people, spaces, category, sign_in
):
    author = sign_in(people.member)
    assert "Autre fichier" in page(author, address("edit", refused))
    fields = {
        "title": "Fiche corrigée",
        "category": category.pk,
        "space": spaces.group.pk,
        "new_file": SimpleUploadedFile("fiche.pdf", samples.pdf("Le bon numéro")),
    }
    author.post(address("edit", refused), fields)
    document = Document.objects.get()
    assert (document.title, document.status) == ("Fiche corrigée", "refused")
    assert (document.current.number, document.current.kind) == (2, "pdf")
    assert document.filename == "fiche.pdf"
    assert "Proposer de nouveau" in page(author, address("document", document))
    author.post(address("propose_again", document))
    document.refresh_from_db()
    assert document.is_proposed
    editor = page(sign_in(people.editor), address("document", document))
    assert WORD in editor  # what was asked for is still before the editor's eyes
    assert document.title in page(sign_in(people.editor), HOME)


def test_a_file_that_is_not_taken_is_told_and_nothing_changes(
    refused, people, spaces, category, sign_in
):
    fields = {"title": "x", "category": category.pk, "space": spaces.group.pk}
    fields["new_file"] = SimpleUploadedFile("fiche.pdf", b"MZ" + b"\0" * 200)
    answer = sign_in(people.member).post(address("edit", refused), fields)
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    document = Document.objects.get()
    assert (document.title, document.current.number) == ("Fiche de liaison", 1)


def test_only_its_author_proposes_again(refused, people, sign_in):
    for name, code in {"editor": 403, "colleague": 404, "member": 302}.items():
        answer = sign_in(getattr(people, name)).post(address("propose_again", refused))
        assert answer.status_code == code, name
    answer = sign_in(people.member).post(address("propose_again", refused))
    assert answer.status_code == 403  # it waits already


def test_the_author_withdraws_what_was_refused(refused, people, sign_in):
    author = sign_in(people.member)
    assert address("delete", refused) in page(author, address("document", refused))
    author.post(address("delete", refused))
    assert not Document.objects.exists()


def test_publishing_tells_the_author(proposed, people, sign_in, work):
    sign_in(people.editor).post(address("publish", proposed))
    work()
    (letter,) = mail.outbox
    assert letter.to == [people.member.email]
    assert "est publié" in letter.subject
    author = page(sign_in(people.member), HOME)
    assert "Mes propositions" in author
    assert "Publié" in author


def test_who_publishes_his_own_proposal_is_not_written_to(
    add_file, people, spaces, work
):
    document = add_file(space=spaces.group, by=people.member)
    Document.objects.filter(pk=document.pk).update(uploaded_by_user=people.editor)
    actions.publish_document(people.editor, Document.objects.get())
    work()
    assert not mail.outbox


def test_a_closed_account_is_not_written_to(proposed, people, work):
    people.member.is_active = False
    people.member.save()
    document = Document.objects.select_related("uploaded_by_user").get()
    actions.refuse_document(people.editor, document, WORD)
    work()
    assert not mail.outbox


def test_who_sees_it_is_told_truly(proposed, people, sign_in):
    url = address("document", proposed)
    mine = " ".join(page(sign_in(people.member), url).split())
    assert "<b>vous</b>, l’équipe du Pays et les personnes qui animent" in mine
    assert "personnes</a>" not in mine.partition("<aside")[0]
    theirs = " ".join(page(sign_in(people.editor), url).split())
    assert (
        "Vu par : Claire Morand, l’équipe du Pays et les personnes qui animent"
        in theirs
    )
    actions.publish_document(people.editor, proposed)
    after = page(sign_in(people.member), url)
    assert "les personnes qui animent" not in after


def test_the_form_says_who_sees_a_proposal_first(people, sign_in):
    shown = page(sign_in(people.member), reverse("library:add"))
    assert "Vu par vous et les personnes qui animent l’espace" in shown
