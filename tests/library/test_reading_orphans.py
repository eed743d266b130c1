"""A reading does not outlive the one who asked for it."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from library.reading.processes import of_session
from tests.library import samples

ROOT = Path(__file__).resolve().parents[2]
CALLER = """
import subprocess, sys
child = subprocess.Popen(
    [sys.executable, "-m", "library.reading", sys.argv[1], "--ocr"],
    start_new_session=True, stdout=subprocess.DEVNULL,
)
print(child.pid, flush=True)
child.wait()
"""


def test_a_reading_ends_with_the_process_that_asked_for_it(tmp_path: Path) -> None:
    samples.need("tesseract", "tesseract-ocr tesseract-ocr-fra")
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(samples.scanned_pdf(*["Protocole de resucrage"] * 40))
    caller = subprocess.Popen(
        [sys.executable, "-c", CALLER, str(scan)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert caller.stdout is not None
    session = int(caller.stdout.readline())
    time.sleep(1.5)
    assert of_session(session)
    caller.send_signal(signal.SIGKILL)
    caller.wait()
    caller.stdout.close()
    for _ in range(40):
        if not of_session(session):
            break
        time.sleep(0.1)
    assert not of_session(session)
