"""When the groups of the demonstration meet, and when its people last came."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from home.demo.people import EXITS, GES, STEERING, sign_ins
from home.models import Visit
from members.models import Member, Space

PUBLIC = "public"
#: Space, days from today, hour and place.
MEETINGS = [
    (EXITS, 6, time(20, 30), "Maison de santé de Saint-Prix, salle du premier étage"),
    (STEERING, 13, time(14), "Maison du Pays, Lapalisse"),
    (PUBLIC, 20, time(19), "Médiathèque de Lapalisse, entrée libre"),
    (GES, 34, time(20, 30), "Salle des fêtes de Varennes-sur-Allier"),
]
#: Who signs in was last there so many days ago.
LAST_CAME = 20


def ensure_meetings() -> None:
    """Give each space its next meeting, but one that has been given another."""
    today = timezone.localdate()
    for slug, days, hour, where in MEETINGS:
        day = datetime.combine(today + timedelta(days), hour)
        Space.objects.filter(slug=slug, meets_at__isnull=True).update(
            meets_at=timezone.make_aware(day), meets_where=where
        )


def ensure_visits() -> None:
    """So that *Mon espace* has something new to show at the first sign-in."""
    day = timezone.now() - timedelta(days=LAST_CAME)
    emails = [email for email, _, _ in sign_ins()]
    for member in Member.objects.filter(email__in=emails):
        Visit.objects.get_or_create(member=member, defaults={"at": day})
