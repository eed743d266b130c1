"""Each engine in turn, empty or with the small collection."""

from pathlib import Path

import pytest

from search.engine import Engine
from tests.search.engine_cast import ALL, ENGINES


@pytest.fixture(params=ENGINES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    engine = ENGINES[request.param](tmp_path / "engine")
    engine.rebuild([])
    return engine


@pytest.fixture
def engine(empty: Engine) -> Engine:
    empty.rebuild(ALL)
    return empty
