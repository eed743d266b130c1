"""A passage of a page replaced by another, where nothing can go wrong."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pages.models import ContentPage

#: What a reader takes for one space.
GAP = r"(?:\s|&nbsp;|&#160;|\u00a0|\u202f)+"
#: Longer ones are sections, which are rewritten by hand.
LONGEST = 2_000


def pattern(passage: str) -> re.Pattern[str] | None:
    """Finds `passage` in the HTML of a text, whatever its spaces are."""
    words = passage.split()
    if not words or len(passage) > LONGEST:
        return None
    quoted = [re.escape(escape(word, quote=False)) for word in words]
    return re.compile(GAP.join(quoted))


def corrected(page: ContentPage, passage: str, text: str) -> list[Any] | None:
    """The body of `page`, as it is stored, with `text` in the place of `passage`.

    None when the passage does not stand there once and only once, within one stretch
    of plain letters.
    """
    wanted = pattern(passage)
    if wanted is None:
        return None
    written = escape(" ".join(text.split()), quote=False)
    found, body = 0, []
    for block in page.body.raw_data:
        value = block["value"]
        if block["type"] == "rich_text" and isinstance(value, str):
            found += len(wanted.findall(without_tags(value)))
            value = replaced(wanted, written, value)
        body.append({**block, "value": value})
    changed = body != [dict(block) for block in page.body.raw_data]
    return body if found == 1 and changed else None


def without_tags(html: str) -> str:
    return re.sub(r"<[^>]*>", "\n", html)


def replaced(wanted: re.Pattern[str], written: str, html: str) -> str:
    """`html` with the words replaced between tags, and nothing within one."""
    pieces = re.split(r"(<[^>]*>)", html)
    return "".join(
        piece if piece.startswith("<") else wanted.sub(lambda _: written, piece)
        for piece in pieces
    )
