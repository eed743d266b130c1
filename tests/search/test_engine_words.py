"""How words are found: forms, slips, marks.

The same for any engine: `engine` and `empty` are each of them in turn.
"""

from dataclasses import replace

import pytest

from search.engine import Engine, Entry
from tests.search.engine_cast import GES, ask, found, marked


def test_a_file_is_one_hit_with_its_best_pages(engine: Engine):
    answer = ask(engine, "hypoglycémie")
    assert answer.total == 1
    [hit] = answer.hits
    assert (hit.thing, hit.kind, hit.space) == ("document:1", "document", GES)
    assert {passage.page for passage in hit.passages} == {2, 3}


def test_a_passage_stands_on_the_page_that_has_the_words(engine: Engine):
    assert ask(engine, "sucre rapide").hits[0].passages[0].page == 2


def test_words_on_different_pages_find_the_file(engine: Engine):
    assert found(engine, "vaccination sucre dossier") == ["document:1"]


def test_a_word_of_the_title_or_file_name_finds_the_file(engine: Engine):
    assert found(engine, "protocole diabète") == ["document:1"]
    assert found(engine, "diabete.pdf") == ["document:1"]


def test_a_thing_found_by_its_title_shows_its_beginning(engine: Engine):
    [passage] = ask(engine, "transport demande").hits[0].passages
    assert passage.text.startswith("Le taxi de la vallée")
    assert passage.marks == ()


def test_marks_are_places_in_the_passage(engine: Engine):
    hit = ask(engine, "messagerie infirmiere cœur").hits[0]
    assert {"messagerie", "infirmière", "cœur"} <= set(marked(hit))


def test_the_words_of_the_answer_are_as_written(engine: Engine):
    words = ask(engine, "hypoglycemie").words
    assert set(words) == {"hypoglycémie", "hypoglycémies"}


@pytest.mark.parametrize(
    "text",
    [
        "hypoglycemies",
        "HYPOGLYCÉMIE",
        "hypoglyce\u0301mie",
        "l'hypoglycémie",
        "l’hypoglycémie",
        "d'hypoglycémies ?",
        "coeur",
        "cœurs",
        "infirmieres",
        "l'infirmiere",
        "hypoglicémie",
        "hypoglycmie",
        "quels sont les cœurs ?",
    ],
)
def test_it_forgives_accents_elisions_plurals_and_slips(engine: Engine, text: str):
    assert found(engine, text) == ["document:1"]


def test_it_says_what_a_misspelt_word_was_read_as(engine: Engine):
    answer = ask(engine, "hypoglicémie")
    assert answer.corrections == {"hypoglicemie": ("hypoglycemie",)}
    assert answer.all_read_otherwise
    assert marked(answer.hits[0])[0] == "hypoglycémie"


def test_two_slips_in_a_long_word_are_forgiven(engine: Engine):
    assert found(engine, "vacinnation") == ["document:1"]


def test_the_glossary_is_looked_up_both_ways(empty: Engine):
    long = Entry("page:1", "page", GES, "Lieu", "La maison de santé est ouverte.")
    short = Entry("page:2", "page", GES, "Lieu", "La MSP est ouverte.")
    empty.write([long, short])
    glossary = (("MSP", "maison de santé"),)
    assert set(found(empty, "msp", glossary=glossary)) == {"page:1", "page:2"}
    both = found(empty, "maisons de santé", glossary=glossary)
    assert set(both) == {"page:1", "page:2"}
    scattered = "Cette maison est loin ; la santé aussi."
    empty.write([replace(long, thing="page:3", text=scattered)])
    assert ask(empty, "msp", glossary=glossary).total == 2
