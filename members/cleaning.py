"""What is not kept for ever."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from members import journal
from members.models import Invitation, JoinRequest, PeopleFile

#: A file of people that nobody did, or that is done, is of no use any more.
FILES_KEPT = timedelta(days=2)
#: Demands answered, and invitations that nobody used.
ANSWERED_KEPT = timedelta(days=365)


def purge_journal() -> int:
    """Remove the lines older than MAILLAGE_JOURNAL_DAYS; return how many."""
    return journal.purge(timezone.now() - timedelta(days=settings.JOURNAL_DAYS))


def purge_people_files() -> None:
    """Remove old files of people, answered demands and dead invitations."""
    now = timezone.now()
    old = PeopleFile.objects.filter(made_at__lt=now - FILES_KEPT)
    old.exclude(state=PeopleFile.State.RUNNING).delete()
    JoinRequest.objects.filter(answered_at__lt=now - ANSWERED_KEPT).delete()
    dead = Invitation.objects.filter(accepted_at__isnull=True)
    dead.filter(expires_at__lt=now - ANSWERED_KEPT).delete()
