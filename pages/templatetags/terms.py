"""What a page is written with, and the glossary explains."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from pages.glossary import load
from pages.underlining import Forms, underline

register = template.Library()


@register.simple_block_tag(takes_context=True)
def underline_terms(context: dict[str, Any], content: str) -> SafeString:
    """`{% underline_terms %}…{% endunderline_terms %}`: each term the first time that
    the page has it, and the explanations after. The glossary is read once a page."""
    request = context.get("request")
    forms, shown = forms_for(request)
    html, found = underline(content, forms, shown)
    if not found:
        return mark_safe(content)  # noqa: S308 - rendered by the templates within
    # `html` is what the templates within rendered; what is put in it is escaped.
    notes = render_to_string("pages/_terms.html", {"terms": found}, request)
    return mark_safe(html + notes)  # noqa: S308


def forms_for(request: HttpRequest | None) -> tuple[Forms, set[str]]:
    """The short forms, and those that the page being shown has underlined already."""
    kept = getattr(request, "terms", None)
    if kept is None:
        kept = (Forms(load()), set())
        if request is not None:
            vars(request)["terms"] = kept
    forms, shown = kept
    return forms, shown
