"""What people do with documents: one function for each verb.

The site, the bulk import, the admin and, later, the mail all call these.
"""

from dataclasses import dataclass
from typing import BinaryIO, cast

from django.core.files import File
from django.db import transaction

from library.content import fingerprint
from library.models import Category, Document, Reference, Version
from library.names import clean_name, is_runnable, title_of
from library.permissions import may_change, may_publish, may_retry, require
from library.reading.errors import Unreadable
from library.reading.sniff import sniff
from library.tasks import read_version
from members.models import Member, Space
from members.rights import may_contribute, publishes_at_once


@dataclass(frozen=True)
class Added:
    """What became of a file. `already` tells that the space had this content."""

    document: Document
    already: bool = False


def same_content(by: Member, space: Space, sha256: str) -> Document | None:
    """The document of `space` that has this content and that `by` may see."""
    found: Document | None = (
        Document.objects.visible_to(by)
        .filter(space=space, versions__sha256=sha256)
        .order_by("pk")
        .first()
    )
    return found


def add_document(
    *,
    by: Member,
    space: Space,
    category: Category,
    file: "File[bytes]",
    name: str,
    title: str = "",
) -> Added:
    """File a document in a space and have it read.

    The same content twice in a space gives the first document back. Raises
    PermissionDenied when `by` may not add to `space`, Unreadable when the library
    does not take such a file, OSError when the disk has no room; nothing is kept
    then.
    """
    require(may_contribute(by, space))
    name = clean_name(name)
    if is_runnable(name):
        raise Unreadable("executable")
    sniff(cast(BinaryIO, file))
    sha256 = fingerprint(file)
    at_once = publishes_at_once(by, space)
    # The file itself, not a copy: one received on the disk is then moved, not copied.
    given = file if isinstance(file, File) else File(file)
    given.name = name
    document = Document(
        title=(title.strip() or title_of(name))[:255],
        space=space,
        category=category,
        uploaded_by_user=by,
        file=given,
        status=Document.Status.PUBLISHED if at_once else Document.Status.PROPOSED,
    )
    with transaction.atomic():
        # One at a time in a space: two sent at once do not both find themselves first.
        # (SQLite: config.settings.SQLITE takes the lock of writing from the start.)
        Space.objects.select_for_update().get(pk=space.pk)
        first = same_content(by, space, sha256)
        if first is not None:
            return Added(first, already=True)
        document.save()
    return Added(document)


def publish_document(by: Member, document: Document) -> None:
    """Show a proposed document to all who see its space."""
    require(may_publish(by, document))
    document.status = Document.Status.PUBLISHED
    document.save(update_fields=["status", "changed_at"])


def retry_reading(by: Member, document: Document) -> None:
    """Read the current version again from the start."""
    require(may_retry(by, document))
    version = document.current
    if version is None or version.in_progress:
        return
    with transaction.atomic():
        version.state = Version.State.WAITING
        version.problem = version.explanation = ""
        version.save(update_fields=["state", "problem", "explanation"])
        read_version.enqueue(version.pk)


def delete_document(by: Member, document: Document) -> None:
    """Remove a document, its versions and their files."""
    require(may_change(by, document))
    document.delete()


def change_document(by: Member, document: Document) -> None:
    """Save what was changed in a document.

    In another space it is as if it had just been added there: shown at once, or
    proposed to the editors.
    """
    before = Document.objects.select_related("space").get(pk=document.pk)
    require(may_change(by, before))
    if before.space_id != document.space_id:
        require(may_contribute(by, document.space))
        if document.status != Document.Status.ARCHIVED:
            at_once = publishes_at_once(by, document.space)
            document.status = (
                Document.Status.PUBLISHED if at_once else Document.Status.PROPOSED
            )
    document.save()


def delete_reference(by: Member, reference: Reference) -> None:
    """Withdraw an official text."""
    require(may_change(by, reference))
    reference.delete()


def add_reference(by: Member, reference: Reference) -> Reference:
    """Put an official text in a space, where `by` publishes: it is seen at once."""
    require(publishes_at_once(by, reference.space))
    reference.added_by = by
    reference.save()
    return reference


def change_reference(by: Member, reference: Reference) -> Reference:
    """Save what was changed in an official text, its space among others."""
    before = Reference.objects.select_related("space").get(pk=reference.pk)
    require(may_change(by, before))
    if before.space_id != reference.space_id:
        require(publishes_at_once(by, reference.space))
    reference.save()
    return reference
