"""Texts that people write without a word processor."""

from __future__ import annotations

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def as_prose(text: str) -> SafeString:
    """Paragraphs, `## ` titles and `- ` lists as HTML; all the rest is escaped.

    Titles are h2: what shows them stands under the h1 of its page.
    """
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return mark_safe("".join(rendered(block) for block in blocks))  # noqa: S308


def rendered(block: str) -> str:
    made, items = [], []
    for line in block.split("\n"):
        if line.startswith("- "):
            items.append(f"<li>{escape(line[2:].strip())}</li>")
            continue
        made += listed(items)
        items = []
        if line.startswith("## "):
            made.append(f"<h2>{escape(line[3:].strip())}</h2>")
        elif line.strip():
            made.append(f"<p>{escape(line.strip())}</p>")
    return "".join(made + listed(items))


def listed(items: list[str]) -> list[str]:
    return [f"<ul>{''.join(items)}</ul>"] if items else []
