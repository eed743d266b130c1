"""How the directory shows people."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import template
from django.core.exceptions import ValidationError
from django.template.context import Context
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from members.directory.phones import clean_phone, tel_uri
from members.models import Member

register = template.Library()
#: What may be a telephone number within a sentence.
NUMBER = re.compile(r"((?:\+|\b)\d[\d .()\u00a0\u202f-]{7,20}\d\b)")


@register.filter
def tel(phone: str) -> str:
    """`tel:+33465710001`, for a link that calls."""
    return tel_uri(phone)


@register.filter
def with_calls(text: str) -> SafeString:
    """Words in which a telephone number is a link that calls it."""

    def shown(piece: str) -> str:
        try:
            phone = clean_phone(piece)
        except ValidationError:
            return conditional_escape(piece)
        return format_html('<a href="{}">{}</a>', tel_uri(phone), phone)

    parts = re.split(NUMBER, text)
    # Even places stand between the numbers.
    done = [shown(p) if n % 2 else conditional_escape(p) for n, p in enumerate(parts)]
    return mark_safe("".join(done))  # noqa: S308 - each part is escaped above


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
