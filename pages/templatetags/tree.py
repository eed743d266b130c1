"""The tree of the section that a page is in."""

from typing import Any

from django import template

from pages.tree import Branch, of_section

register = template.Library()


@register.simple_tag(takes_context=True)
def section_tree(context: dict[str, Any]) -> list[Branch]:
    """Of the page being shown, as its reader sees it."""
    return of_section(context["page"], context["request"])
