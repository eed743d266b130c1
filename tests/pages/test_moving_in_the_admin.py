"""Before a page moves, the admin says who will see it."""

from collections.abc import Callable

from django.test import Client
from wagtail.models import Page

from library.models import Reference
from members.models import Member
from pages.models import ArticlePage, ContentPage, SectionPage
from pages.publishing import proposals
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]


def test_a_move_to_public_says_that_everyone_will_see(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    front = Page.objects.get(depth=2)
    closed = front.add_child(
        instance=SectionPage(title="Fermé", slug="ferme", space=spaces.ges)
    )
    opened = front.add_child(
        instance=SectionPage(title="Ouvert", slug="ouvert", space=spaces.public)
    )
    page = closed.add_child(instance=ArticlePage(title="Bilan", slug="bilan"))
    browser = sign_in(people.staff)
    path = f"/admin/pages/{page.pk}/move/{opened.pk}/confirm/"
    text = browser.get(path).content.decode()
    assert "GES, 3 personnes" in text
    assert "tout le monde, sans se connecter (Public)" in text
    within = closed.add_child(instance=ArticlePage(title="Autre", slug="autre"))
    path = f"/admin/pages/{page.pk}/move/{within.pk}/confirm/"
    assert "comme aujourd’hui" in browser.get(path).content.decode()


def test_the_chooser_of_official_texts_finds_by_words(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    for number, title in [("2009-879", "Loi HPST"), ("L. 1434-17", "Article du code")]:
        Reference.objects.create(
            title=title, number=number, kind="law", space=spaces.ges
        )
    browser = sign_in(people.staff)
    whole = browser.get("/admin/snippets/choose/library/reference/").content.decode()
    assert "Titre ou num" in whole
    for words, found in [("hpst loi", "Loi HPST"), ("1434", "Article du code")]:
        path = "/admin/snippets/choose/library/reference/results/"
        text = browser.get(path, {"q": words}).content.decode()
        assert found in text
        assert text.count("chooser__title") <= 1 or "Loi" not in found


def test_a_deletion_says_what_waits_for_an_answer(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    section = Page.objects.get(depth=2).add_child(
        instance=SectionPage(title="Chez nous", slug="chez-nous", space=spaces.ges)
    )
    page = section.add_child(instance=ArticlePage(title="Bilan", slug="bilan"))
    browser = sign_in(people.staff)
    path = f"/admin/pages/{section.pk}/delete/"
    assert "attend une réponse" not in browser.get(path).content.decode()
    stored = ContentPage.objects.get(pk=page.pk)
    proposals.report_problem(people.member, stored, problem="other", text="Périmé")
    browser = sign_in(people.staff)
    # Of a page under it too, and without any change yet.
    assert "y attend une réponse" in browser.get(path).content.decode()
    proposals.propose_correction(people.colleague, stored, text="Autre")
    browser = sign_in(people.staff)
    assert "2 propositions, corrections" in browser.get(path).content.decode()
    assert ContentPage.objects.filter(pk=page.pk).exists()
