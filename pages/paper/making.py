"""A PDF is made in a process that ends with it: what it takes is given back."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from members.refusals import Refused

logger = logging.getLogger("maillage.paper")

#: Seconds that one PDF may take, and that one waits for those asked before it.
SECONDS = 60
PATIENCE = 30
KEPT_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH")
#: One at a time: two would not be made sooner, and would take twice the memory.
turn = threading.Lock()

TOO_LONG = (
    "Ce PDF est trop long à faire. Demandez-le pour une partie seulement, ou "
    "imprimez la page depuis votre navigateur."
)
TOO_MANY = (
    "Plusieurs PDF sont demandés en ce moment. Attendez une minute, puis demandez "
    "le vôtre à nouveau."
)


class NoPaper(Refused):
    """The PDF could not be made now; the sentence says what to do instead."""


def make(html: str, pictures: Mapping[str, str]) -> bytes:
    """The PDF of a page of HTML. Raises NoPaper.

    `pictures` are the addresses that it may show, and their files.
    """
    given = {
        "html": html,
        "address": settings.SITE_ADDRESS,
        "static": str(settings.BASE_DIR / "static"),
        "pictures": dict(pictures),
    }
    if not turn.acquire(timeout=PATIENCE):
        raise NoPaper(TOO_MANY)
    try:
        made = drawn(given)
        if made.returncode == -signal.SIGSEGV:
            # What draws letters (C code) dies so once in some thousand times.
            logger.warning("a PDF is made again: %s", trace_of(made))
            made = drawn(given)
    except subprocess.TimeoutExpired:
        raise NoPaper(TOO_LONG) from None
    finally:
        turn.release()
    if made.returncode or not made.stdout.startswith(b"%PDF-"):
        logger.error(
            "a PDF could not be made (%s): %s", made.returncode, trace_of(made)
        )
        raise NoPaper(TOO_LONG)
    return made.stdout


def drawn(given: Mapping[str, object]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-X", "faulthandler", "-m", "pages.paper"],
        input=json.dumps(given).encode(),
        capture_output=True,
        timeout=SECONDS,
        check=False,
        cwd=settings.BASE_DIR,
        env=environment(),
        start_new_session=True,
    )


def trace_of(made: subprocess.CompletedProcess[bytes]) -> str:
    return made.stderr.decode(errors="replace")[-2000:]


def environment() -> dict[str, str]:
    """Nothing of ours: no secret goes to where a page is drawn."""
    kept = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    return kept | {"LANG": "C.UTF-8", "HOME": str(Path("/nonexistent"))}
