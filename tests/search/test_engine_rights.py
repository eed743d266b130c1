"""What a person may not see is nowhere: hits, counts, corrections, completions.

The same for any engine: `engine` and `empty` are each of them in turn.
"""

from dataclasses import replace

from search.engine import Engine, Request
from tests.search.engine_cast import ANNE, CITING, GES, GROUP, PAGE, PAUL, ask, found


def test_a_correction_tells_nothing_of_hidden_texts(engine: Engine):
    answer = ask(engine, "hypoglicémie", spaces=frozenset({GROUP}))
    assert (answer.total, dict(answer.corrections)) == (0, {})


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


def test_completion_knows_only_what_is_seen(engine: Engine):
    request = Request("", frozenset({GES}))
    expected = {"hypoglycemie", "hypoglycemies"}
    assert set(engine.complete("Hypoglyc", request)) == expected
    assert engine.complete("rembours", request) == []
    assert engine.complete("", request) == []
    assert engine.complete("\ud800", request) == []
