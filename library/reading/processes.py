"""The processes of one session, as Linux shows them in /proc."""

import contextlib
import os
import signal
from dataclasses import dataclass
from pathlib import Path

PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Usage:
    """Bytes: `resident` and `address_space` as in `ps`, RSS and VSZ."""

    pid: int
    resident: int
    address_space: int


def of_session(session: int) -> list[Usage]:
    """Every living process whose session was opened by `session`, itself included."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            # The name of the command stands in brackets and may hold anything.
            fields = (entry / "stat").read_text(errors="replace").rpartition(")")[2]
        except OSError:  # it ended meanwhile
            continue
        values = fields.split()
        if int(values[3]) == session and values[0] != "Z":
            resident = int(values[21]) * PAGE_BYTES
            found.append(Usage(int(entry.name), resident, int(values[20])))
    return found


def kill_session(session: int) -> None:
    """Kill all of it at once, also what has left the process group."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(session, signal.SIGKILL)
    for process in of_session(session):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
