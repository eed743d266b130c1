"""Text recognised on an image by Tesseract, in French."""

import functools
import os
import re
import shutil
import subprocess
from dataclasses import dataclass

from .clean import clean_lines, is_usable
from .document import PageText
from .errors import Unreadable

CUT_WORD = re.compile(r"(?<=[^\W\d_])[-‐]\n(?=\w)")
LANGUAGE = "fra"
LIST_SECONDS = 10


@dataclass(frozen=True)
class Gray:
    """Eight bits a pixel; `stride` bytes from one row to the next."""

    width: int
    height: int
    rows: bytes
    stride: int

    def as_pgm(self) -> bytes:
        rows = self.rows
        if self.stride != self.width:
            starts = range(0, self.stride * self.height, self.stride)
            rows = b"".join(rows[start : start + self.width] for start in starts)
        return b"P5 %d %d 255\n" % (self.width, self.height) + rows


def recognise(
    image: Gray, number: int, *, dpi: int, seconds: float, known: str = ""
) -> PageText:
    """Page `number` out of its image; `known` is kept when nothing better is found.

    A page on which Tesseract fails or takes longer than `seconds` is `unread`: the
    pages that follow are still worth reading.
    """
    tool = _tesseract()
    try:
        done = subprocess.run(  # noqa: S603
            [tool, "-", "-", "-l", LANGUAGE, "--psm", "1", "--dpi", str(dpi)],
            input=image.as_pgm(),
            capture_output=True,
            timeout=seconds,
            check=False,
            # Its threads cost more than they bring: a page takes three times as long.
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired:
        return PageText(number, known, unread=True)
    if done.returncode:
        return PageText(number, known, unread=True)
    text = clean_lines(_mark_cut_words(done.stdout.decode(errors="replace")))
    if not is_usable(text, 1):
        return PageText(number, known)
    return PageText(number, text, ocr=True)


@functools.cache
def _tesseract() -> str:
    tool = shutil.which("tesseract")
    if tool is None:
        raise Unreadable("tool_missing", detail="tesseract")
    languages = subprocess.run(  # noqa: S603
        [tool, "--list-langs"],
        capture_output=True,
        text=True,
        timeout=LIST_SECONDS,
        check=False,
    )
    if LANGUAGE not in languages.stdout.split():
        raise Unreadable("tool_missing", detail="tesseract")
    return tool


def _mark_cut_words(text: str) -> str:
    """Hyphens at line ends as pdfium gives them, so that words are joined alike."""
    return CUT_WORD.sub("\ufffe", text)
