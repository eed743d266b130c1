"""Texts that people write without a word processor."""

from __future__ import annotations

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


#: « - un point », « 2. le deuxième », « 2) le deuxième ».
ITEM = re.compile(r"(?:-|(\d{1,2})[.)]) +(?=\S)")
#: An address that somebody wrote, without the mark that ends his sentence.
ADDRESS = re.compile(r"https?://[^\s<>\"\u202f]*[^\s<>\"\u202f.,;:!?)»…]")


@register.filter
def as_prose(text: str) -> SafeString:
    """Paragraphs, `## ` titles, lists (`- `, or `1. ` and what follows) and links as
    HTML; all the rest is escaped.

    Titles are h2: what shows them stands under the h1 of its page.
    """
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return mark_safe("".join(rendered(block) for block in blocks))  # noqa: S308


def rendered(block: str) -> str:
    made: list[str] = []
    items: list[str] = []
    tag = ""
    for line in block.split("\n"):
        found = ITEM.match(line)
        kind = kind_of(found, len(items) if tag == "ol" else 0)
        if kind != tag:
            made += listed(items, tag)
            items, tag = [], kind
        if found and kind:
            said = line[found.end() :]
            items.append(f"<li>{linked(said)}</li>")
        elif line.startswith("## "):
            made.append(f"<h2>{escape(line[3:].strip())}</h2>")
        elif line.strip():
            made.append(f"<p>{linked(line)}</p>")
    return "".join(made + listed(items, tag))


def kind_of(found: re.Match[str] | None, before: int) -> str:
    """Of which list a line is; a number that does not follow the others is of none."""
    if found is None:
        return ""
    if found[1] is None:
        return "ul"
    return "ol" if int(found[1]) == before + 1 else ""


def linked(text: str) -> str:
    made, after = "", 0
    text = text.strip()
    for found in ADDRESS.finditer(text):
        before, address = text[after : found.start()], escape(found[0])
        made += f'{escape(before)}<a href="{address}">{address}</a>'
        after = found.end()
    return made + escape(text[after:])


def listed(items: list[str], tag: str) -> list[str]:
    return [f"<{tag}>{''.join(items)}</{tag}>"] if items else []
