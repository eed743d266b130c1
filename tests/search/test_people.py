"""Who asks for a name finds the person, above what speaks of him."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from members.directory.finding import bearing
from members.models import Member
from search import indexer
from tests.members import cards
from tests.people import People

SignIn = Callable[[Member | None], Client]


@pytest.fixture
def known(people: People) -> People:
    cards.give(people.member, profession=cards.NURSE, commune="Lapalisse")
    cards.give(people.outsider, first_name="Émilie", last_name="Mœglé")
    indexer.rebuild()
    return people


@pytest.mark.parametrize("text", ["Morand", "claire mor", "MORAND Claire"])
def test_a_name_finds_its_person_and_leads_to_the_card_and_the_directory(
    known: People, sign_in: SignIn, text: str
) -> None:
    answer = sign_in(known.colleague).get("/recherche/", {"q": text})
    page = answer.content.decode()
    assert answer.context["people"] == [known.member]
    assert f'href="{known.member.get_absolute_url()}"' in page
    assert cards.NURSE in page
    assert 'href="/annuaire/?q=' in page


@pytest.mark.parametrize(
    "text", ["Lapalisse", "infirmière", "Morand Lapalisse", "de la", "orand"]
)
def test_what_is_not_a_name_finds_nobody(known: People, text: str) -> None:
    assert bearing(known.colleague, text, 3) == []


def test_accents_do_not_matter(known: People) -> None:
    assert bearing(known.member, "emilie moegle", 3) == [known.outsider]


def test_whom_one_may_not_find_is_not_shown(known: People) -> None:
    assert bearing(known.former, "Morand", 3) == []
    assert bearing(known.occasional, "Morand", 3) == [known.member]
    Member.objects.filter(pk=known.member.pk).update(is_active=False)
    assert bearing(known.colleague, "Morand", 3) == []


def test_three_at_most_and_as_many_queries_for_a_crowd(known: People) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            found = bearing(known.member, "durand", 3)
        assert len(found) == 3
        return len(seen)

    cards.many(5)
    few = queries()
    cards.many(300)
    assert queries() == few == 2


def test_who_is_found_in_the_directory_only_is_said_so(
    known: People, sign_in: SignIn
) -> None:
    page = sign_in(known.member).get("/recherche/?q=Claire+Morand").content.decode()
    title = page.partition("<h1>")[2].partition("</h1>")[0]
    assert title.startswith("Dans l’annuaire seulement")
    assert "Aucun résultat" not in page
    assert "maintien à domicile des aînés" not in page
