"""What any engine must do; the same tests for each of them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from search.engine import Engine, Entry, Request
from search.engine.embedded import TantivyEngine
from tests.search.engine_cast import (
    ALL,
    ANNE,
    ARTICLE,
    CITING,
    COMMITTEE,
    GES,
    GROUP,
    PAGE,
    PAUL,
    PROTOCOL,
    PROTOCOL_PAGES,
    ask,
    found,
    many,
    marked,
)

ENGINES: dict[str, Callable[[Path], Engine]] = {"tantivy": TantivyEngine}


@pytest.fixture(params=ENGINES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    engine = ENGINES[request.param](tmp_path / "engine")
    engine.rebuild([])
    return engine


@pytest.fixture
def engine(empty: Engine) -> Engine:
    empty.rebuild(ALL)
    return empty


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
    assert answer.corrections == {"hypoglicemie": "hypoglycemie"}
    assert marked(answer.hits[0])[0] == "hypoglycémie"


def test_two_slips_in_a_long_word_are_forgiven(engine: Engine):
    assert found(engine, "vacinnation") == ["document:1"]


def test_a_correction_tells_nothing_of_hidden_texts(engine: Engine):
    answer = ask(engine, "hypoglicémie", spaces=frozenset({GROUP}))
    assert (answer.total, dict(answer.corrections)) == (0, {})


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


def test_half_of_the_words_are_enough_and_more_rank_higher(engine: Engine):
    assert found(engine, "taxi vallée") == ["page:7", "document:4"]
    assert found(engine, "taxi vallée hôpital Vichy") == ["page:7"]


def test_when_nothing_has_half_of_the_words_any_will_do(engine: Engine):
    assert found(engine, "sucre groupement sorties vallée remboursé loi") != []


def test_what_the_group_wrote_comes_before_the_law(empty: Engine):
    law = Entry("reference:9", "reference", GES, "Texte", "Le remplaçant exerce.")
    own = Entry("page:9", "page", GES, "Texte", "Le remplaçant exerce.")
    empty.write([law, own])
    assert found(empty, "remplaçant") == ["page:9", "reference:9"]


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


def test_what_a_space_hides_is_nowhere(engine: Engine):
    answer = ask(engine, "taxi", spaces=frozenset({GES}))
    assert (answer.total, [hit.thing for hit in answer.hits]) == (1, ["page:7"])
    assert answer.facets["space"] == {GES: 1}
    assert answer.facets["category"] == {"mobilite": 1}
    assert found(engine, "remboursé", spaces=frozenset({GES})) == []
    assert found(engine, "taxi", spaces=frozenset()) == []


def test_choosing_a_hidden_space_opens_nothing(engine: Engine):
    seen = frozenset({GES})
    answer = ask(engine, "taxi", spaces=seen, in_spaces=(GROUP,))
    assert (answer.total, answer.hits) == (0, ())
    assert answer.facets["space"] == {GES: 1}


def test_a_draft_is_seen_by_its_author_and_the_editors_only(empty: Engine):
    empty.write([replace(PAGE, published=False), replace(CITING, published=False)])
    everywhere = frozenset({GES, GROUP})
    assert found(empty, "taxi") == []
    assert ask(empty, "taxi").facets["kind"] == {}
    assert found(empty, "taxi", person=ANNE) == []
    assert set(found(empty, "taxi", person=PAUL)) == {"page:7", "document:4"}
    assert found(empty, "taxi", person=PAUL, spaces=frozenset({GROUP})) == [
        "document:4"
    ]
    assert found(empty, "taxi", drafts_in=frozenset({GROUP})) == ["document:4"]
    assert len(found(empty, "taxi", drafts_in=everywhere)) == 2
    # An editor of a space that he no longer sees sees nothing of it.
    assert (
        found(empty, "taxi", spaces=frozenset({GES}), drafts_in=frozenset({GROUP}))
        == []
    )


def test_a_draft_without_author_is_nobodys_own(empty: Engine):
    empty.write([replace(PAGE, published=False, author=None)])
    assert found(empty, "taxi", person=None) == []


def test_facets_count_things_not_pages(engine: Engine):
    facets = ask(engine, "hypoglycémie taxi").facets
    assert facets["kind"] == {"document": 2, "page": 1}
    assert facets["space"] == {GES: 2, GROUP: 1}
    assert facets["year"] == {2024: 2, 2025: 1}
    assert facets["category"] == {"protocoles": 1, "mobilite": 1, "comptes-rendus": 1}


def test_boxes_of_one_facet_are_alternatives_and_facets_add_up(engine: Engine):
    answer = ask(engine, "hypoglycémie taxi", kinds=("document",))
    assert answer.total == 2
    assert answer.facets["kind"] == {"document": 2, "page": 1}
    assert answer.facets["year"] == {2024: 2}
    answer = ask(engine, "hypoglycémie taxi", kinds=("document", "page"), years=(2025,))
    assert [hit.thing for hit in answer.hits] == ["page:7"]
    assert answer.facets["kind"] == {"page": 1}
    assert answer.facets["year"] == {2024: 2, 2025: 1}
    chosen = {"categories": ("mobilite",), "in_spaces": (GES,)}
    assert found(engine, "hypoglycémie taxi", **chosen) == ["page:7"]


def test_pages_of_results_hold_each_thing_once(empty: Engine):
    empty.write(many(95))
    seen: list[str] = []
    for page in range(1, 11):
        answer = ask(empty, "pain", page=page)
        assert answer.total == 95
        seen += [hit.thing for hit in answer.hits]
    assert len(seen) == len(set(seen)) == 95
    assert found(empty, "pain", page=11) == []
    assert found(empty, "pain", page=10**9) == []


def test_a_file_of_many_pages_does_not_push_the_others_out(empty: Engine):
    file = Entry("document:1", "document", GES, "Le pain", "")
    pages = [replace(file, page=n, text="pain pain pain") for n in range(1, 400)]
    empty.write([file, *pages, *many(12)])
    answer = ask(empty, "pain", size=10)
    assert (answer.total, len(answer.hits)) == (13, 10)
    assert answer.hits[0].thing == "document:1"
    assert len(answer.hits[0].passages) == 3


def test_pages_of_files_that_do_not_match_hide_nothing(empty: Engine):
    file = Entry("document:1", "document", GES, "Blé", "")
    pages = [replace(file, page=n, text="pain pain pain") for n in range(1, 400)]
    texts = ["Le pain.", "La farine.", "Le four.", "Le levain."]
    other = Entry("document:2", "document", GES, "Recettes", "")
    others = [replace(other, page=n, text=text) for n, text in enumerate(texts, 1)]
    empty.write([file, *pages, other, *others])
    assert found(empty, "pain farine four levain") == ["document:2"]


def test_sorted_by_date_the_newest_comes_first(engine: Engine):
    expected = ["page:7", "document:4", "document:1"]
    assert found(engine, "taxi hypoglycémie", sort="date") == expected
    assert (
        found(engine, "taxi hypoglycémie", sort="date", page=2, size=2) == expected[2:]
    )


def test_sorted_by_date_the_passages_are_still_the_best(engine: Engine):
    [hit] = ask(engine, "sucre", sort="date").hits
    assert hit.passages[0].page == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "?",
        "« »",
        '"',
        '""',
        "-",
        "- - -",
        "'",
        "’",
        "😀",
        "***",
        "()",
        "AND",
        "NOT OR",
        ":",
        "-taxi",
        '-"taxi"',
        "de la",
        "qui est-ce que",
        "l'",
        "\x00",
        "\ud800",
        "de " * 5000,
    ],
)
def test_a_question_without_words_finds_nothing(engine: Engine, text: str):
    answer = ask(engine, text)
    assert (answer.total, answer.hits) == (0, ())
    assert answer.too_common is bool(text.strip())


@pytest.mark.parametrize(
    "text",
    [
        '"taxi',
        'taxi"',
        "taxi AND",
        "taxi OR (vallée",
        "taxi ^2 ~3 *",
        "seen:taxi",
        "+taxi +vallée",
        "taxi \\",
        "taxi /.*/",
        "taxi [a TO z]",
        "taxi\x00vallée",
        "taxi \ud800",
        "taxi ?",
        "taxi !",
        "« taxi »",
        "“taxi”",
        "taxi - vallée",
        "taxi – vallée",
    ],
)
def test_signs_of_other_engines_mean_nothing(engine: Engine, text: str):
    assert "page:7" in found(engine, text)


@pytest.mark.parametrize(
    "text", ["seen:published", "*", "thing:document", "space:1", "[* TO *]"]
)
def test_no_question_finds_everything(engine: Engine, text: str):
    assert ask(engine, text).total < 4


def test_a_very_long_question_is_shortened_and_says_so(engine: Engine):
    answer = ask(engine, "taxi " + "vallée " * 2000)
    assert answer.shortened
    assert "page:7" in [hit.thing for hit in answer.hits]
    assert ask(engine, " ".join(f"mot{n}" for n in range(60))).shortened
    assert not ask(engine, "taxi").shortened


def test_completion_knows_only_what_is_seen(engine: Engine):
    request = Request("", frozenset({GES}))
    expected = {"hypoglycemie", "hypoglycemies"}
    assert set(engine.complete("Hypoglyc", request)) == expected
    assert engine.complete("rembours", request) == []
    assert engine.complete("", request) == []
    assert engine.complete("\ud800", request) == []


def test_writing_again_replaces_the_whole_thing(engine: Engine):
    engine.write([PROTOCOL, replace(PROTOCOL, page=1, text="Une seule page.")])
    assert found(engine, "hypoglycémie") == []
    assert found(engine, "seule page") == ["document:1"]
    assert ask(engine, "taxi").total == 2


def test_a_thing_that_moves_is_hidden_at_once(engine: Engine):
    engine.write([replace(PAGE, space=COMMITTEE)])
    assert found(engine, "vallée") == []
    assert found(engine, "taxi") == ["document:4"]


def test_what_is_gone_is_not_found(engine: Engine):
    before = engine.count()
    engine.write([], gone=["document:1", "document:99"])
    assert found(engine, "hypoglycémie") == []
    assert engine.count() == before - 1 - len(PROTOCOL_PAGES)


def test_pages_without_an_entry_for_the_file_are_found_too(empty: Engine):
    empty.write(PROTOCOL_PAGES)
    assert found(empty, "sucre") == ["document:1"]
    assert ask(empty, "sucre").facets["kind"] == {"document": 1}


def test_a_rebuild_forgets_what_it_was_not_given(engine: Engine):
    engine.rebuild([ARTICLE])
    assert engine.count() == 1
    assert found(engine, "taxi") == []


def test_a_rebuild_that_fails_changes_nothing(engine: Engine):
    def broken():
        yield ARTICLE
        raise RuntimeError("no more entries")

    with pytest.raises(RuntimeError):
        engine.rebuild(broken())
    assert found(engine, "sucre") == ["document:1"]


def test_a_write_that_fails_changes_nothing(engine: Engine):
    impossible = replace(PAGE, thing="page:8", date="hier")  # type: ignore[arg-type]
    with pytest.raises((TypeError, ValueError)):
        engine.write([replace(PAGE, text="Rien."), impossible])
    assert found(engine, "taxi vallée hôpital") == ["page:7"]


def test_an_engine_opened_elsewhere_sees_what_is_written(
    engine: Engine, request: pytest.FixtureRequest, tmp_path: Path
):
    name = request.node.callspec.params["empty"]
    other = ENGINES[name](tmp_path / "engine")
    assert found(other, "nouveau") == []
    engine.write([replace(PAGE, thing="page:8", text="Un nouveau taxi.")])
    assert found(other, "nouveau") == ["page:8"]
    engine.rebuild([ARTICLE])
    assert found(other, "nouveau") == []
