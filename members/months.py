"""Days and months, as people count them."""

import calendar
from datetime import date, datetime

from django.utils import timezone

#: Their French names, folded, January first.
FOLDED = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout"),
    *("septembre", "octobre", "novembre", "decembre"),
)


def in_months(day: date, months: int) -> date:
    """The same day, so many months later; the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def end_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def midnight(day: date) -> datetime:
    """When it begins, in the time zone of the site."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
