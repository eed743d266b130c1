"""The icons of the house, in every template without loading this.

A tag and not a template: a list shows hundreds of them, and an include costs five times
as much.
"""

from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of `static/img/icons.svg`, by its Lucide name.

    Never alone: a word, seen or heard, goes with it.
    """
    return drawn(name)


@cache  # the address of the sprite is looked up once a process, as its content is fixed
def drawn(name: str) -> SafeString:
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"></use></svg>',
        static("img/icons.svg"),
        name,
    )
