"""The two commands: they start, say where to sign in, and leave nothing behind."""

import os
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from bench.site import descendants, free_port

ROOT = Path(__file__).resolve().parents[1]


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.slow
def test_the_server_starts_says_where_to_sign_in_and_stops_on_ctrl_c(
    tmp_path: Path,
) -> None:
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "MAILLAGE_DATA": str(tmp_path / "data"),
        "LANG": "C.UTF-8",
    }
    said = tmp_path / "said"
    with said.open("w") as output:
        server = subprocess.Popen(
            ["script/server", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        for _ in range(300):
            if "Ctrl-C" in said.read_text() or server.poll() is not None:
                break
            time.sleep(0.2)
        text = said.read_text()
        assert f"http://localhost:{port}/connexion/" in text
        assert text.count("membre@demo.example") == 1
        with urllib.request.urlopen(f"http://localhost:{port}/connexion/") as answer:
            assert answer.status == 200
        started = descendants(server.pid)
        assert len(started) >= 3
        os.killpg(server.pid, signal.SIGINT)
        assert server.wait(20) == 0
        assert [pid for pid in started if is_running(pid)] == []
        assert "Traceback" not in said.read_text()
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGTERM)


def test_a_port_that_is_no_number_is_refused_with_a_sentence() -> None:
    run = subprocess.run(
        ["script/server", "huit-mille"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert "Le port est un nombre" in run.stderr
