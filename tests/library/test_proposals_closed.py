"""A proposal in a frozen space: it says why it waits, and has no button that fails."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from library import actions
from library.models import Document
from members.models import Space
from tests.members.test_spaces_closed import close

HOME = reverse("home:dashboard")


@pytest.fixture
def proposed(add_file, people, spaces):
    return add_file(space=spaces.group, by=people.member, title="Fiche de liaison")


def address(name, document):
    return reverse(f"library:{name}", args=[document.pk])


def page(browser, url):
    return browser.get(url).content.decode().replace("\u202f", " ")


@pytest.mark.parametrize("who", ["member", "editor", "staff"])
def test_its_page_says_that_the_space_is_frozen_and_since_when(
    who, proposed, people, spaces, sign_in
):
    browser = sign_in(getattr(people, who))
    assert "L’espace est" not in page(browser, address("document", proposed))
    close(people, spaces.group)
    shown = page(browser, address("document", proposed))
    assert "L’espace est figé : ce document ne se publie, ne se corrige et" in shown
    whom = "Vous l’avez" if who == "staff" else f"{people.staff} l’a"
    assert f"{whom} figé le " in shown
    for button in ("Publier</button>", "Refuser…", "Modifier</a>"):
        assert button not in shown


def test_what_was_refused_is_not_proposed_again(proposed, people, spaces, sign_in):
    actions.refuse_document(people.editor, proposed, "À corriger.")
    author = sign_in(people.member)
    assert "Proposer de nouveau" in page(author, address("document", proposed))
    close(people, spaces.group)
    shown = page(author, address("document", proposed))
    assert "Proposer de nouveau</button>" not in shown
    assert "ne se propose de nouveau" in shown
    assert "Corrigez-le, puis" not in shown


@pytest.mark.parametrize("what", ["publish", "refuse", "propose_again", "retry"])
def test_a_button_of_a_page_opened_before_says_why(
    what, proposed, people, spaces, sign_in
):
    if what == "propose_again":
        actions.refuse_document(people.editor, proposed, "À corriger.")
    who = people.member if what == "propose_again" else people.editor
    browser = sign_in(who)
    close(people, spaces.group)
    answer = browser.post(address(what, proposed), {"word": "x"}, follow=True)
    assert "est figé" in answer.content.decode()
    assert Document.objects.get().status != "published"


def test_the_lists_say_it(proposed, people, spaces, sign_in):
    close(people, spaces.group)
    for who, said in (
        (people.member, "ce document ne se publie, ne se corrige"),
        (people.editor, "on n’y publie rien tant qu’il n’est pas ouvert de nouveau"),
    ):
        browser = sign_in(who)
        shown = page(browser, HOME)
        assert "L’espace est figé" in shown
        assert said in shown
        assert f"{people.staff} l’a figé le " in shown
        assert "espace figé" in page(browser, "/bibliotheque/")


def test_others_read_nothing_of_it_and_many_cost_as_few_queries(
    proposed, people, spaces, sign_in, add_file
):
    actions.publish_document(people.editor, proposed)
    close(people, spaces.group)
    shown = page(sign_in(people.colleague), address("document", proposed))
    assert "est figé" not in shown
    assert "est figé" in page(sign_in(people.editor), address("document", proposed))
    for number in range(2):
        add_one(number, people, add_file)
    browser = sign_in(people.staff)
    page(browser, HOME)
    with CaptureQueriesContext(connection) as few:
        page(browser, HOME)
    for number in range(2, 6):
        add_one(number, people, add_file)
    with CaptureQueriesContext(connection) as many:
        page(browser, HOME)
    assert len(many) == len(few)


def add_one(number, people, add_file):
    space = Space.objects.create(name=f"Espace {number}", slug=f"e{number}")
    document = add_file(space=space, by=people.staff, title=f"Fiche {number}")
    Document.objects.filter(pk=document.pk).update(status="proposed")
    close(people, space)
