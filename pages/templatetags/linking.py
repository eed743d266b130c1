"""The pages that lead to a thing."""

from typing import Any

from django import template
from django.db.models import Model

from members.models import Member
from pages import linking
from pages.models import ContentPage

register = template.Library()


@register.simple_tag(takes_context=True)
def pages_naming(
    context: dict[str, Any], thing: Model | dict[str, Any]
) -> list[ContentPage]:
    """Those that the reader sees; of several things at once Wagtail gives a `dict`."""
    named: Any = thing["item"] if isinstance(thing, dict) else thing
    return list(linking.pages_naming(named, context["request"].user))


@register.simple_tag(takes_context=True)
def pages_leading_here(context: dict[str, Any]) -> list[ContentPage]:
    """To the page being read, for who edits its space; nothing for the others."""
    user, page = context["request"].user, context["page"]
    if not isinstance(user, Member):
        return []
    if not ContentPage.objects.editable_by(user).filter(pk=page.pk).exists():
        return []
    return list(linking.pages_naming(page, user))
