"""The pages that lead to a thing."""

from typing import Any

from django import template
from django.db.models import Model

from members.models import Member
from pages import linking
from pages.models import ContentPage

register = template.Library()


@register.simple_tag(takes_context=True)
def pages_naming(context: dict[str, Any], thing: Model) -> list[ContentPage]:
    """Those that the reader sees."""
    return list(linking.pages_naming(thing, context["request"].user))


@register.simple_tag(takes_context=True)
def pages_leading_here(context: dict[str, Any]) -> list[ContentPage]:
    """To the page being read, for who edits its space; nothing for the others."""
    user, page = context["request"].user, context["page"]
    if not isinstance(user, Member):
        return []
    if not ContentPage.objects.editable_by(user).filter(pk=page.pk).exists():
        return []
    return list(linking.pages_naming(page, user))
