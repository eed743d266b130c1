"""The caller's side: read a file in a process of its own, and survive whatever it does.

The extractors meet bytes that anybody may have written, in libraries written in C. They
run without our environment, within limits, and die with all that they started.
"""

import contextlib
import datetime
import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .errors import Unreadable
from .limits import FOR_OCR, FOR_TEXT, Limits
from .processes import kill_session, of_session

ROOT = Path(__file__).resolve().parents[2]
PREFIX = "maillage-reading-"
TICK_SECONDS = 0.25
ENDING_SECONDS = 2
MAX_LINE = 150_000_000  # bytes: a page of MAX_TEXT characters, escaped
FORGOTTEN_SECONDS = 86_400
KEPT_ENVIRONMENT = ("PATH", "TESSDATA_PREFIX")


@dataclass(frozen=True)
class Page:
    """Text of a page, numbered from 1; `ocr` says that it was recognised."""

    number: int
    text: str
    ocr: bool = False


@dataclass
class Reading:
    """What a file gave. `pages` stays empty when `on_page` took them.

    `parts`: the file does not say where its pages are; its text was cut into parts.

    `tagged`: of a PDF, does it say its structure; None for the other formats.

    `needs_ocr`: pages without usable text on which something is drawn. `unread`: pages
    that were tried in vain; asking again will not help. `flags`: what the file holds
    beside its text (`library.reading.active`), each a code and a word; known before
    `on_start`.
    """

    extension: str = ""
    content_type: str = ""
    page_count: int = 0
    parts: bool = False
    title: str | None = None
    author: str | None = None
    date: datetime.date | None = None
    tagged: bool | None = None
    pages: list[Page] = field(default_factory=list)
    needs_ocr: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    flags: list[tuple[str, str]] = field(default_factory=list)


def read_file(
    path: Path,
    *,
    ocr: bool = False,
    first: int | None = None,
    last: int | None = None,
    limits: Limits | None = None,
    name: str = "",
    on_page: Callable[[Page], None] | None = None,
    on_start: Callable[[Reading], None] | None = None,
    on_tick: Callable[[], None] | None = None,
    on_flags: Callable[[list[tuple[str, str]]], None] | None = None,
) -> Reading:
    """Read the text of a file, page by page, in a separate process.

    `first` and `last` bound the pages wanted; `name` is what the file was called, so
    that it is not taken for its title. `on_start` receives the reading once its type,
    page count, title, author and date are known, `on_flags` what the file holds beside
    its text, before anything else of it, `on_page` each page as soon as it is
    read, and `on_tick` is called at least every two seconds (if `on_page` itself
    returns in time), for renewing a lease. What they raise ends the reading and is
    passed on.

    Raises Unreadable. The pages already given to `on_page` are right and may be kept:
    `Unreadable.page`, when known, is the one on which reading stopped.
    """
    limits = limits or (FOR_OCR if ocr else FOR_TEXT)
    command = [sys.executable, "-m", __package__ or "", str(path.absolute())]
    command += ["--page-seconds", str(limits.page)]
    command += ["--ocr"] if ocr else []
    command += ["--first", str(first)] if first is not None else []
    command += ["--last", str(last)] if last is not None else []
    command += [f"--name={name}"] if name else []
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        run = _Run(
            command,
            folder,
            limits,
            on_page=on_page,
            on_start=on_start,
            on_tick=on_tick,
            on_flags=on_flags,
        )
        return run.result()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Run:
    def __init__(
        self,
        command: list[str],
        folder: Path,
        limits: Limits,
        *,
        on_page: Callable[[Page], None] | None,
        on_start: Callable[[Reading], None] | None,
        on_tick: Callable[[], None] | None,
        on_flags: Callable[[list[tuple[str, str]]], None] | None,
    ) -> None:
        self.reading = Reading()
        self._command = command
        self._folder = folder
        self._limits = limits
        self._on_page = on_page or self.reading.pages.append
        self._on_start = on_start or (lambda reading: None)
        self._on_tick = on_tick or (lambda: None)
        self._on_flags = on_flags or (lambda flags: None)
        self._page: int | None = None  # the one being read, as far as is known
        self._address_space = 0
        self._done = False

    def result(self) -> Reading:
        trace = self._folder / "stderr"
        with (
            trace.open("wb") as errors,
            subprocess.Popen(  # noqa: S603
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                bufsize=0,
                cwd=ROOT,
                env=environment(self._folder),
                start_new_session=True,
            ) as process,
        ):
            try:
                self._limits.bind(process.pid)
                for line in self._lines(process):
                    self._take(line)
            except Unreadable as error:
                error.trace = error.trace or _tail(trace)
                raise
            finally:
                # Before the child is waited for: until then its number is not reused.
                # One that has said all is ending by itself, and its status matters.
                self._end(process)
        if not self._done:
            raise self._verdict(process.returncode, _tail(trace))
        return self.reading

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + ENDING_SECONDS
        ended = os.WEXITED | os.WNOWAIT | os.WNOHANG
        if process.stdout and process.stdout.closed:
            while time.monotonic() < deadline:
                if os.waitid(os.P_PID, process.pid, ended):
                    break
                time.sleep(0.002)
        kill_session(process.pid)
        process.wait()

    def _lines(self, process: subprocess.Popen[bytes]) -> Iterator[bytes]:
        """What the child writes, line by line, until it closes its output."""
        assert process.stdout is not None
        output = process.stdout
        os.set_blocking(output.fileno(), False)
        deadline = time.monotonic() + self._limits.wall
        next_check = 0.0
        buffer = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(output, selectors.EVENT_READ)
            while True:
                now = time.monotonic()
                if now >= next_check:
                    next_check = now + TICK_SECONDS
                    self._on_tick()
                    self._check_memory(process.pid)
                if now > deadline and not self._done:
                    raise Unreadable("timeout", page=self._page)
                if not selector.select(TICK_SECONDS):
                    continue
                chunk = output.read(1 << 16)
                if chunk == b"":
                    break
                *complete, rest = (chunk or b"").split(b"\n")
                for piece in complete:
                    yield bytes(buffer + piece)
                    buffer.clear()
                buffer += rest
                if len(buffer) > MAX_LINE:
                    raise Unreadable("too_big", page=self._page)
        output.close()

    def _check_memory(self, session: int) -> None:
        processes = of_session(session)
        for process in processes:
            if process.pid == session:
                self._address_space = process.address_space
        if sum(process.resident for process in processes) > self._limits.resident:
            raise Unreadable("memory", page=self._page)

    def _take(self, line: bytes) -> None:
        values = json.loads(line)
        if "error" in values:
            detail = str(values.get("detail") or "")
            page = values.get("page") or self._page
            raise Unreadable(str(values["error"]), page=page, detail=detail)
        if "flags" in values:
            self.reading.flags = [(code, word) for code, word in values["flags"]]
            self._on_flags(self.reading.flags)
        elif "type" in values:
            self._begin(values)
        elif "page" in values:
            page = Page(values["page"], values["text"], values.get("ocr", False))
            self._page = page.number + 1
            self._on_page(page)
        elif "done" in values:
            self.reading.needs_ocr = values["needs_ocr"]
            self.reading.unread = values["unread"]
            self._done = True

    def _begin(self, values: dict[str, Any]) -> None:
        self.reading.extension = values["type"]
        self.reading.content_type = values["content_type"]
        self.reading.page_count = values["pages"]
        self.reading.parts = values["parts"]
        self.reading.title = values["title"]
        self.reading.author = values["author"]
        self.reading.tagged = values["tagged"]
        day = values["date"]
        self.reading.date = datetime.date.fromisoformat(day) if day else None
        self._on_start(self.reading)

    def _verdict(self, status: int, trace: str) -> Unreadable:
        """Why a child that said nothing has ended."""
        code = {-signal.SIGXCPU: "timeout", -signal.SIGALRM: "timeout"}.get(status)
        near = self._address_space > self._limits.memory * 0.8
        if status == -signal.SIGKILL or (near and status < 0):
            code = "memory"  # the system's own reaper, or an allocation refused
        return Unreadable(code or "crashed", page=self._page, trace=trace)


def environment(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    return kept | {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
    }


def _tail(trace: Path) -> str:
    with contextlib.suppress(OSError):
        return trace.read_text(errors="replace")[-2_000:]
    return ""


def _sweep() -> None:
    """Remove what readings left whose caller was killed with them."""
    for folder in Path(tempfile.gettempdir()).glob(PREFIX + "*"):
        with contextlib.suppress(OSError):
            if folder.stat().st_mtime < time.time() - FORGOTTEN_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)
