"""The counts beside the boxes.

The same for any engine: `engine` and `empty` are each of them in turn.
"""

from search.engine import Engine
from tests.search.engine_cast import GES, GROUP, ask, found


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
