"""What a page is written with, and the glossary explains."""

import re
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from members.typography import typeset_html
from pages.glossary import load
from pages.underlining import Forms, underline

register = template.Library()
#: What `as_it_is` marks: lists of things, whose names are never explained.
AS_IT_IS = re.compile(r"<!--as-it-is-->(.*?)<!--/as-it-is-->", re.DOTALL)


@register.simple_block_tag
def as_it_is(content: str) -> SafeString:
    """Within `underline_terms`: nothing is looked for in it."""
    # What the templates within rendered.
    return mark_safe(f"<!--as-it-is-->{content}<!--/as-it-is-->")  # noqa: S308


@register.simple_block_tag(takes_context=True)
def underline_terms(context: dict[str, Any], content: str) -> SafeString:
    """`{% underline_terms %}…{% endunderline_terms %}`: each term the first time that
    the page has it, and the explanations after. The glossary is read once a page.

    What people typed is printed there with the marks of French (members.typography).
    """
    content = typeset_html(content)
    request = context.get("request")
    forms, shown = forms_for(request)
    pieces, found = [], []
    for number, piece in enumerate(AS_IT_IS.split(content)):
        if number % 2 or not piece.strip():
            pieces.append(piece)
            continue
        html, new = underline(piece, forms, shown)
        pieces.append(html)
        found += new
    # What the templates within rendered; what is put in it is escaped.
    html = "".join(pieces)
    if not found:
        return mark_safe(html)  # noqa: S308
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
