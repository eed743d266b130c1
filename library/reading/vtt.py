"""Subtitles (WebVTT, W3C): what is said, without the times and the markup."""

import html
import re

from .clean import clean
from .document import Document, Request
from .parts import flowing
from .plain import decode, whole

TIMES = "-->"
TAG = re.compile(r"<[^<>]*>")
#: Blocks that are not said: notes, styles and regions (WebVTT § 4.1).
UNSAID = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)(?:[ \t\n]|$)")


def read(request: Request) -> Document:
    return flowing(request, [clean(said(decode(whole(request))))])


def said(text: str) -> str:
    """The words of the cues, a line each time that someone speaks."""
    lines: list[str] = []
    for block in re.split(r"\n{2,}", re.sub(r"\r\n?", "\n", text)):
        if UNSAID.match(block.removeprefix("\ufeff")):
            continue
        _, arrow, cue = block.partition(TIMES)
        if not arrow:
            continue
        *_, words = cue.partition("\n")
        line = html.unescape(TAG.sub("", words.replace("\n", " "))).strip()
        if line and lines[-1:] != [line]:
            lines.append(line)
    return "\n".join(lines)
