"""A large file to S3 and back through the site: what the web process takes in memory.

    script/services start /tmp/services s3
    S3_ENDPOINT=… python -m bench.s3_memory [--large 500]

The site as `script/server` starts it, writing to the S3 server of `script/services`.
One file of `--large` MB is sent in pieces, downloaded, and a piece of its end asked
for; then it is moved to the folder of data and back (`manage.py move_files`), and read
whole (`check_files --checksums`): the most memory that each command took is shown.
"""

import argparse
import hashlib
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from uuid import uuid4

from bench import site
from bench.sending import MB, Desk, desks, highest, made

MOST = 90  # MB that the web process may take more than before
TAIL = 1_000


def on_s3() -> dict[str, str]:
    endpoint = os.environ.get("S3_ENDPOINT", "")
    if not endpoint:
        raise SystemExit("S3_ENDPOINT: script/services start FOLDER s3 says it")
    return {
        "MAILLAGE_FILES": "s3",
        "MAILLAGE_S3_ENDPOINT": endpoint,
        "MAILLAGE_S3_BUCKET": "files",
        "MAILLAGE_S3_ACCESS_KEY": "services",
        "MAILLAGE_S3_SECRET_KEY": "services-secret",
        "MAILLAGE_S3_PREFIX": uuid4().hex,
    }


def told(name: str, seconds: float, memory: list[int]) -> None:
    more = (max(memory) - memory[0]) / MB
    print(
        f"{name:24} {seconds:6.1f} s   web {memory[0] / MB:4.0f} MB at the start, at "
        f"most {max(memory) / MB:4.0f} MB"
    )
    if more > MOST:
        raise SystemExit(f"it took {more:.0f} MB more")


def up_and_down(desk: Desk, pid: int, megabytes: int) -> None:
    content = made("axolotlgrand", megabytes * MB)
    digest = hashlib.sha256(content).hexdigest()
    desk.session.get(f"{desk.base}/bibliotheque/").raise_for_status()
    with highest(pid) as memory:
        started = time.perf_counter()
        key = desk.send(content, "grand.pdf")
        took = time.perf_counter() - started
    told(f"{megabytes} MB up", took, memory)
    page = desk.session.get(f"{desk.base}/bibliotheque/{key}/")
    found = re.search(rf'href="(/fichiers/{key}/[^"?]+)', page.text)
    assert found, page.status_code
    address = desk.base + found[1]
    with highest(pid) as memory:
        started = time.perf_counter()
        got = hashlib.sha256()
        with desk.session.get(address, stream=True) as answer:
            answer.raise_for_status()
            for chunk in answer.iter_content(MB):
                got.update(chunk)
        took = time.perf_counter() - started
    assert got.hexdigest() == digest
    told(f"{megabytes} MB down", took, memory)
    with highest(pid) as memory:
        started = time.perf_counter()
        end = desk.session.get(address, headers={"Range": f"bytes=-{TAIL}"})
        took = time.perf_counter() - started
    assert end.status_code == 206
    assert end.content == content[-TAIL:]
    told(f"its last {TAIL} bytes", took, memory)


def command(data: Path, *arguments: str) -> None:
    """One command of `manage.py`: seconds, and the most memory of its process."""
    started = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=site.ROOT,
        env=site.environment(data),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with highest(child.pid) as memory:
        assert child.wait() == 0, arguments
    took = time.perf_counter() - started
    print(
        f"{' '.join(arguments):24} {took:6.1f} s   at most {max(memory) / MB:4.0f} MB"
    )


def measure(megabytes: int) -> None:
    print(site.machine())
    s3 = on_s3()
    with tempfile.TemporaryDirectory() as place:
        data = Path(place, "var")
        site.demonstration(data)
        site.grown.update(s3)
        with site.web(data, MAILLAGE_MAX_FILE=f"{megabytes + 1} Mo") as (port, pid):
            (desk,) = desks(data, f"http://localhost:{port}", 1)
            up_and_down(desk, pid, megabytes)
        command(data, "move_files", "--to", "s3")
        command(data, "check_files", "--checksums")
        command(data, "move_files", "--to", "local")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--large", type=int, default=500)
    measure(parser.parse_args().large)
