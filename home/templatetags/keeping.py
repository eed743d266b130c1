"""What is a person's own, on the pages of things and on *Mon espace*."""

from __future__ import annotations

from typing import Any

from django import template

from home import favourites, kinds, recent
from home.kinds import Named
from members.models import Member

register = template.Library()


@register.inclusion_tag("home/_star.html", takes_context=True)
def star(context: dict[str, Any], thing: Any, wide: bool = False) -> dict[str, Any]:
    """The button that keeps a thing among one's favourites; nothing for a stranger."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if request is None or not isinstance(user, Member):
        return {}
    return {
        "kind": kinds.kind_of(thing),
        "thing": thing,
        "wide": wide,
        "is_kept": favourites.is_kept(user, thing),
        "here": request.get_full_path(),
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag(takes_context=True)
def my_favourites(context: dict[str, Any]) -> list[Named]:
    return favourites.of(context["user"], context["request"])


@register.simple_tag(takes_context=True)
def opened_lately(context: dict[str, Any]) -> list[Named]:
    return recent.of(context["user"], context["request"])
