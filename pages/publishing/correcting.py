"""A passage of a page replaced by another, where nothing can go wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageBlock

from members.refusals import Refused

if TYPE_CHECKING:
    from pages.models import ContentPage

#: What a reader takes for one space.
GAP = r"(?:\s|&nbsp;|&#160;|\u00a0|\u202f)+"
#: Longer ones are sections, which are rewritten by hand.
LONGEST = 2_000
#: Fields whose words a reader sees.
LINES = (blocks.CharBlock, blocks.TextBlock, blocks.RegexBlock, blocks.EmailBlock)
WITHIN = re.compile(r"</?(?:a|b|i|em|strong|sub|sup|code)\b[^>]*>")

UNQUOTED = "Aucun passage n’a été cité."
TOO_LONG = "Le passage cité est trop long pour se remplacer tout seul."
ABSENT = "Le passage cité n’est pas mot pour mot dans la page."
SEVERAL = (
    "Le passage cité est plusieurs fois dans la page\u202f: on ne sait pas lequel "
    "remplacer."
)
IN_PIECES = (
    "Le passage cité court sur plusieurs paragraphes, ou une partie en est en gras, en "
    "italique ou dans un lien."
)
UNFIT = (
    "Ce qui est proposé ne tient pas dans la case où est ce passage\u202f: c’est trop "
    "long, ou d’une autre forme."
)
SAME = "Ce qui est proposé est déjà ce que dit la page."


@dataclass
class Search:
    """A passage that is looked for, and what takes its place."""

    wanted: str
    written: str
    found: int = 0
    in_pieces: bool = False
    unfit: bool = False
    pattern: Callable[[bool], re.Pattern[str]] = field(init=False)

    def __post_init__(self) -> None:
        words = self.wanted.split()
        made = {html: pattern(words, html=html) for html in (False, True)}
        self.pattern = made.__getitem__

    def line(self, text: str, check: Callable[[str], Any] | None = None) -> str:
        """A text without markup, of a field that may refuse what is written there."""
        changed, count = self.pattern(False).subn(lambda _: self.written, text)
        self.found += count
        if count and check is not None:
            try:
                check(changed)
            except ValidationError:
                self.unfit = True
        return changed

    def html(self, text: str) -> str:
        """The words between tags, and nothing within one."""
        wanted, written = self.pattern(True), escape(self.written, quote=False)
        pieces = re.split(r"(<[^>]*>)", text)
        for number, piece in enumerate(pieces):
            if not piece.startswith("<"):
                pieces[number], count = wanted.subn(lambda _: written, piece)
                self.found += count
        flat = re.sub(r"<[^>]*>", " ", WITHIN.sub("", text))
        self.in_pieces = self.in_pieces or bool(wanted.search(flat))
        return "".join(pieces)


def pattern(words: list[str], *, html: bool) -> re.Pattern[str]:
    """Finds words, whatever their spaces and apostrophes are."""
    written = (escape(word, quote=False) if html else word for word in words)
    quoted = GAP.join(re.escape(word) for word in written)
    return re.compile(re.sub("['’]", "['’]", quoted))


def corrected(page: ContentPage, passage: str, text: str) -> tuple[list[Any], str]:
    """The body of `page`, as it is stored, and its summary, with `text` in the place of
    `passage`.

    Refused, with the reason, unless the passage stands there once and only once, within
    one stretch of plain letters.
    """
    if not passage.split():
        raise Refused(UNQUOTED)
    if len(passage) > LONGEST:
        raise Refused(TOO_LONG)
    search = Search(passage, " ".join(text.split()))
    check = type(page)._meta.get_field("summary").clean
    summary = search.line(page.summary, lambda changed: check(changed, page))
    stored = [dict(block) for block in page.body.raw_data]
    body = replaced(page.body.stream_block, stored, search)
    if search.found > 1:
        raise Refused(SEVERAL)
    if not search.found:
        raise Refused(IN_PIECES if search.in_pieces else ABSENT)
    if search.unfit:
        raise Refused(UNFIT)
    if (body, summary) == (stored, page.summary):
        raise Refused(SAME)
    return body, summary


def replaced(block: Any, value: Any, search: Search) -> Any:
    """A value as it is stored, with the words replaced in all the texts it holds."""
    if isinstance(value, str):
        if isinstance(block, LINES):
            return search.line(value, block.clean)
        return search.html(value) if isinstance(block, blocks.RichTextBlock) else value
    if not value or isinstance(block, ImageBlock):
        return value
    for kind, deeper in DEEPER.items():
        if isinstance(block, kind):
            return deeper(block, value, search)
    return value


def of_stream(stream: Any, children: list[Any], search: Search) -> list[Any]:
    return [of_child(stream, child, search) for child in children]


def of_struct(struct: Any, value: dict[str, Any], search: Search) -> dict[str, Any]:
    return {
        name: replaced(struct.child_blocks.get(name), inside, search)
        for name, inside in value.items()
    }


def of_list(listed: Any, items: list[Any], search: Search) -> list[Any]:
    return [of_item(listed.child_block, item, search) for item in items]


def of_child(stream: Any, child: dict[str, Any], search: Search) -> dict[str, Any]:
    block = stream.child_blocks.get(child["type"])
    return {**child, "value": replaced(block, child["value"], search)}


def of_item(block: Any, item: Any, search: Search) -> Any:
    """An item of a list; the oldest are stored without what Wagtail says of them."""
    if isinstance(item, dict) and item.get("type") == "item" and "value" in item:
        return {**item, "value": replaced(block, item["value"], search)}
    return replaced(block, item, search)


def of_table(block: Any, table: dict[str, Any], search: Search) -> dict[str, Any]:
    columns = [
        {**column, "heading": search.line(column["heading"])}
        for column in table["columns"]
    ]
    kinds = [block.child_blocks.get(column["type"]) for column in columns]
    rows = [
        {
            **row,
            "values": [
                replaced(kind, cell, search)
                for kind, cell in zip(kinds, row["values"], strict=True)
            ],
        }
        for row in table["rows"]
    ]
    caption = search.line(table.get("caption") or "")
    return {**table, "columns": columns, "rows": rows, "caption": caption}


DEEPER: dict[type[Any], Callable[[Any, Any, Search], Any]] = {
    TypedTableBlock: of_table,
    blocks.StreamBlock: of_stream,
    blocks.ListBlock: of_list,
    blocks.StructBlock: of_struct,
}
