"""Frequent questions: groups, addresses that stay, the filter, the way to ask."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from members.models import Member
from members.refusals import Refused
from members.typography import typeset
from pages import questions
from pages.models import ContentPage, FaqPage, Proposal
from pages.publishing import proposals
from tests.pages.telling import section_in, soup
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
ENTER = "7c1f8a52-0000-4000-8000-000000000001"
NAMES = "2b9d3e64-0000-4000-8000-000000000002"
SECURE = "e58a9b10-0000-4000-8000-000000000003"


def item(key: str, question: str, answer: str) -> dict[str, Any]:
    return {
        "type": "item",
        "id": key,
        "value": {"question": question, "answer": f"<p>{answer}</p>"},
    }


def group(title: str, *items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "questions", "value": {"title": title, "questions": list(items)}}


BODY = [
    {"type": "rich_text", "value": "<h2>Avant tout</h2><p>Lisez la charte.</p>"},
    group("Entrer", item(ENTER, "Comment entrer ?", "Par une invitation.")),
    group(
        "Les patients",
        item(NAMES, "Puis-je écrire un nom ?", "Jamais, même masqué."),
        item(SECURE, "Et la messagerie sécurisée ?", "MSSanté, pour les dossiers."),
    ),
]


@pytest.fixture
def faq(people: People, spaces: Spaces) -> FaqPage:
    """In the group, that the editor edits and of which the member is."""
    section = section_in(spaces.group)
    page: FaqPage = section.add_child(
        instance=FaqPage(title="Questions", slug="questions", body=json.dumps(BODY))
    )
    page.save_revision().publish()
    return FaqPage.objects.get(pk=page.pk)


def asked_in(page: BeautifulSoup) -> list[str]:
    return [each.get_text() for each in page.select(".faq summary")]


def mails() -> list[tuple[str, str]]:
    rows = DBTaskResult.objects.filter(queue_name="mail").order_by("enqueued_at")
    return [(row.args_kwargs["args"][3], row.args_kwargs["args"][0]) for row in rows]


def test_questions_stand_under_their_headings_which_the_contents_lead_to(
    faq: FaqPage, member: Client
):
    page = soup(member, faq.get_url())
    assert [h2.get_text() for h2 in page.select(".faq h2")] == [
        "Entrer",
        "Les patients",
    ]
    assert len(asked_in(page)) == 3
    assert "Lisez la charte." in page.get_text()
    for link in page.select(".toc a, .faq-groups a"):
        assert page.find(id=str(link["href"]).removeprefix("#")), link
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))


def test_the_address_of_a_question_stays_when_it_is_reworded_or_moved(
    faq: FaqPage, member: Client
):
    moved = [
        BODY[2],
        group("Entrer", item(ENTER, "Comment rejoindre le groupe ?", "Autrement.")),
    ]
    faq.body = json.dumps(moved)
    faq.save_revision().publish()
    answer = soup(member, faq.get_url()).find(id=f"question-{ENTER[:8]}")
    assert answer is not None
    assert "Autrement." in answer.get_text()
    # Within what is folded: a browser opens it by itself, without scripts.
    assert answer.find_parent("details") is not None
    assert not answer.find_parent("summary")


def test_every_answer_is_in_the_page_without_scripts(faq: FaqPage, member: Client):
    html = member.get(faq.get_url()).content.decode()
    for words in ("Par une invitation.", "Jamais, même masqué.", "MSSanté"):
        assert words in html


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("messagerie securisee", ["Et la messagerie sécurisée ?"]),
        ("MASQUE", ["Puis-je écrire un nom ?"]),
        ("patients", ["Puis-je écrire un nom ?", "Et la messagerie sécurisée ?"]),
        ("invitations", ["Comment entrer ?"]),
    ],
)
def test_the_filter_knows_neither_accents_nor_case(
    faq: FaqPage, member: Client, typed: str, found: list[str]
):
    page = soup(member, f"{faq.get_url()}?q={typed}")
    assert asked_in(page) == [typeset(each) for each in found]
    assert len(page.select(".faq details[open]")) == len(found)


SCRIPT = "<script>alert(1)</script>"


@pytest.mark.parametrize("typed", ["xyz", "%00", "a" * 500, SCRIPT, "…"])
def test_what_nothing_answers_is_told(faq: FaqPage, member: Client, typed: str):
    answer = member.get(f"{faq.get_url()}?q={typed}").content.decode()
    assert SCRIPT not in answer
    if typed != "%00":  # nothing is left of it: every question
        assert "Aucune question n’a ces mots" in answer


def test_a_page_without_questions_says_so(spaces: Spaces, member: Client):
    page = section_in(spaces.group).add_child(instance=FaqPage(title="Vide"))
    page.save_revision().publish()
    assert "Aucune question pour l’instant" in soup(member, page.get_url()).get_text()


def test_a_page_of_questions_is_looked_at_before_it_is_saved(
    faq: FaqPage, people: People, sign_in: SignIn
):
    browser = sign_in(people.staff)
    preview = f"/admin/pages/add/pages/faqpage/{faq.get_parent().pk}/preview/"
    given = {
        "title": "D’autres questions",
        "slug": "d-autres",
        "body-count": "0",
        "review_months": "12",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    assert browser.post(preview, given).json()["is_valid"]
    answer = browser.get(preview)
    assert answer.status_code == 200
    assert "Aucune question pour l’instant" in answer.content.decode()


def test_as_many_queries_for_any_number_of_questions(faq: FaqPage, member: Client):
    def count() -> int:
        member.get(faq.get_url())
        with CaptureQueriesContext(connection) as asked:
            member.get(faq.get_url())
        return len(asked)

    few = count()
    many = [
        item(f"{n:08d}-0000-4000-8000-000000000000", f"Q{n} ?", "Oui.")
        for n in range(40)
    ]
    faq.body = json.dumps([*BODY, group("Beaucoup", *many)])
    faq.save_revision().publish()
    assert count() == few


def test_search_opens_the_question_that_answers(
    faq: FaqPage, member: Client, work: Callable[[], None]
):
    work()
    page = soup(member, "/recherche/?q=messagerie+s%C3%A9curis%C3%A9e")
    hit = page.select_one(".hit")
    assert hit is not None
    url = f"{faq.get_url()}#question-{SECURE[:8]}"
    assert hit.select_one("h2 a")["href"] == url  # type: ignore[index]
    assert hit.select_one(".passage")["href"] == url  # type: ignore[index]
    assert "Questions fréquentes" in hit.get_text()
    assert "Et la messagerie sécurisée" in hit.select_one(".passage").get_text()  # type: ignore[union-attr]
    intro = soup(member, "/recherche/?q=charte&nature=faq").select_one(".hit h2 a")
    assert intro["href"] == faq.get_url()  # type: ignore[index]


def test_a_question_that_went_away_is_not_led_to_before_the_index_hears_of_it(
    faq: FaqPage, member: Client, work: Callable[[], None]
):
    work()
    faq.body = json.dumps(BODY[:1])
    faq.save_revision().publish()
    hit = soup(member, "/recherche/?q=messagerie").select_one(".hit h2 a")
    assert hit["href"] == faq.get_url()  # type: ignore[index]


# Asking


def ask(people: People, faq: FaqPage, text: str = "Et pour les internes ?") -> Proposal:
    return proposals.ask_question(
        people.member, ContentPage.objects.get(pk=faq.pk), text=text
    )


def test_a_question_is_asked_from_the_page_and_told_to_its_editors(
    faq: FaqPage, people: People, member: Client
):
    form = f"/pages/{faq.pk}/poser-une-question/"
    assert form in member.get(faq.get_url()).content.decode()
    answer = member.post(form, {"text": "  "})
    assert answer.status_code == 422
    assert "Écrivez votre question." in answer.content.decode()
    too_long = member.post(form, {"text": "mot " * 100})
    assert too_long.status_code == 422
    assert "mot mot" in too_long.content.decode()
    answer = member.post(form, {"text": "Et pour les internes ?"}, follow=True)
    assert "votre question est posée" in answer.content.decode()
    assert [to for to, _ in mails()] == [people.editor.email]
    assert "pose une question" in mails()[0][1]


def test_an_editor_answers_in_the_page_and_the_asker_is_told(
    faq: FaqPage, people: People, sign_in: SignIn, member: Client
):
    asked = ask(people, faq)
    editor = sign_in(people.editor)
    path = f"/propositions/{asked.pk}/"
    assert "Publier la réponse dans la page" in editor.get(path).content.decode()
    given = {
        "question": "Et pour les internes ?",
        "text": "## Oui\n\nIls sont invités.\n\nÀ chaque réunion.",
        "group": "1",
        "action": "publish_answer",
    }
    wrong = editor.post(path, {**given, "text": ""})
    assert wrong.status_code == 422
    assert "Écrivez la réponse." in wrong.content.decode()
    assert editor.post(path, {**given, "group": "0"}).status_code == 422
    answer = editor.post(path, given)
    assert answer.status_code == 302
    anchor = str(answer["Location"]).partition("#")[2]
    page = soup(member, faq.get_url())
    found = page.find(id=anchor)
    assert found is not None
    assert "À chaque réunion." in found.get_text()
    assert not found.select("h2")
    assert asked_in(page)[1] == "Et pour les internes\u202f?"  # the end of its group
    # Those that were there keep their addresses.
    for key in (ENTER, NAMES, SECURE):
        assert page.find(id=f"question-{key[:8]}")
    assert people.member.get_full_name() not in found.find_parent("details").get_text()  # type: ignore[union-attr]
    asked.refresh_from_db()
    assert asked.outcome == "Répondue"
    to, subject = mails()[-1]
    assert to == people.member.email
    assert "Votre question" in subject


def test_an_editor_may_answer_by_a_word_which_is_needed(
    faq: FaqPage, people: People, sign_in: SignIn
):
    asked = ask(people, faq)
    editor = sign_in(people.editor)
    path = f"/propositions/{asked.pk}/"
    assert editor.post(path, {"action": "done", "word": ""}).status_code == 422
    assert (
        editor.post(path, {"action": "done", "word": "Voir la charte."}).status_code
        == 302
    )
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == (Proposal.State.ACCEPTED, "Voir la charte.")
    assert len(questions.groups(FaqPage.objects.get().body)) == 2


def test_an_answer_never_publishes_what_somebody_else_prepares(
    faq: FaqPage, people: People, sign_in: SignIn
):
    asked = ask(people, faq)
    faq.title = "En préparation"
    faq.save_revision()
    with pytest.raises(Refused):
        proposals.publish_answer(
            people.editor, asked, question="Q ?", text="Oui.", group=1
        )
    html = sign_in(people.editor).get(f"/propositions/{asked.pk}/").content.decode()
    assert "ne s’ajoute pas toute seule" in html
    assert "Publier la réponse dans la page" not in html


def test_who_may_not_see_the_page_asks_nothing_there(
    faq: FaqPage, people: People, sign_in: SignIn
):
    path = f"/pages/{faq.pk}/poser-une-question/"
    assert sign_in(people.outsider).get(path).status_code == 404
    assert sign_in(None).get(path)["Location"].startswith("/connexion/")
    elsewhere = faq.get_parent()
    member = sign_in(people.member)
    assert member.get(f"/pages/{elsewhere.pk}/poser-une-question/").status_code == 404
