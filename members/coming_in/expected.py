"""Those who are invited to a space and have not come yet, whoever invited them."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from members import journal
from members.coming_in import invitations
from members.models import InvitedTo, Member, Space
from members.models.coming_in import Invitation
from members.spaces import require_manager


def expected_in(space: Space) -> QuerySet[InvitedTo]:
    """The places that invitations open in `space`, the latest invited first."""
    unanswered = Invitation.objects.unanswered().values("pk")
    found = InvitedTo.objects.filter(space=space, invitation__in=unanswered)
    return found.select_related("invitation__invited_by").order_by("-invitation", "pk")


@transaction.atomic
def expect_no_more(by: Member, place: InvitedTo) -> bool:
    """Take `place` out of its invitation; is the invitation withdrawn with it?

    An occasional member who has no space left would see nothing: his invitation is
    withdrawn, and keeps its place for who invites again. Raises PermissionDenied or
    Refused unless `by` looks after the space, NotUsableError when the invitation has
    served or is withdrawn.
    """
    require_manager(by, place.space)
    invitation = Invitation.objects.select_for_update().get(pk=place.invitation_id)
    invitations.refuse_used(invitation)
    others = invitation.places.exclude(pk=place.pk)
    if invitation.role == Member.Role.OCCASIONAL and not others.exists():
        invitations.withdraw(by, invitation)
        return True
    place.delete()
    journal.record(
        journal.Kind.INVITATION,
        f"{invitation.email}\u202f: espace retiré de l’invitation "
        f"(«\u202f{place.space}\u202f»)",
        by=by,
    )
    return False
