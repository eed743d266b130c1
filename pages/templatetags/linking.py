"""The pages that lead to a thing."""

from typing import Any

from django import template
from django.db.models import Model
from django.utils.safestring import SafeString

from members.models import Member
from pages import linking, notices
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
def page_notices(context: dict[str, Any]) -> SafeString:
    """What the apps above have to say of the page being read."""
    page = context["page"]
    return notices.drawn([page], context["request"])[page.pk]


@register.simple_tag(takes_context=True)
def pages_leading_here(context: dict[str, Any]) -> list[ContentPage]:
    """To the page being read, for who edits its space; nothing for the others."""
    user, page = context["request"].user, context["page"]
    if not isinstance(user, Member):
        return []
    if not ContentPage.objects.editable_by(user).filter(pk=page.pk).exists():
        return []
    return list(linking.pages_naming(page, user))
