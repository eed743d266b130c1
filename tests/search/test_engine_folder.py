"""The embedded engine among processes: locks, kills, swaps, damage."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from search.engine import Entry, IndexBusyError, IndexMissingError, Request
from search.engine.embedded import TantivyEngine
from tests.search.engine_cast import ALL, GES, PAGE, ask, found

REPOSITORY = Path(__file__).parents[2]

READER = """
import sys, time
from pathlib import Path
from search.engine import Request
from search.engine.embedded import TantivyEngine
engine = TantivyEngine(Path(sys.argv[1]))
asked = 0
print("ready", flush=True)
while not Path(sys.argv[1], "stop").exists():
    answer = engine.search(Request("pain", frozenset({1})))
    assert answer.total == 200, answer.total
    assert len(answer.hits) == 10
    asked += 1
print(asked)
"""

WRITER = """
import sys, time
from pathlib import Path
from dataclasses import replace
from search.engine.embedded import TantivyEngine
from tests.search.engine_cast import PAGE
def entries():
    yield replace(PAGE, thing="page:50", text="Une tarte.")
engine = TantivyEngine(Path(sys.argv[1]))
engine.write(entries())
with engine._folder.writing() as writer:
    writer.delete_documents_by_term("thing", "page:7")
    print("holding", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def engine(tmp_path: Path) -> TantivyEngine:
    engine = TantivyEngine(tmp_path)
    engine.rebuild(ALL)
    return engine


@pytest.fixture
def holder(engine: TantivyEngine, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process in the middle of a write."""
    process = start(WRITER, tmp_path)
    assert process.stdout
    assert process.stdout.readline() == "holding\n"
    yield process
    process.kill()
    process.wait()


def start(program: str, root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, str(root)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
    )


def loaves(text: str) -> list[Entry]:
    return [
        Entry(f"page:{number}", "page", GES, f"Fiche {number}", f"Le pain {text}")
        for number in range(200)
    ]


def test_a_second_writer_is_told_to_come_back(
    engine: TantivyEngine, holder: subprocess.Popen[str]
):
    with pytest.raises(IndexBusyError):
        engine.write([replace(PAGE, text="Rien.")])
    assert found(engine, "hôpital Vichy") == ["page:7"]


def test_a_killed_writer_loses_only_what_it_had_not_committed(
    engine: TantivyEngine, holder: subprocess.Popen[str]
):
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    assert found(engine, "tarte") == ["page:50"]
    assert found(engine, "hôpital Vichy") == ["page:7"]
    engine.write([replace(PAGE, thing="page:51", text="Un gâteau.")])
    assert found(engine, "gâteau") == ["page:51"]


def test_another_process_reads_while_the_index_is_written_and_rebuilt(tmp_path: Path):
    engine = TantivyEngine(tmp_path)
    engine.rebuild(loaves("noir"))
    reader = start(READER, tmp_path)
    assert reader.stdout
    assert reader.stdout.readline() == "ready\n"
    for turn in range(6):
        engine.rebuild(loaves(f"blanc {turn}"))
        engine.write(loaves("gris")[:20])
    (tmp_path / "stop").touch()
    asked = reader.communicate(timeout=30)[0]
    assert reader.returncode == 0
    assert int(asked) > 20


def test_a_rebuild_leaves_one_generation(engine: TantivyEngine, tmp_path: Path):
    (tmp_path / "generation-0").mkdir()  # left by a killed rebuild
    engine.rebuild(ALL)
    assert len(list(tmp_path.glob("generation-*"))) == 1


def test_two_rebuilds_do_not_run_together(engine: TantivyEngine, tmp_path: Path):
    def entries() -> Iterator[Entry]:
        with pytest.raises(IndexBusyError):
            TantivyEngine(tmp_path).rebuild([])
        yield PAGE

    engine.rebuild(entries())
    assert engine.count() == 1


def test_writing_goes_on_during_a_rebuild(engine: TantivyEngine, tmp_path: Path):
    def entries() -> Iterator[Entry]:
        TantivyEngine(tmp_path).write([replace(PAGE, thing="page:8", text="Du pain.")])
        assert found(engine, "pain") == ["page:8"]
        yield PAGE

    engine.rebuild(entries())
    assert found(engine, "pain") == []  # the caller writes it again


def test_without_an_index_it_says_so(tmp_path: Path):
    engine = TantivyEngine(tmp_path / "nowhere")
    with pytest.raises(IndexMissingError):
        ask(engine, "taxi")
    with pytest.raises(IndexMissingError):
        engine.count()
    with pytest.raises(IndexMissingError):
        engine.write([PAGE])
    with pytest.raises(IndexMissingError):
        engine.complete("tax", Request("", frozenset({GES})))


@pytest.mark.parametrize("suffix", [".term", ".fast", ".idx", ".store", "meta.json"])
@pytest.mark.parametrize("damage", ["cut", "gone"])
def test_a_damaged_index_asks_for_a_rebuild(
    engine: TantivyEngine, tmp_path: Path, suffix: str, damage: str
):
    for file in tmp_path.glob(f"generation-*/*{suffix}"):
        if damage == "gone":
            file.unlink()
        else:
            os.truncate(file, 10)
    other = TantivyEngine(tmp_path)
    with pytest.raises(IndexMissingError):
        ask(other, "taxi")
    other.rebuild(ALL)
    assert len(found(other, "taxi")) == 2


def test_an_index_of_another_schema_asks_for_a_rebuild(
    engine: TantivyEngine, tmp_path: Path
):
    [about] = tmp_path.glob("generation-*/about.json")
    about.write_text('{"schema": 0}')
    other = TantivyEngine(tmp_path)
    with pytest.raises(IndexMissingError):
        ask(other, "taxi")
    with pytest.raises(IndexMissingError):
        other.write([PAGE])
    other.rebuild(ALL)
    assert len(found(other, "taxi")) == 2


def test_an_engine_that_had_no_index_finds_the_one_made_since(tmp_path: Path):
    reader = TantivyEngine(tmp_path)
    with pytest.raises(IndexMissingError):
        ask(reader, "taxi")
    TantivyEngine(tmp_path).rebuild(ALL)
    assert len(found(reader, "taxi")) == 2


def test_many_small_writes_leave_few_files(engine: TantivyEngine, tmp_path: Path):
    for number in range(60):
        engine.write([replace(PAGE, thing=f"page:{number + 100}")])
    assert len(list(tmp_path.glob("generation-*/*.store"))) < 20
    started = time.perf_counter()
    assert ask(engine, "taxi").total == 62
    assert time.perf_counter() - started < 1
