"""The engine that the settings ask for."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from search.engine import Engine
from search.engine.embedded import TantivyEngine


@lru_cache(maxsize=4)
def open_engine(folder: str) -> Engine:
    return TantivyEngine(Path(folder))


def engine() -> Engine:
    """One engine a process and folder: tests have folders of their own."""
    return open_engine(str(settings.INDEX_DIR))
