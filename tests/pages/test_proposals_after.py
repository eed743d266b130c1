"""What follows a proposal that was accepted: who answers for it, and its history."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page
from wagtail.rich_text import RichText

from members.models import Member
from pages.models import ArticlePage, ContentPage, Proposal, SectionPage
from pages.publishing import history, proposals
from tests.pages.telling import section_in, soup
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]


@pytest.fixture
def section(people: People, spaces: Spaces) -> SectionPage:
    return section_in(spaces.group)


def accepted(
    people: People, section: SectionPage, kind: str = Proposal.Kind.PAGE
) -> ContentPage:
    proposed = proposals.propose_page(
        people.member, section, title="La veille", text="Prévenir.", kind=kind
    )
    return proposals.make_page(
        people.editor, proposed, title="La veille", text="Prévenir."
    )


def test_a_page_born_of_a_proposal_comes_back_for_review_and_its_author_knows(
    people: People, section: SectionPage, sign_in: SignIn
) -> None:
    page = accepted(people, section)
    assert page.verified_on == timezone.localdate()
    assert page.review_on is not None
    assert page.review_on >= timezone.localdate() + timedelta(days=360)
    header = soup(sign_in(people.colleague), page.get_url()).select_one("main header")
    assert header is not None
    # Verified by who published it; its author answers for it.
    assert "Claire Morand en répond" in header.get_text()


def test_corrections_of_one_page_are_told_apart(
    people: People, section: SectionPage, sign_in: SignIn
) -> None:
    page, who = accepted(people, section), people.colleague
    long = "Prévenir  l’équipe, « avant quinze heures »,\nau cabinet. " * 4
    for passage, text in [("Le lundi", "Le mardi"), ("", "Le samedi"), (long, "Non")]:
        proposals.propose_correction(who, page, passage=passage, text=text)
    proposals.report_problem(who, page, problem="wrong", text="Le prix.")
    proposals.report_problem(who, page, problem="dead_link")
    said = [
        "«\u202fLe lundi\u202f»",
        "«\u202fLe samedi\u202f»",
        "«\u202fPrévenir l’équipe, “avant quinze heures”, au cabinet. Prévenir",
        "C’est faux\u202f: «\u202fLe prix.\u202f»",
        "Un lien ne mène nulle part",
    ]
    for person, paths in [
        (people.editor, ["/propositions/", "/mon-espace/"]),
        (people.staff, ["/admin/"]),
        (people.colleague, ["/propositions/", "/mon-espace/"]),
    ]:
        for path in paths:
            shown = soup(sign_in(person), path).get_text(" ")
            assert [words for words in said if words not in shown] == [], path


def test_links_to_corrections_of_one_page_have_their_own_words(
    people: People, section: SectionPage, sign_in: SignIn
) -> None:
    """Who is read the links of a page alone has nothing else to tell them by."""
    page, who = accepted(people, section), people.colleague
    for text in ("Le mardi", "Le samedi"):
        proposals.propose_correction(who, page, passage="", text=text)
    proposals.report_problem(who, page, problem="wrong", text="Le prix.")
    for person, path in [
        (people.editor, "/propositions/"),
        (people.editor, "/mon-espace/"),
        (people.colleague, "/mon-espace/"),
        (people.staff, "/admin/"),
        (people.staff, f"/admin/pages/{page.pk}/edit/"),
    ]:
        shown = soup(sign_in(person), path)
        links = {
            link["href"]: " ".join(link.get_text().split())
            for link in shown.select("a[href^='/propositions/']")
            if "aria-label" not in link.attrs
            and str(link["href"]).strip("/").rpartition("/")[2].isdigit()
        }
        assert len(links) == len(set(links.values())) == 3, (path, links)


def test_words_that_are_quoted_have_the_marks_of_a_quotation_in_another(
    people: People, section: SectionPage, sign_in: SignIn
) -> None:
    page, who = accepted(people, section), people.colleague
    Page.objects.filter(pk=page.pk).update(title="La «\u202fveille\u202f»")
    page = ContentPage.objects.get(pk=page.pk)
    made = proposals.propose_correction(who, page, text="Le « mardi »")
    assert made.label == "Correction de «\u202fLa “veille”\u202f»"
    mail = DBTaskResult.objects.filter(queue_name="mail").latest("enqueued_at")
    assert "«\u202fLa “veille”\u202f»" in mail.args_kwargs["args"][0]
    form = soup(sign_in(people.staff), f"/admin/pages/{page.pk}/edit/").get_text()
    assert "«\u202fLe “mardi”\u202f»" in form
    proposals.refuse(people.editor, made, "Non, « lundi ».")
    shown = soup(sign_in(who), "/mon-espace/").get_text()
    assert "«\u202fNon, “lundi”.\u202f»" in shown


def test_its_author_is_told_what_is_expected_of_him(
    people: People,
    section: SectionPage,
    work: Callable[[], None],
    mailoutbox: list[Any],
) -> None:
    accepted(people, section)
    work()
    (mail,) = [each for each in mailoutbox if each.to == [people.member.email]]
    assert "Vous en répondez" in mail.body


def test_a_news_needs_no_second_look(
    people: People,
    section: SectionPage,
    work: Callable[[], None],
    mailoutbox: list[Any],
) -> None:
    page = accepted(people, section, Proposal.Kind.NEWS)
    assert page.review_on is None
    work()
    (mail,) = [each for each in mailoutbox if each.to == [people.member.email]]
    assert "Vous en répondez" not in mail.body


def test_a_correction_is_one_line_of_the_history(
    people: People, section: SectionPage
) -> None:
    made = section.add_child(
        instance=ArticlePage(
            title="Le numéro", body=[("rich_text", RichText("<p>Le 01.</p>"))]
        )
    )
    made.save_revision(user=people.staff).publish(user=people.staff)
    page = ContentPage.objects.get(pk=made.pk)
    asked = proposals.propose_correction(
        people.colleague, page, passage="Le 01.", text="Le 02."
    )
    proposals.correct(people.editor, asked)
    page.refresh_from_db()
    lines, _ = history.newest(page, people.member)
    assert [line.what for line in lines] == ["corrigée", "publiée"]
    assert lines[0].thanks == "Lise Aubert"


def test_who_reads_a_proposal_is_told_as_it_is(
    people: People, section: SectionPage, sign_in: SignIn
) -> None:
    page = section.add_child(instance=ArticlePage(title="Ici", owner=people.member))
    page.save_revision(user=people.staff).publish(user=people.staff)
    page = ContentPage.objects.get(pk=page.pk)
    asked = proposals.report_problem(people.colleague, page, problem="other", text="x")
    told = soup(sign_in(people.colleague), asked.get_absolute_url()).select_one(
        ".seen-by"
    )
    assert told is not None
    words = " ".join(told.get_text(" ").split())
    assert "vous , Claire Morand, qui répond de la page, l’équipe du Pays" in words
    assert "Sorties d’hôpital" in words
    for reader in (people.member, people.staff, people.editor):
        assert soup(sign_in(reader), asked.get_absolute_url())
