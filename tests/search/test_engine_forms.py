"""Which words are one: forms of the word itself, words near it, and others.

The same for any engine: `engine` and `empty` are each of them in turn.
"""

import pytest

from search.engine import Engine, Entry
from search.engine.forms import near, same
from tests.search.engine_cast import GES, GROUP, ask, found, marked


def texts(*written: str, space: int = GES) -> list[Entry]:
    return [
        Entry(f"page:{space}{n}", "page", space, "Fiche", text)
        for n, text in enumerate(written)
    ]


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("medecins", "medecin"),
        ("sociaux", "social sociale sociales"),
        ("infirmier", "infirmiers infirmiere infirmieres"),
        ("directrice", "directeur directeurs"),
        ("travaux", "travail"),
        ("appeler", "appelle appelez appele appelees"),
        ("elus", "elu elue"),
        ("boi", "bois"),
    ],
)
def test_number_gender_and_the_tense_of_an_infinitive_make_no_other_word(
    word: str, others: str
):
    assert set(others.split()) <= same(word)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("mars", "marie"),
        ("sortie", "sorte"),
        ("claire", "clairement"),
        ("etablissements", "etablir"),
        ("medecins", "medecine"),
        ("generalistes", "general"),
        ("mois", "moi"),
    ],
)
def test_words_that_only_look_alike_are_others(word: str, other: str):
    assert other not in same(word)


def test_near_words_begin_alike(engine: Engine):
    assert near("licenciement", "licencier")
    assert not near("mars", "marer")


def test_a_look_alike_is_neither_found_nor_marked(empty: Engine):
    empty.write(texts("Le 3 mars, Marie Marer parle.", "Marie est là."))
    [hit] = ask(empty, "mars").hits
    assert marked(hit) == ["mars"]


def test_a_near_word_is_found_and_marked_where_the_word_itself_is_not(empty: Engine):
    empty.write(texts("Une sortie, de la sorte.", "Ils sortent de la sorte."))
    first, second = ask(empty, "sortie").hits
    assert marked(first) == ["sortie"]
    assert "sorte" in marked(second)


def test_gender_and_number_are_found_and_told_of_by_no_correction(empty: Engine):
    empty.write(texts("Les montages financiers.", "Une chaudière à bois."))
    for text, thing in (("financière", "page:10"), ("boi", "page:11")):
        answer = ask(empty, text)
        assert [hit.thing for hit in answer.hits] == [thing]
        assert dict(answer.corrections) == {}


def test_a_word_that_is_written_is_never_read_as_another(empty: Engine):
    empty.write(texts("La charte.", *["La carte."] * 9))
    answer = ask(empty, "charte")
    assert (answer.total, dict(answer.corrections)) == (1, {})


def test_a_word_that_nothing_seen_has_is_read_as_one_near_it(empty: Engine):
    empty.write([*texts("La carte."), *texts("La charte.", space=GROUP)])
    seen = frozenset({GES})
    answer = ask(empty, "charte", spaces=seen)
    assert (answer.total, answer.all_read_otherwise) == (1, True)
    assert dict(answer.corrections) == {"charte": ("carte",)}
    as_typed = ask(empty, "charte", spaces=seen, as_typed=True)
    assert (as_typed.total, dict(as_typed.corrections)) == (0, {})
    assert found(empty, "charte carte", spaces=seen, as_typed=True) == ["page:10"]


@pytest.mark.parametrize("text", ["vaccination", "vaccin*", "vaccinations"])
def test_a_word_that_nothing_has_is_read_as_one_of_its_family(empty: Engine, text: str):
    empty.write(texts("Toutes vaccinent."))
    answer = ask(empty, text)
    assert marked(answer.hits[0]) == ["vaccinent"]
    assert list(answer.corrections.values()) == [("vaccinent",)]


def test_part_of_a_question_read_otherwise_is_not_all_of_it(empty: Engine):
    empty.write(texts("La carte de la vallée."))
    answer = ask(empty, "charte vallée")
    assert dict(answer.corrections) == {"charte": ("carte",)}
    assert not answer.all_read_otherwise


def test_an_unwanted_word_leaves_its_forms_out(empty: Engine):
    empty.write(texts("Le taxi des sociaux.", "Le taxi social.", "Le taxi."))
    assert found(empty, "taxi -sociale") == ["page:12"]
