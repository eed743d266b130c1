"""The directory finds a profession by what people say for it."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from members.models import Member
from tests.members import cards
from tests.people import People

SignIn = Callable[[Member | None], Client]
KINE = "Masseur-kinésithérapeute, masseuse-kinésithérapeute"


@pytest.fixture
def cast(people: People) -> None:
    cards.give(people.colleague, profession=cards.NURSE, commune="Lapalisse")
    cards.give(people.editor, profession=KINE, commune="Lapalisse")
    cards.give(
        people.staff, profession="Médecin généraliste", concerns="Kiné du sport, IRM"
    )
    cards.give(people.member, profession="Sage-femme", commune="Cusset")
    cards.give(people.outsider, profession=cards.DENTIST)
    cards.give(people.admin, concerns="Infirmier de bloc opératoire à Vichy")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("infirmière libérale", ["colleague"]),
        ("infirmières libérales", ["colleague"]),
        ("Infirmier libéral Lapalisse", ["colleague"]),
        ("IDEL", ["colleague"]),
        ("infirmier diplômé d’État", ["colleague"]),
        ("infirmière libérale Vichy", []),
        ("libérale", []),
        ("kiné", ["editor", "staff"]),
        ("kinés", ["editor", "staff"]),
        ("kinésithérapeute", ["editor", "staff"]),
        ("kinésithérapeutes Lapalisse", ["editor"]),
        ("médecin traitant", ["staff"]),
        ("généraliste", ["staff"]),
        ("kiné irm", ["staff"]),
        ("infirmier(e)", ["admin", "colleague"]),
        ("infirmier.e", ["admin", "colleague"]),
        ("infirmier·ère Lapalisse", ["colleague"]),
        ("infirmiers·ères", ["admin", "colleague"]),
        ("infirmier-ère", ["admin", "colleague"]),
        ("INFIRMIER/ÈRE", ["admin", "colleague"]),
        ("sagefemme", ["member"]),
        ("sagefemmes", ["member"]),
        ("sagesfemmes Cusset", ["member"]),
        ("chirurgiendentiste", ["outsider"]),
        ("Aubert Mme", ["colleague"]),
        ("Aubert Dr", ["colleague"]),
        ("IBODE", ["admin"]),  # no other nurse
        ("IBODE Vichy", ["admin"]),
    ],
)
def test_by_what_people_say(
    cast: None, people: People, sign_in: SignIn, text: str, who: list[str]
) -> None:
    answer = sign_in(people.member).get("/annuaire/", {"q": text})
    shown = {card.thing.pk for card in answer.context["cards"]}
    assert shown == {people.all()[name].pk for name in who}


def test_one_query_for_the_words_however_said(
    cast: None, people: People, sign_in: SignIn
) -> None:
    client = sign_in(people.member)
    counts = set()
    for text in ("Lapalisse", "infirmière libérale", "kinésithérapeute"):
        client.get("/annuaire/", {"q": text})
        with CaptureQueriesContext(connection) as asked:
            client.get("/annuaire/", {"q": text})
        counts.add(len(asked))
    assert len(counts) == 1
