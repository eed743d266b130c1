"""What is written is found at once, by all, and all or nothing.

The same for any engine: `engine` and `empty` are each of them in turn.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from search.engine import Engine
from tests.search.engine_cast import (
    ARTICLE,
    COMMITTEE,
    ENGINES,
    PAGE,
    PROTOCOL,
    PROTOCOL_PAGES,
    ask,
    found,
)


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
