"""The directory is asked as one speaks: small words and titles tell nothing."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from members.directory import finding
from members.models import Member
from members.words import asked
from tests.members import cards
from tests.people import People

SignIn = Callable[[Member | None], Client]
KINE = "Masseur-kinésithérapeute, masseuse-kinésithérapeute"


@pytest.fixture
def cast(people: People) -> None:
    cards.give(people.colleague, profession=KINE, commune="Cusset")
    cards.give(people.editor, profession=cards.NURSE, commune="Lapalisse")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("une kiné à cusset", ["colleague"]),
        ("un kiné", ["colleague"]),
        ("mon kiné", ["colleague"]),
        ("ma kiné", ["colleague"]),
        ("notre infirmière", ["editor"]),
        ("des kinés sur Cusset", ["colleague"]),
        ("qui est l’infirmière de Lapalisse ?", ["editor"]),
        ("Y a-t-il une infirmière à Cusset", []),
        ("dr Aubert", ["colleague"]),
        ("Dr. Aubert", ["colleague"]),
        ("Docteur Aubert", ["colleague"]),
        ("le docteur Aubert à Cusset", ["colleague"]),
        ("Mme Aubert", ["colleague"]),
        ("Madame Lise Aubert", ["colleague"]),
        ("M. Aubert", ["colleague"]),
        ("Mme le Dr Aubert", ["colleague"]),
        ("Aubert Docteur", []),
        ("Mme Introuvable", []),
    ],
)
def test_as_one_speaks(
    cast: None, people: People, sign_in: SignIn, text: str, who: list[str]
) -> None:
    answer = sign_in(people.member).get("/annuaire/", {"q": text})
    shown = {card.thing.pk for card in answer.context["cards"]}
    assert shown == {people.all()[name].pk for name in who}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("une", ["une"]),
        ("M.", ["m"]),
        ("Mme", ["mme"]),
        ("Mme Son", ["son"]),
        ("AS", ["as"]),
        ("Jean Docteur", ["jean", "docteur"]),
        ("Mme Brunet", ["brunet"]),
        ("le la", ["le", "la"]),
    ],
)
def test_some_word_is_always_looked_for(text: str, words: list[str]) -> None:
    assert asked(text) == words


def test_the_search_of_the_site_leaves_titles_out_too(
    cast: None, people: People
) -> None:
    for text in ("Dr Aubert", "Mme Aubert", "notre Lise Aubert"):
        assert finding.bearing(people.member, text, 5) == [people.colleague], text


def test_no_question_that_finds_nobody_is_proposed(
    cast: None, people: People, sign_in: SignIn
) -> None:
    client = sign_in(people.member)
    for text in ("dentiste Cuset", "infirmière Cuset"):  # none is in Cusset
        answer = client.get("/annuaire/", {"q": text})
        assert answer.context["total"] == 0
        assert answer.context["spelled"] == []
        assert "<p>Peut-être" not in answer.content.decode()
    ((text, _),) = client.get("/annuaire/", {"q": "une kiné à Cuset"}).context[
        "spelled"
    ]
    assert text == "une kiné à Cusset"


def test_what_is_ticked_counts_in_what_is_proposed(
    cast: None, people: People, sign_in: SignIn
) -> None:
    nurse = people.editor.professions.get().pk
    given = {"q": "Cuset", "profession": str(nurse)}
    answer = sign_in(people.member).get("/annuaire/", given)
    assert answer.context["spelled"] == []


def test_few_questions_are_tried(people: People, sign_in: SignIn) -> None:
    for number, name in enumerate(("Cusset", "Lapalisse", "Gannat", "Vichy")):
        person = list(people.all().values())[number]
        cards.give(person, commune=name)
    client = sign_in(people.member)
    client.get("/annuaire/", {"q": "Cusset"})
    with CaptureQueriesContext(connection) as tried:
        client.get("/annuaire/", {"q": "cuset lapalise ganat vichi dentiste oups"})
    assert len(tried) < 40
