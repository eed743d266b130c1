"""The rich texts of a page, whose links were looked up all at once."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from pages.contents import texts_of

register = template.Library()


@register.simple_tag(takes_context=True)
def written(context: dict[str, Any], text: Any) -> SafeString | str:
    """The HTML of a rich text of a block; empty for none."""
    if not text:
        return ""
    # Wagtail cleaned it when it was written.
    return mark_safe(texts_of(context).of(text))  # noqa: S308
