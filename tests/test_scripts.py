"""`script/server`: it says where to sign in, keeps going, and leaves nothing behind."""

import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.site import descendants, free_port, manage
from tests.library import samples

ROOT = Path(__file__).resolve().parents[1]
WORKER = "manage.py worker"
WEB = "gunicorn"
SHELF = ("--space=ges", "--category=pratiques-metier")


pytestmark = [pytest.mark.slow, pytest.mark.own]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of data of all these servers, one after the other."""
    return tmp_path_factory.mktemp("data")


def environment(data: Path) -> dict[str, str]:
    path, home = os.environ["PATH"], str(data.parent)
    return {"PATH": path, "HOME": home, "MAILLAGE_DATA": str(data), "LANG": "C.UTF-8"}


def refused(data: Path, port: int | str) -> tuple[int, str]:
    """Exit status and sentence of a server that does not start."""
    run = subprocess.run(
        ["script/server", str(port)],
        cwd=ROOT,
        env=environment(data),
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stderr


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_for(happened: Callable[[], object], seconds: float = 30) -> bool:
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


@dataclass(frozen=True)
class Server:
    process: subprocess.Popen[bytes]
    port: int
    output: Path

    @property
    def said(self) -> str:
        return self.output.read_text()

    def all(self, command: str = "") -> list[int]:
        """Its living processes in whose command these words are."""
        found = []
        for pid in descendants(self.process.pid):
            try:
                words = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
            except OSError:
                continue
            if command in words and is_running(pid):
                found.append(pid)
        return found

    def kill(self, command: str) -> None:
        """Kill the first of them, which started the others, and wait for its end."""
        first = self.all(command)[0]
        os.kill(first, signal.SIGKILL)
        assert wait_for(lambda: not is_running(first))

    def answers(self) -> bool:
        address = f"http://localhost:{self.port}/connexion/"
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return answer.status == 200
        except OSError:
            return False


@contextmanager
def running(data: Path) -> Iterator[Server]:
    port = free_port()
    said = data.parent / f"said-{port}"
    made = data / "static" / "staticfiles.json"
    is_made = made.exists() and made.stat().st_mtime > 0
    with said.open("w") as output:
        process = subprocess.Popen(
            # What starts the tests in the background has Ctrl-C ignored, for all below.
            ["env", "--default-signal=INT", "script/server", str(port)],
            cwd=ROOT,
            env=environment(data),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = Server(process, port, said)
    try:
        wait_for(lambda: "Ctrl-C" in server.said or process.poll() is not None, 300)
        assert process.poll() is None, server.said
        # Half a minute that the second start does not take.
        assert ("Fichiers statiques" in server.said) is not is_made
        yield server
        assert "Traceback" not in server.said
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(120)


def test_it_says_where_to_sign_in_and_stops_on_ctrl_c(data: Path) -> None:
    with running(data) as server:
        assert f"http://localhost:{server.port}/connexion/" in server.said
        assert server.said.count("membre@demo.example") == 1
        assert f"{data}/mail/" in server.said
        assert server.answers()
        started = server.all()
        assert len(started) >= 3
        os.killpg(server.process.pid, signal.SIGINT)
        assert server.process.wait(20) == 0
        assert [pid for pid in started if is_running(pid)] == []


def test_what_dies_is_started_again(data: Path, tmp_path: Path) -> None:
    with running(data) as server:
        server.kill(WORKER)
        assert wait_for(lambda: "Le travailleur s’est arrêté" in server.said)
        (tmp_path / "carnet.txt").write_text("Appeler la libellule avant midi.")
        manage(data, "import_documents", str(tmp_path), *SHELF)
        find = ("find", "libellule", "--as", "membre@demo.example")
        assert wait_for(lambda: "arnet" in manage(data, *find), 60)

        orphans = server.all(WEB)
        server.kill(WEB)
        assert wait_for(lambda: "Le serveur web s’est arrêté" in server.said)
        assert wait_for(server.answers)
        assert [pid for pid in orphans if is_running(pid)] == []
        assert "in use" not in server.said


def test_one_server_a_port_and_a_folder(data: Path, tmp_path: Path) -> None:
    with running(data) as server:
        status, sentence = refused(data, free_port())
        assert status == 1
        assert f"tourne déjà avec les données de «\u202f{data}\u202f»" in sentence
        assert f"http://localhost:{server.port}" in sentence
        status, sentence = refused(tmp_path / "other", server.port)
        assert status == 1
        assert f"Le port {server.port} est déjà pris" in sentence
        assert server.answers()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGKILL"])
def test_nothing_outlives_it_not_even_a_reading(
    data: Path, tmp_path: Path, name: str
) -> None:
    samples.need("tesseract", "tesseract-ocr tesseract-ocr-fra")
    scan = samples.scanned_pdf(*[f"{name} {n}" for n in range(60)])
    (tmp_path / "scan.pdf").write_bytes(scan)
    with running(data) as server:
        manage(data, "import_documents", str(tmp_path), *SHELF)
        assert wait_for(lambda: server.all("--ocr"), 60)
        started = server.all()
        server.process.send_signal(signal.Signals[name])
        status = server.process.wait(20)
        if name == "SIGTERM":
            assert status == 0
            assert [pid for pid in started if is_running(pid)] == []
        assert wait_for(lambda: not any(map(is_running, started)), 15)


def test_five_deaths_in_a_minute_stop_it(data: Path) -> None:
    with running(data) as server:
        started = server.all()
        for _ in range(5):
            assert wait_for(lambda: server.all(WORKER))
            server.kill(WORKER)
        assert server.process.wait(20) == 1
        assert "Le travailleur s’est arrêté cinq fois en une minute" in server.said
        assert "docs/operations.md" in server.said
        assert [pid for pid in started if is_running(pid)] == []
        assert not server.answers()


@pytest.mark.parametrize("port", ["huit-mille", "0", "080", "70000"])
def test_a_port_that_is_no_number_is_refused_with_a_sentence(
    tmp_path: Path, port: str
) -> None:
    status, sentence = refused(tmp_path, port)
    assert status == 2
    assert "Le port est un nombre" in sentence


def test_an_environment_half_made_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("")
    subprocess.run(
        ["python3", "-m", "venv", "--without-pip", ".venv"], cwd=tmp_path, check=True
    )
    made = subprocess.run(
        ["bash", "-euc", f". {ROOT}/script/lib.sh; make_environment"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    assert (tmp_path / ".venv/bin/pip").exists()
    assert (tmp_path / ".venv/installed").exists()


def test_ctrl_c_while_it_is_made_leaves_no_trace_of_python(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("")
    making = subprocess.Popen(
        ["bash", "-euc", f". {ROOT}/script/lib.sh; make_environment"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8"},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert wait_for((tmp_path / ".venv").exists)
    os.killpg(making.pid, signal.SIGINT)
    _, said = making.communicate(timeout=20)
    assert "Traceback" not in said


def test_static_files_are_made_again_only_when_a_source_is_newer(
    tmp_path: Path,
) -> None:
    for name in ("static/css", "templates/components", "site/config", ".venv/bin"):
        (tmp_path / name).mkdir(parents=True)
    sheet = tmp_path / "static/css/a.css"
    sheet.write_text("")
    (tmp_path / ".venv/installed").write_text("")
    (tmp_path / "var/static").mkdir(parents=True)
    made = tmp_path / "var/static/staticfiles.json"
    python = tmp_path / ".venv/bin/python"  # writes what Django's command writes
    python.write_text(f"#!/bin/sh\ntouch {made}\n")
    python.chmod(0o755)

    def says() -> bool:
        run = subprocess.run(
            ["bash", "-euc", f". {ROOT}/script/lib.sh; collect_static"],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=True,
        )
        return "Fichiers statiques" in run.stdout

    assert says()
    assert not says()
    later = made.stat().st_mtime + 5
    os.utime(sheet, (later, later))
    assert says()
    sheet.unlink()
    os.utime(sheet.parent, (later + 5, later + 5))
    os.utime(made, (later, later))
    assert says()
    os.utime(made, (later + 9, later + 9))
    assert not says()
