"""How long one may be in a space, and as what."""

from datetime import date, timedelta

from django.utils import timezone

from members.models import Member, Membership
from members.refusals import Refused

#: Days before the end of a place when the person is reminded of it.
REMINDED = 14


def is_near(ends_on: date | None) -> bool:
    """Does this end come within the days of the reminder?"""
    if ends_on is None:
        return False
    return ends_on <= timezone.localdate() + timedelta(days=REMINDED)


def last_day() -> date:
    """The latest end of an occasional member: a year from today. It is renewable."""
    today = timezone.localdate()
    try:
        return today.replace(year=today.year + 1)
    except ValueError:  # the 29th of February
        return today.replace(year=today.year + 1, day=28)


def check_end(member: Member, ends_on: date | None) -> None:
    """Raise Refused when `member` may not be in a space until then (None: for ever)."""
    occasional = member.role == Member.Role.OCCASIONAL
    if ends_on is None:
        if occasional:
            raise Refused(
                f"{member} est membre occasionnel\u202f: donnez une date de fin, dans "
                "un an au plus. Elle se renouvelle."
            )
        return
    if ends_on < timezone.localdate():
        raise Refused(
            "Cette date est déjà passée. Choisissez un jour à venir, ou retirez la "
            "personne de l’espace."
        )
    if occasional and ends_on > last_day():
        raise Refused(
            f"{member} est membre occasionnel\u202f: la date de fin est dans un an au "
            f"plus, le {last_day():%d/%m/%Y}. Elle se renouvelle."
        )


def check_role(role: str) -> None:
    if role not in Membership.Role.values:
        raise Refused("Ce rôle n’existe pas. Choisissez-en un dans la liste.")


def in_words(role: str, ends_on: date | None) -> str:
    """`contribue, jusqu’au 31/12/2026`."""
    said = str(Membership.Role(role).label)
    return f"{said}, jusqu’au {ends_on:%d/%m/%Y}" if ends_on else said
