"""Days as people say them when they are near."""

from datetime import date, datetime

from django import template
from django.utils.timezone import is_aware, localdate, localtime

register = template.Library()
NEAR = {0: "aujourd’hui", 1: "hier", 2: "avant-hier", -1: "demain"}


@register.filter
def near_day(day: date | datetime | None) -> str:
    """« hier »; nothing for a day that is said by its date."""
    return NEAR.get(days_ago(day), "") if day else ""


@register.filter
def is_far(day: date | datetime | None) -> bool:
    """More than a week away: its weekday says nothing any more."""
    return day is None or abs(days_ago(day)) > 7


def days_ago(day: date | datetime) -> int:
    if isinstance(day, datetime):
        day = (localtime(day) if is_aware(day) else day).date()
    return (localdate() - day).days
