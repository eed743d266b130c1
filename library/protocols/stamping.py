"""The caller's side of `library.protocols.stamp`: apart, within limits."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from library.reading.isolation import ROOT, environment
from library.reading.limits import FOR_TEXT, Limits
from library.reading.processes import kill_session, of_session

TICK_SECONDS = 0.05
WORDS = {"encrypted", "signed", "too_big", "damaged"}


class NotStampedError(Exception):
    """Its argument: encrypted, signed, too_big, damaged, timeout, memory or crashed."""


def stamp(
    source: Path,
    folder: Path,
    address: str,
    lines: Sequence[str],
    limits: Limits = FOR_TEXT,
) -> Path:
    """The marked PDF, in `folder`, which the program has for itself.

    Raises NotStampedError; the source is only read.
    """
    target = folder / "marked.pdf"
    command = [sys.executable, "-m", "library.protocols.stamp", source, target]
    with (folder / "said").open("w+b") as said:
        process = subprocess.Popen(  # noqa: S603
            [str(part) for part in command],
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
            process.stdin.write(
                json.dumps({"address": address, "lines": lines}).encode()
            )
            process.stdin.close()
            watch(process, limits)
        except BrokenPipeError:
            process.wait()
        finally:
            kill_session(process.pid)
            process.wait()
        said.seek(0)
        last = said.read().decode(errors="replace").strip().rpartition("\n")[2]
    if process.returncode == 0 and target.exists():
        return target
    raise NotStampedError(last if last in WORDS else "crashed")


def watch(process: subprocess.Popen[bytes], limits: Limits) -> None:
    deadline = time.monotonic() + limits.wall
    while process.poll() is None:
        if time.monotonic() > deadline:
            raise NotStampedError("timeout")
        if sum(each.resident for each in of_session(process.pid)) > limits.resident:
            raise NotStampedError("memory")
        time.sleep(TICK_SECONDS)
