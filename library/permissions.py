"""Who may do what to a document. The rule is in members.rights."""

from library.models import Document
from members.models import Member
from members.rights import User, may_edit


def may_change(user: User, document: Document) -> bool:
    """Editors of the space; its author while it is only proposed."""
    if may_edit(user, document.space):
        return True
    mine = isinstance(user, Member) and document.uploaded_by_user_id == user.pk
    return mine and document.is_proposed


def may_retry(user: User, document: Document) -> bool:
    """Have a file read again: its author, and the editors of its space."""
    mine = isinstance(user, Member) and document.uploaded_by_user_id == user.pk
    return mine or may_edit(user, document.space)
