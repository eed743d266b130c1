"""The caller's side of `library.protocols.stamp`: apart, within limits."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from library import apart
from library.reading.limits import FOR_TEXT, Limits

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
    mark = json.dumps({"address": address, "lines": lines}).encode()
    try:
        apart.run(
            "library.protocols.stamp",
            [source, target],
            folder,
            limits,
            words=WORDS,
            given=mark,
        )
    except apart.FailedError as error:
        raise NotStampedError(str(error)) from error
    if not target.exists():
        raise NotStampedError("crashed")
    return target
