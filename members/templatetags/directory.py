"""How the directory shows people."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import template
from django.template.context import Context
from django.template.defaultfilters import date as format_date
from django.utils import timezone

from members.directory.phones import tel_uri
from members.models import Member

register = template.Library()


@register.filter
def tel(phone: str) -> str:
    """`tel:+33465710001`, for a link that calls."""
    return tel_uri(phone)


@register.filter
def short_day(day: date) -> str:
    """« 1er déc. »; with the year when it is another."""
    form = "j N" if day.year == timezone.localdate().year else "j N Y"
    return re.sub(r"^1 ", "1er ", format_date(day, form))


@register.simple_tag(takes_context=True)
def card_url(context: Context, person: Any) -> str:
    """The address of someone's card, or nothing when the reader may not find him.

    One query for an occasional member, however many people the page names.
    """
    request = context.get("request")
    user = getattr(request, "user", None)
    if not isinstance(user, Member) or not isinstance(person, Member):
        return ""
    if user.knows_some_only:
        known = getattr(request, "known_members", None)
        if known is None:
            known = set(Member.objects.listed_to(user).values_list("pk", flat=True))
            setattr(request, "known_members", known)  # noqa: B010 - ours, for a while
        return person.get_absolute_url() if person.pk in known else ""
    listed = person.is_active and person.anonymised_at is None
    return person.get_absolute_url() if listed else ""
