"""Who may invite whom, and where.

Staff of the Pays invite anyone. Editors of a space invite there, as occasional
members with an end date: who becomes a permanent member is the staff's word.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from members.models import Invitation, Member, Space, SpaceQuerySet
from members.models.coming_in import InvitationQuerySet
from members.models.people import MemberQuerySet


def spaces_to_invite_to(user: Member | AnonymousUser) -> SpaceQuerySet:
    """Spaces that `user` may open to people who come in; *Public* has no people."""
    spaces: SpaceQuerySet = Space.objects.changed_by(user).exclude(
        visibility=Space.Visibility.PUBLIC
    )
    return spaces


def may_invite(user: Member | AnonymousUser) -> bool:
    """Who edits a space; while all of his are frozen, what he invited stays seen."""
    edited = Space.objects.edited_by(user)
    return edited.exclude(visibility=Space.Visibility.PUBLIC).exists()


def may_answer_demands(user: Member | AnonymousUser) -> bool:
    """Who looks at the demands of strangers: staff and administrators."""
    return isinstance(user, Member) and user.publishes_everywhere


def those_who_answer() -> MemberQuerySet:
    """Everyone for whom `may_answer_demands` holds."""
    answers = Q(is_superuser=True) | Q(role=Member.Role.STAFF)
    return Member.objects.filter(answers, is_active=True)


def roles_to_give(user: Member) -> list[str]:
    """The roles that `user` may give to who he invites."""
    role = Member.Role
    if user.publishes_everywhere:
        return [role.PERMANENT, role.OCCASIONAL, role.STAFF]
    return [role.OCCASIONAL]


def invitations_of(user: Member | AnonymousUser) -> InvitationQuerySet:
    """The invitations that `user` may see, send again and withdraw.

    Those of others that an editor took back are his too: he may invite again.
    """
    if not isinstance(user, Member):
        return Invitation.objects.none()
    if user.publishes_everywhere:
        return Invitation.objects.all()
    return Invitation.objects.filter(Q(invited_by=user) | Q(withdrawn_by=user))
