"""Dates as they are written in French."""

import re
from datetime import date, datetime

from django.template.defaultfilters import date as format_date
from django.utils import timezone


def in_words(when: date) -> str:
    """« 1er septembre 2017 », « 17 novembre 2024 »: of a moment, the day it is here.

    The first of a month alone is an ordinal (Imprimerie nationale).
    """
    if isinstance(when, datetime):
        when = timezone.localtime(when)
    return re.sub(r"^1 ", "1er ", format_date(when, "j F Y"))
