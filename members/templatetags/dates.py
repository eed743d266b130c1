"""Dates in words, in every template without loading this."""

from datetime import date

from django import template

from members import dates

register = template.Library()


@register.filter
def in_words(when: date | None) -> str:
    """« 1er septembre 2017 »; nothing for no date."""
    return dates.in_words(when) if when else ""
