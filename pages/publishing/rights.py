"""Who may propose, answer and confirm. The rule is in members.rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from members.models import Member, Membership, Space
from members.rights import User, may_edit
from pages.publishing.models import Proposal

if TYPE_CHECKING:
    from pages.models import ContentPage


def may_propose(user: User, space: Space) -> bool:
    """People of a space that lets them contribute, readers too; and its editors."""
    if not isinstance(user, Member) or not space.is_open:
        return False
    if may_edit(user, space):
        return True
    if space.contribution == Space.Contribution.READ:
        return False
    return Membership.objects.current().filter(member=user, space=space).exists()


def takes(place: ContentPage, kind: type[ContentPage]) -> bool:
    """May a page of this kind stand under `place`? Nothing but sections does under the
    front page."""
    return kind in place.specific_class.allowed_subpage_models()


def may_report(user: User, page: ContentPage) -> bool:
    """Whoever is signed in and sees the page."""
    return isinstance(user, Member) and page.space.is_open and page.is_visible_to(user)


def may_answer(user: User, proposal: Proposal) -> bool:
    """Editors of the space; and the owner of the page, of a problem there."""
    mine = Proposal.objects.answerable_by(user)
    return mine.filter(pk=proposal.pk).exists()


def may_confirm(user: User, page: ContentPage) -> bool:
    """Say that a page still holds: its owner, and the editors of its space."""
    if not isinstance(user, Member) or not page.space.is_open:
        return False
    if may_edit(user, page.space):
        return True
    return page.owner_id == user.pk and page.is_visible_to(user)
