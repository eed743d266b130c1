"""Sizes of files as people say them."""

from django import template
from django.utils.formats import number_format

register = template.Library()
UNITS = ("octet", "Ko", "Mo", "Go")


@register.filter
def file_size(size: int | None) -> str:
    """« 1,2 Mo » of a number of bytes; steps of 1024, as in MAILLAGE_MAX_FILE."""
    number = float(size or 0)
    step = 0
    while number >= 1024 and step < len(UNITS) - 1:
        number /= 1024
        step += 1
    shown = number_format(round(number, 1 if step and number < 100 else 0))
    shown = shown.removesuffix(",0")
    unit = f"{UNITS[0]}{'s' if number >= 2 else ''}" if not step else UNITS[step]
    return f"{shown}\u00a0{unit}"
