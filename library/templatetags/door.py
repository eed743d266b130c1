"""What the admin says of a document that the door holds."""

from typing import Any

from django import template

from library import permissions
from library.models import Document
from library.reading_state import ReadingState

register = template.Library()


@register.simple_tag(takes_context=True)
def held_at_door(context: dict[str, Any], document: Document) -> dict[str, Any]:
    """Its newest version, when the door holds it, and whether to answer for it."""
    newest = document.versions.order_by("-number").first()
    if newest is None or not newest.is_held:
        return {}
    may = permissions.may_release(context["request"].user, document)
    return {
        "state": ReadingState.of(document, newest),
        "may_release": may and not newest.has_virus,
    }
