"""A scratch site for measurements: its data, its processes, and what the machine is."""

import fcntl
import os
import platform
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def machine() -> str:
    """The machine and the commit, for the first line of every output."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    python = platform.python_version()
    return f"{model}, {os.cpu_count()} cores, Python {python}, commit {commit}"


#: Variables of a site that does not live on the embedded profile.
grown: dict[str, str] = {}


def environment(data: Path) -> dict[str, str]:
    return grown | {
        "PATH": os.environ["PATH"],
        "MAILLAGE_PROFILE": "demo",
        "MAILLAGE_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "MALLOC_ARENA_MAX": "2",  # as in script/server
    }


def manage(data: Path, *arguments: str) -> str:
    """Run a command of `manage.py` in the scratch site; return what it prints."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(data),
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def demonstration(data: Path, kept: Path | None = None) -> None:
    """Make the site of the demonstration, as `script/server` does, in `data`.

    It takes a minute. On the embedded profile, `kept` is a folder where it is made
    once, by the first that asks, and copied from for the others.
    """
    if kept is not None and not grown:
        kept.mkdir(parents=True, exist_ok=True)
        with (kept / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (kept / "made").exists():
                demonstration(kept / "data")
                (kept / "made").touch()
        shutil.copytree(kept / "data", data, dirs_exist_ok=True)
        return
    manage(data, "migrate", "--verbosity", "0")
    manage(data, "load_demo", "--verbosity", "0")
    manage(data, "collectstatic", "--noinput", "--verbosity", "0")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def web(data: Path, **variables: str) -> Iterator[tuple[int, int]]:
    """The web server as `script/server` starts it: its port and its pid.

    `variables` are added to its environment.
    """
    port = free_port()
    command = ["-m", "gunicorn", "config.wsgi", "--config", "script/gunicorn.conf.py"]
    bound = [*command, "--bind", f"127.0.0.1:{port}"]
    with process(data, bound, **variables) as pid:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port, pid


@contextmanager
def worker(data: Path) -> Iterator[int]:
    """The worker; its pid."""
    with process(data, ["manage.py", "worker"]) as pid:
        yield pid


@contextmanager
def process(data: Path, arguments: Sequence[str], **variables: str) -> Iterator[int]:
    child = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, env=environment(data) | variables
    )
    try:
        yield child.pid
    finally:
        child.terminate()
        child.wait(20)


def get(connection: HTTPConnection, path: str, session: str) -> tuple[int, int]:
    """Status and length of an answer, read whole."""
    connection.request("GET", path, headers={"Cookie": f"sessionid={session}"})
    answer = connection.getresponse()
    return answer.status, len(answer.read())


def resident(pid: int) -> int:
    """Resident bytes of a process and its children, shared pages counted once each."""
    total = 0
    for child in [pid, *descendants(pid)]:
        try:
            text = Path(f"/proc/{child}/smaps_rollup").read_text()
        except OSError:
            continue
        total += next(
            int(line.split()[1]) for line in text.splitlines() if line[:4] == "Rss:"
        )
    return total * 1024


def descendants(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            child = int(stat.parent.name)
            found += [child, *descendants(child)]
    return found
