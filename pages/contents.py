"""The headings of a page: their anchors, and the list of them."""

import re
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from wagtail.rich_text import RichText, expand_db_html

HEADING = re.compile(r"<h2\b[^>]*>(.*?)</h2>", re.DOTALL)


class Anchors:
    """Gives each heading of one page an anchor of its own."""

    def __init__(self) -> None:
        self.given: dict[str, int] = {}

    def of(self, title: str) -> str:
        """`les-sorties`, then `les-sorties-2` for the same words again."""
        base = slugify(title) or "partie"
        count = self.given[base] = self.given.get(base, 0) + 1
        return base if count == 1 else f"{base}-{count}"


def words(heading: str) -> str:
    return unescape(strip_tags(heading)).strip()


def with_anchors(text: RichText, anchors: Anchors) -> SafeString:
    """The HTML of a rich text, with an id on each of its headings."""

    def name(found: re.Match[str]) -> str:
        return f'<h2 id="{anchors.of(words(found[1]))}">{found[1]}</h2>'

    # Wagtail cleaned the text when it was written; only ids are added here.
    return mark_safe(HEADING.sub(name, expand_db_html(text.source)))  # noqa: S308


def contents(body: Any) -> list[tuple[str, str]]:
    """Anchor and words of each heading of the texts of a body, in their order."""
    anchors = Anchors()
    found = []
    for block in body:
        if block.block_type == "rich_text":
            for heading in HEADING.findall(block.value.source):
                title = words(heading)
                found.append((anchors.of(title), title))
        elif block.block_type in {"document_list", "reference_list"}:
            anchors.of(block.value["title"])
    return found


def of_context(context: dict[str, Any] | None) -> Anchors:
    """The anchors of the page being shown; new ones outside of a page."""
    found = (context or {}).get("anchors")
    return found if isinstance(found, Anchors) else Anchors()
