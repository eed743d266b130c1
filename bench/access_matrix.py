"""The access matrix: how many addresses, for how many people, in what time.

    python -m bench.access_matrix

Runs tests/test_access.py alone and prints what it visited.
"""

import re
import subprocess
import sys
import time

from bench.site import ROOT, machine


def main() -> None:
    began = time.monotonic()
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-s", "--durations=0", "tests/test_access.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.monotonic() - began
    print(machine())
    for line in run.stdout.splitlines():
        if re.search(r"adresses|s call .*\[|passed|failed", line):
            print(line)
    print(f"{seconds:.0f} s in all")
    sys.exit(run.returncode)


if __name__ == "__main__":
    main()
