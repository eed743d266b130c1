"""The index on disk: generations, the pointer to the current one, locks, readers.

    root/current                 names the generation that answers
    root/<generation>/           a Tantivy index
    root/<generation>/about.json the schema it was built with
    root/write.lock              held while writing and while swapping
    root/rebuild.lock            held while rebuilding

Locks are flock(2): the kernel drops them with the process, so a kill leaves none.
"""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import tantivy

from search.engine import IndexBusyError, IndexMissingError
from search.engine.embedded.schema import SCHEMA, SCHEMA_VERSION, register_analysers

ABOUT = {"schema": SCHEMA_VERSION, "tantivy": version("tantivy")}
WRITER_MEMORY = 15_000_000  # bytes, the least that Tantivy accepts for its one thread
SWAP_PATIENCE = 60.0  # seconds a finished rebuild waits for a write in hand


class Stamp(NamedTuple):
    """Tells that a file was replaced: os.replace gives a new inode."""

    inode: int
    modified: int
    size: int


class Folder:
    """One root; may be used by several threads."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._refreshing = Lock()
        self._index: tantivy.Index | None = None
        self._searcher: tantivy.Searcher | None = None
        self._stamps: tuple[Stamp, Stamp] | None = None
        self._generation = Path()

    def searcher(self) -> tantivy.Searcher:
        """A view of the last commit; it stays whole whatever is written or swapped."""
        with self._refreshing:
            try:
                return self._fresh()
            except (IndexMissingError, OSError, ValueError):
                # Swapped between two looks: the pointer names another generation now.
                self._stamps = None
            try:
                return self._fresh()
            except (OSError, ValueError) as error:
                self._stamps = None
                raise IndexMissingError(str(error)) from error

    @contextmanager
    def writing(self) -> Iterator[tantivy.IndexWriter]:
        """A writer on the current generation; committed on leaving, or undone."""
        # The pointer is read once the lock is held: a swap cannot come between.
        with self._locked("write.lock"), self._current_writer() as writer:
            yield writer

    @contextmanager
    def _current_writer(self) -> Iterator[tantivy.IndexWriter]:
        with _writer(_open(self._current())) as writer:
            yield writer

    @contextmanager
    def rebuilding(self) -> Iterator[tantivy.IndexWriter]:
        """A writer on a new generation, which becomes the current one on leaving."""
        self.root.mkdir(parents=True, exist_ok=True)
        with self._locked("rebuild.lock"):
            self._remove_all_but_current()
            new = self.root / f"generation-{time.time_ns()}"
            new.mkdir()
            try:
                index = tantivy.Index(SCHEMA, path=str(new))
                register_analysers(index)
                (new / "about.json").write_text(json.dumps(ABOUT))
                with _writer(index) as writer:
                    yield writer
                with self._locked("write.lock", patience=SWAP_PATIENCE):
                    self._point_to(new)
            except BaseException:
                shutil.rmtree(new, ignore_errors=True)
                raise
            # Readers keep the files they have open; those who come see the pointer.
            self._remove_all_but_current()

    def _fresh(self) -> tantivy.Searcher:
        stamps = (_stamp(self.root / "current"), _stamp(self._generation / "meta.json"))
        if self._searcher is not None and stamps == self._stamps:
            return self._searcher
        generation = self._current()
        meta = _stamp(generation / "meta.json")
        if self._index is not None and self._stamps and stamps[0] == self._stamps[0]:
            self._index.reload()
        else:
            self._index = _open(generation)
        self._searcher = self._index.searcher()
        self._generation = generation
        self._stamps = (stamps[0], meta)
        return self._searcher

    def _current(self) -> Path:
        try:
            generation = self.root / (self.root / "current").read_text().strip()
            about = json.loads((generation / "about.json").read_text())
        except (OSError, ValueError) as error:
            raise IndexMissingError(f"no index in {self.root}") from error
        if about != ABOUT:
            raise IndexMissingError(f"the index was built with {about}, not {ABOUT}")
        return generation

    def _point_to(self, generation: Path) -> None:
        pointer = self.root / "current.new"
        with pointer.open("w") as file:
            file.write(generation.name)
            file.flush()
            os.fsync(file.fileno())
        pointer.replace(self.root / "current")

    def _remove_all_but_current(self) -> None:
        current = ""
        with suppress(OSError):
            current = (self.root / "current").read_text().strip()
        for generation in self.root.glob("generation-*"):
            if generation.name != current:
                shutil.rmtree(generation, ignore_errors=True)

    @contextmanager
    def _locked(self, name: str, patience: float = 0.0) -> Iterator[None]:
        try:
            file = (self.root / name).open("a")
        except OSError as error:
            raise IndexMissingError(f"no index in {self.root}") from error
        with file:
            deadline = time.monotonic() + patience
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError as error:
                    if time.monotonic() >= deadline:
                        raise IndexBusyError(f"{name} is held by another") from error
                time.sleep(0.02)
            yield


def _open(generation: Path) -> tantivy.Index:
    try:
        index = tantivy.Index.open(str(generation))
        register_analysers(index)
        index.config_reader("manual")
        index.reload()
    except ValueError as error:
        raise IndexMissingError(f"damaged index in {generation}: {error}") from error
    return index


@contextmanager
def _writer(index: tantivy.Index) -> Iterator[tantivy.IndexWriter]:
    try:
        writer = index.writer(WRITER_MEMORY, 1)
    except ValueError as error:
        if "LockBusy" in str(error):
            raise IndexBusyError("another writer holds the index") from error
        raise
    try:
        yield writer
        writer.commit()
    except BaseException:
        writer.rollback()
        raise
    finally:
        # Lets merges end, then gives back the memory and the lock.
        writer.wait_merging_threads()


def _stamp(file: Path) -> Stamp:
    try:
        stat = file.stat()
    except OSError:
        return Stamp(0, 0, 0)
    return Stamp(stat.st_ino, stat.st_mtime_ns, stat.st_size)
