"""Who may do what to a document or a reference. The rule is in members.rights."""

from library.models import Document, Reference, SharedLink
from members.models import Member, Space
from members.rights import User, may_edit, publishes_at_once


def may_publish(user: User, document: Document) -> bool:
    """Editors of the space."""
    return may_edit(user, document.space)


def may_change(user: User, thing: Document | Reference) -> bool:
    """Correct or withdraw: editors of the space, and its author.

    Once an editor has published what its author only proposed, it is the editors'.
    Nobody while the space is frozen or archived.
    """
    if not thing.space.is_open:
        return False
    if may_edit(user, thing.space):
        return True
    if not is_author(user, thing):
        return False
    unpublished = isinstance(thing, Document) and thing.is_unpublished
    return unpublished or publishes_at_once(user, thing.space)


def may_restore(user: User, thing: Document | Reference) -> bool:
    """Take back from the trash: who could change it. What an editor took away from
    its author, an editor gives back.
    """
    if may_edit(user, thing.space):
        return thing.space.is_open
    return thing.trashed_by_id == user.pk and may_change(user, thing)


def may_release(user: User, document: Document) -> bool:
    """Let through what the door holds: staff of the Pays, in a space that is open."""
    return (
        isinstance(user, Member)
        and bool(user.publishes_everywhere)
        and document.space.is_open
    )


def may_hold(user: User, document: Document) -> bool:
    """Hold what the door let through: who edits its space."""
    return may_edit(user, document.space)


def may_share(user: User, document: Document) -> bool:
    """Give somebody outside a link to it: who may change it, where its space allows it.

    What is published, through the door and in use. A link opens as long as its giver
    may do so: `library.models.sharing.could_be_given` is the same rule in SQL.
    """
    version = document.current
    return (
        document.space.allows_links
        and document.status == Document.Status.PUBLISHED
        and not document.at_door
        and document.trashed_at is None
        and version is not None
        and version.is_through
        and may_change(user, document)
    )


def may_take_back(user: User, link: SharedLink) -> bool:
    """Who gave it, and who edits the space: closed too, for a right can always go."""
    edited = Space.objects.edited_by(user).filter(pk=link.document.space_id)
    return link.given_by_id == user.pk or edited.exists()


def may_eliminate(user: User) -> bool:
    """Ask the Archives what may be destroyed, and destroy it: staff of the Pays."""
    return isinstance(user, Member) and bool(user.publishes_everywhere)


def may_see_door(user: User, document: Document) -> bool:
    """See what waits at the door, or is held there: its author, and the editors."""
    return is_author(user, document) or may_edit(user, document.space)


def may_retry(user: User, document: Document) -> bool:
    """Have a file read again: its author, and the editors of its space."""
    return document.space.is_open and may_see_door(user, document)


def is_author(user: User, thing: Document | Reference) -> bool:
    """Who added the thing; nobody once that account is gone."""
    if isinstance(thing, Document):
        author = thing.uploaded_by_user_id
    else:
        author = thing.added_by_id
    return isinstance(user, Member) and author == user.pk
