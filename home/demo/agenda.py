"""When the groups of the demonstration meet, and when its people last came."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from home.demo.people import EXITS, GES, STEERING, sign_ins
from home.models import Visit
from members.models import Member, Space

PUBLIC = "public"
TUESDAY, THURSDAY = 1, 3
#: Space, days from today at least, day of the week, hour and place.
MEETINGS = [
    (EXITS, 4, TUESDAY, time(20, 30), "Maison de santé de Saint-Prix, premier étage"),
    (STEERING, 11, THURSDAY, time(14), "Maison du Pays, Lapalisse"),
    (PUBLIC, 18, THURSDAY, time(19), "Médiathèque de Lapalisse, entrée libre"),
    (GES, 32, TUESDAY, time(20, 30), "Salle des fêtes de Varennes-sur-Allier"),
]
#: Who signs in was last there so many days ago.
LAST_CAME = 20


def ensure_meetings() -> None:
    """Give each space its next meeting, but one that has been given another."""
    today = timezone.localdate()
    for slug, days, weekday, hour, where in MEETINGS:
        soonest = today + timedelta(days)
        wait = (weekday - soonest.weekday()) % 7
        day = datetime.combine(soonest + timedelta(wait), hour)
        Space.objects.filter(slug=slug, meets_at__isnull=True).update(
            meets_at=timezone.make_aware(day), meets_where=where
        )


def ensure_visits() -> None:
    """So that *Mon espace* has something new to show at the first sign-in."""
    day = timezone.now() - timedelta(days=LAST_CAME)
    emails = [email for email, _, _ in sign_ins()]
    for member in Member.objects.filter(email__in=emails):
        Visit.objects.get_or_create(member=member, defaults={"at": day})
