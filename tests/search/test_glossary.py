"""Search and the glossary: one word for the other, and what a term means."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from members.models import Member
from pages.glossary import load
from pages.models import Term
from search import indexer
from search.engine.embedded.glossary import look_up
from search.facade import Question, find
from search.glossary import OURS, defined, pairs
from tests.conftest import AddFile
from tests.people import People

SignIn = Callable[[Member | None], Client]
Work = Callable[[], None]


@pytest.fixture
def files(add_file: AddFile, work: Work) -> None:
    add_file("Les permanences de l’ARS en mai.", "a.txt", title="Sigle")
    add_file(
        "L’agence régionale de santé ouvre le lundi.", "b.txt", title="Toutes lettres"
    )
    work()


def titles(person: Member, text: str) -> set[str]:
    return {found.thing.title for found in find(person, Question(text)).found}


BOTH = {"Sigle", "Toutes lettres"}


@pytest.mark.parametrize("text", ["ARS", "l’ars", "agence régionale de santé"])
def test_a_term_of_the_glossary_is_found_by_either_form(
    files: None, people: People, text: str
) -> None:
    assert titles(people.member, text) == BOTH


def test_search_follows_what_the_staff_write(files: None, people: People) -> None:
    Term.objects.filter(short="ARS").delete()
    assert titles(people.member, "ARS") == {"Sigle"}
    Term.objects.create(short="ARS", long="agence régionale de santé")
    assert titles(people.member, "ARS") == BOTH


def test_a_hit_by_the_other_form_shows_a_passage(files: None, people: People) -> None:
    hits = find(people.member, Question("ARS")).answer.hits
    assert all(hit.passages for hit in hits)


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("ARS", "ARS"),
        ("ars", "ARS"),
        ("A.R.S.", None),
        ("« ARS »", "ARS"),
        ("qu’est-ce que l’ARS\u202f?", "ARS"),
        ("Agence Regionale de Santé", "ARS"),
        ("maison de sante pluriprofessionnelle", "MSP"),
        ("ARS Auvergne", None),
        ("agence", None),
        ("", None),
        ("de la", None),
        ("\x00", None),
        ("ARS " * 500, None),
    ],
)
def test_a_question_that_is_a_term_is_told_what_it_means(
    db: None, text: str, short: str | None
) -> None:
    term = defined(load(), text)
    assert (term.short if term else None) == short


def test_the_definition_stands_above_the_results(
    files: None, sign_in: SignIn, people: People
) -> None:
    page = sign_in(people.member).get("/recherche/?q=ars").content.decode()
    assert "ARS\u202f: agence régionale de santé" in page
    assert page.index("/glossaire/#terme-ars") < page.index('class="hit"')
    other = sign_in(people.member).get("/recherche/?q=permanences").content.decode()
    assert "dans-le-glossaire" not in other


def test_a_term_that_nothing_mentions_is_explained_all_the_same(
    sign_in: SignIn, people: People
) -> None:
    indexer.rebuild()
    page = sign_in(people.member).get("/recherche/?q=zrr").content.decode()
    assert "zone de revitalisation rurale" in page
    # Its words may be somewhere, if not together.
    assert 'href="?q=zone%20de%20revitalisation%20rurale"' in page


def test_the_glossary_is_read_once_a_search_however_long(
    files: None, people: People
) -> None:
    def queries() -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            find(people.member, Question("ARS"))
        return [query["sql"] for query in asked]

    few = queries()
    assert sum("pages_term" in sql for sql in few) == 1
    Term.objects.bulk_create(
        Term(short=f"T{n}", folded=f"t{n}", long=f"terme numéro {n}")
        for n in range(5_000)
    )
    assert len(queries()) == len(few)
    assert titles(people.member, "ARS") == BOTH


def test_how_the_site_speaks_is_looked_up_beside_the_terms(db: None) -> None:
    given = pairs(load())
    assert set(OURS) < set(given)
    assert ("ARS", "agence régionale de santé") in given


def test_a_glossary_that_did_not_change_is_laid_out_once() -> None:
    pair = (("MSP", "maison de santé"),)
    assert look_up(pair) is look_up((("MSP", "maison de santé"),))
    assert look_up(pair).within(["x", "maison", "sant"]) == [(range(1, 3), "msp")]
