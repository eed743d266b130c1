"""Who may do what to a document. The rule is in members.rights."""

from django.core.exceptions import PermissionDenied

from library.models import Document, Reference
from members.models import Member
from members.rights import User, may_edit


def may_publish(user: User, thing: Document | Reference) -> bool:
    """Editors of the space."""
    return may_edit(user, thing.space)


def may_change(user: User, document: Document) -> bool:
    """Editors of the space; its author while it is only proposed."""
    mine = isinstance(user, Member) and document.uploaded_by_user_id == user.pk
    return (mine and document.is_proposed) or may_edit(user, document.space)


def may_retry(user: User, document: Document) -> bool:
    """Have a file read again: its author, and the editors of its space."""
    mine = isinstance(user, Member) and document.uploaded_by_user_id == user.pk
    return mine or may_edit(user, document.space)


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless `allowed`."""
    if not allowed:
        raise PermissionDenied
