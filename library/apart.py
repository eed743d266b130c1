"""A program of ours that opens somebody's file: run apart, within limits."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from library.reading.isolation import ROOT, environment
from library.reading.limits import Limits
from library.reading.processes import kill_session, of_session

TICK_SECONDS = 0.05


class FailedError(Exception):
    """Its argument, one word: that of the program, `timeout`, `memory` or `crashed`."""


def run(
    module: str,
    arguments: Sequence[object],
    folder: Path,
    limits: Limits,
    *,
    words: set[str],
    given: bytes = b"",
) -> None:
    """Run `python -m module`, which has `folder` for itself, and `given` to read.

    What it starts dies with it. When it fails, the last line of its standard error is
    one of `words`. Raises FailedError.
    """
    command = [sys.executable, "-m", module, *map(str, arguments)]
    with (folder / "said").open("w+b") as said:
        process = subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=said,
            cwd=ROOT,
            env=environment(folder),
            start_new_session=True,
        )
        limits.bind(process.pid)
        assert process.stdin is not None
        try:
            process.stdin.write(given)
            process.stdin.close()
            watch(process, limits)
        except BrokenPipeError:
            process.wait()
        finally:
            kill_session(process.pid)
            process.wait()
        said.seek(0)
        last = said.read().decode(errors="replace").strip().rpartition("\n")[2]
    if process.returncode != 0:
        raise FailedError(last if last in words else "crashed")


def watch(process: subprocess.Popen[bytes], limits: Limits) -> None:
    deadline = time.monotonic() + limits.wall
    while process.poll() is None:
        if time.monotonic() > deadline:
            raise FailedError("timeout")
        if sum(each.resident for each in of_session(process.pid)) > limits.resident:
            raise FailedError("memory")
        time.sleep(TICK_SECONDS)
