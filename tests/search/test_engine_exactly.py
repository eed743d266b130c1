"""What is asked to the letter: official numbers, phrases, words left out.

The same for any engine: `engine` and `empty` are each of them in turn.
"""

import pytest

from search.engine import Engine, Entry
from tests.search.engine_cast import GES, ask, found, marked


@pytest.mark.parametrize(
    "text",
    [
        "L. 1434-17",
        "L1434-17",
        "L.1434-17",
        "l. 1434-17",
        "l'article L 1434-17",
        "1434-17",
    ],
)
def test_an_official_number_is_one_word(engine: Engine, text: str):
    answer = ask(engine, text)
    assert [hit.thing for hit in answer.hits] == ["reference:3", "document:4"]
    assert marked(answer.hits[1]) in (["L.1434-17"], ["article", "L.1434-17"])


def test_other_official_numbers_are_known(engine: Engine):
    assert found(engine, "loi n° 2009-879") == ["reference:3"]
    assert found(engine, "R4127-1") == ["document:4"]
    assert found(engine, "L. 1434-18") == []
    assert found(engine, "L1434-17B")[0] == "reference:3"


def test_a_number_said_with_words_is_required_where_it_is_written(engine: Engine):
    assert found(engine, "taxi L. 1434-17") == ["document:4"]
    assert found(engine, "taxi L. 9999-1") == ["page:7", "document:4"]


def test_a_quoted_phrase_is_required(engine: Engine):
    assert found(engine, '"messagerie sécurisée"') == ["document:1"]
    assert found(engine, "« MESSAGERIE SECURISEE »") == ["document:1"]
    assert found(engine, '"sécurisée messagerie"') == []
    assert marked(ask(engine, '"messagerie sécurisée"').hits[0]) == [
        "messagerie sécurisée"
    ]


def test_a_phrase_does_not_run_over_two_pages(engine: Engine):
    assert found(engine, '"la vaccination devant"') == []


def test_an_excluded_word_leaves_the_whole_file_out(engine: Engine):
    assert set(found(engine, "taxi patient")) == {"page:7", "document:4", "document:1"}
    assert found(engine, "taxi patient -sucre -remboursé") == ["page:7"]
    assert found(engine, 'taxi -"taxi de la vallée"') == ["document:4"]
    assert found(engine, "taxi -L.1434-17") == ["page:7"]


@pytest.mark.parametrize("typed", ["50000", "50 000", "50\u202f000 €", "50000€"])
@pytest.mark.parametrize("written", ["50 000 €", "50\u202f000\u00a0€", "50000 euros"])
def test_thousands_are_one_number_however_written(
    empty: Engine, typed: str, written: str
):
    other = Entry("page:2", "page", GES, "Fiche", "En 2000, 50 lits à 150 000 €.")
    text = f"Jusqu’à {written} par maison."
    empty.write([Entry("page:1", "page", GES, "Fiche", text), other])
    [hit] = ask(empty, typed).hits
    assert hit.thing == "page:1"
    assert [mark.replace(" ", "") for mark in marked(hit)] == ["50000"]


def test_a_group_of_digits_is_still_a_word(empty: Engine):
    empty.write([Entry("page:1", "page", GES, "Fiche", "En 12 250 maisons.")])
    assert found(empty, "250 maisons") == ["page:1"]
    assert found(empty, '"12 250"') == ["page:1"]
