"""The headings of a page: their anchors, and the list of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from wagtail.blocks import StreamValue
from wagtail.blocks.list_block import ListValue
from wagtail.contrib.typed_table_block.blocks import TypedTable
from wagtail.rich_text import RichText, expand_db_html

from members.rights import User

if TYPE_CHECKING:
    from pages.blocks.seen import Seen

HEADING = re.compile(r"<h2\b[^>]*>(.*?)</h2>", re.DOTALL)


class Anchors:
    """Gives each heading of one page an anchor of its own."""

    def __init__(self) -> None:
        self.given: dict[str, int] = {}

    def of(self, title: str) -> str:
        """`les-sorties`, then `les-sorties-2` for the same words again."""
        return self.once(slugify(title) or "partie")

    def once(self, base: str) -> str:
        """`base`, or with a number when the page has it already."""
        count = self.given[base] = self.given.get(base, 0) + 1
        return base if count == 1 else f"{base}-{count}"


def words(heading: str) -> str:
    return unescape(strip_tags(heading)).strip()


class Texts:
    """The HTML of the rich texts of one body, as `user` sees it.

    Their links are looked up all at once, where Wagtail looks for those of each text
    apart; a link to what he does not see is its words.
    """

    #: Stands between two texts; what people write holds no comment (Wagtail drops it).
    BETWEEN = "<!--maillage-->"

    def __init__(self, body: Any, user: User) -> None:
        self.body = body
        self.user = user
        self.found: dict[str, str] | None = None

    def of(self, text: RichText) -> str:
        if self.found is None:
            sources = list(dict.fromkeys(t.source for t in texts_in(self.body)))
            whole = self.expanded(self.BETWEEN.join(sources)).split(self.BETWEEN)
            self.found = dict(zip(sources, whole, strict=True)) if sources else {}
        if text.source not in self.found:
            self.found[text.source] = self.expanded(text.source)
        return self.found[text.source]

    def expanded(self, html: str) -> str:
        from pages.hidden_links import without_hidden  # pages are made of blocks

        return str(expand_db_html(without_hidden(html, self.user)))


def texts_in(value: Any) -> Iterator[RichText]:
    """The rich texts that a value of a body holds, however deep."""
    if isinstance(value, RichText):
        yield value
    elif isinstance(value, StreamValue):
        for block in value:
            yield from texts_in(block.value)
    elif isinstance(value, TypedTable):
        for row in value.rows:
            for cell in row:
                yield from texts_in(cell.value)
    elif isinstance(value, dict):
        for inside in value.values():
            yield from texts_in(inside)
    elif isinstance(value, ListValue):
        for inside in value:
            yield from texts_in(inside)


def texts_of(context: dict[str, Any] | None) -> Texts:
    """The texts of the page being shown; of none outside of a page."""
    given = context or {}
    found = given.get("texts")
    if isinstance(found, Texts):
        return found
    user = getattr(given.get("request"), "user", None)
    return Texts(None, user or AnonymousUser())


def with_anchors(html: str, anchors: Anchors) -> SafeString:
    """The HTML of a rich text, with an id on each of its headings."""

    def name(found: re.Match[str]) -> str:
        return f'<h2 id="{anchors.of(words(found[1]))}">{found[1]}</h2>'

    # Wagtail cleaned the text when it was written; only ids are added here.
    return mark_safe(HEADING.sub(name, html))  # noqa: S308


def contents(body: Any, seen: Seen) -> list[tuple[str, str]]:
    """Anchor and words of each heading of a body, in their order: of its texts, and
    of the blocks that have a title, as far as the reader of `seen` sees them.
    """
    anchors = Anchors()
    found = []
    for block in body:
        if block.block_type == "rich_text":
            for heading in HEADING.findall(block.value.source):
                title = words(heading)
                found.append((anchors.of(title), title))
        elif title := block.value.get("title") if is_titled(block) else "":
            anchor = anchors.of(title)
            things = LISTS.get(block.block_type)
            if things is None or seen.of(list(block.value[things])):
                found.append((anchor, title))
    return found


#: Blocks with a title that every reader of the page sees.
ALWAYS_SHOWN = {"steps", "questions", "table", "filling"}
#: Blocks with a title that stands only over what the reader may see, and these things.
LISTS = {
    "document_list": "documents",
    "reference_list": "references",
    "people": "people",
}


def is_titled(block: Any) -> bool:
    return block.block_type in ALWAYS_SHOWN or block.block_type in LISTS


def of_context(context: dict[str, Any] | None) -> Anchors:
    """The anchors of the page being shown; new ones outside of a page."""
    found = (context or {}).get("anchors")
    return found if isinstance(found, Anchors) else Anchors()
