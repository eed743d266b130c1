"""What people do with documents: one function for each verb.

The site, the bulk import, the admin and, later, the mail all call these.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from library.communes import set_communes
from library.content import acceptable, fingerprint
from library.folders import as_there, paths_of
from library.keywords import set_keywords
from library.models import Category, Document, Reference
from library.names import clean_name, title_of
from library.permissions import (
    is_author,
    may_change,
    may_publish,
    may_retry,
)
from library.put_back import put_back
from library.signals import BY_A_PERSON
from library.tasks import read_again
from library.themes import set_themes
from members.communes import Commune
from members.models import Member, Space
from members.refusals import Refused
from members.rights import may_contribute, publishes_at_once, require
from members.spaces import letters
from pages.models import ThemePage


@dataclass(frozen=True)
class Added:
    """What became of a file. `already` tells that the space had this content."""

    document: Document
    already: bool = False


def same_content(
    by: Member, space: Space, sha256: str, *, but: int | None = None
) -> Document | None:
    """The document of `space` that has this content and that `by` may see.

    `but` is the key of the one that is being changed.
    """
    found: Document | None = (
        Document.objects.visible_to(by)
        .filter(space=space, current__sha256=sha256)
        .exclude(pk=but)
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
    folder: str = "",
    in_bulk: bool = False,
) -> Added:
    """File a document in a space and have it read.

    The same content twice in a space gives the first document back. Raises
    PermissionDenied when `by` may not add to `space`, Unreadable when the library
    does not take such a file, OSError when the disk has no room, StoreDown among them
    when the store does not answer; nothing is kept then. `folder` is a path that
    `library.folders` has cleaned.
    """
    require(may_contribute(by, space), space)
    name = clean_name(name)
    acceptable(file, name)
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
    document.in_bulk = in_bulk
    first = same_content(by, space, sha256)
    if first is not None:
        put_back(by, first.current, document.file)
        return Added(first, already=True)
    document.store_file()
    try:
        return enter(document, sha256, folder)
    finally:
        document.drop_file()  # unless `save` has taken it


def enter(document: Document, sha256: str, folder: str) -> Added:
    """File a document whose file the store has."""
    by, space = document.uploaded_by_user, document.space
    assert by is not None
    with transaction.atomic():
        # One at a time in a space: two sent at once do not both find themselves first.
        # (SQLite: config.settings.SQLITE takes the lock of writing from the start.)
        Space.objects.select_for_update().get(pk=space.pk)
        first = same_content(by, space, sha256)
        if first is not None:
            return Added(first, already=True)
        if folder:
            document.folder = spelled(by, space, folder)
        document.save()
    return Added(document)


def spelled(by: Member, space: Space, folder: str, but: int | None = None) -> str:
    """The folder as those that `by` sees in the space spell it."""
    seen = Document.objects.visible_to(by).filter(space=space).exclude(pk=but)
    return as_there(folder, paths_of(seen))


def require_read(document: Document, version: str) -> None:
    """Raise Refused when `version`, the key that an editor has read, is not current.

    An answer to a proposal is for the file that was read. Empty: nothing is said.
    """
    if version and version != str(document.current_id):
        raise Refused(
            f"Le fichier de «\u202f{document.title}\u202f» a été remplacé depuis que "
            "vous avez ouvert cette page\u202f: lisez le nouveau, puis répondez."
        )


def publish_document(by: Member, document: Document) -> None:
    """Show a proposed document to all who see its space, and tell its author.

    Raises Refused while the door has not let it through.
    """
    require(may_publish(by, document), document.space)
    if document.at_door:
        raise Refused(
            f"«\u202f{document.title}\u202f» n’est pas encore vérifié, ou il est "
            "retenu\u202f: il se publie une fois qu’il est passé."
        )
    with transaction.atomic():
        answer_proposal(by, document, Document.Status.PUBLISHED)
        tell_author(
            by,
            document,
            f"«\u202f{document.title}\u202f» est publié",
            f"{by.get_full_name()} a publié le document que vous avez proposé, "
            f"«\u202f{document.title}\u202f», dans «\u202f{document.space}\u202f».",
        )


def refuse_document(by: Member, document: Document, word: str) -> None:
    """Leave a proposed document to its author, with a word that says why.

    Raises ValueError for a document that is not proposed (any more).
    """
    require(may_publish(by, document), document.space)
    if not document.is_proposed:
        raise ValueError(document.status)
    with transaction.atomic():
        answer_proposal(by, document, Document.Status.REFUSED, word.strip())
        tell_author(
            by,
            document,
            f"«\u202f{document.title}\u202f» n’est pas publié",
            f"{by.get_full_name()} n’a pas publié le document que vous avez proposé, "
            f"«\u202f{document.title}\u202f», dans «\u202f{document.space}\u202f», et "
            "vous dit pourquoi\u202f:",
            word=word,
            after="Vous pouvez le corriger et le proposer de nouveau, ou le retirer.",
        )


def answer_proposal(
    by: Member, document: Document, status: Document.Status, word: str = ""
) -> None:
    document.status = status
    document.answer = word
    document.answered_at = timezone.now()
    document.answered_by = by
    document.save(
        update_fields=["status", "answer", "answered_at", "answered_by", "changed_at"]
    )


def tell_author(
    by: Member,
    document: Document,
    subject: str,
    *sentences: str,
    word: str = "",
    after: str = "",
) -> None:
    """By mail, unless he did it himself or his account is closed."""
    author = document.uploaded_by_user
    if author is None or author == by or not author.is_active:
        return
    letters.write(
        [author],
        subject,
        *sentences,
        word=word,
        after=after,
        action="Voir le document",
        address=document.get_absolute_url(),
    )


def propose_again(by: Member, document: Document) -> None:
    """Ask the editors to look again at what they refused; for its author."""
    require(document.is_refused and is_author(by, document))
    require(may_contribute(by, document.space), document.space)
    at_once = publishes_at_once(by, document.space)
    document.status = Document.Status.PUBLISHED if at_once else Document.Status.PROPOSED
    document.save(update_fields=["status", "changed_at"])


def retry_reading(by: Member, document: Document) -> None:
    """Read the current version again from the start."""
    require(may_retry(by, document), document.space)
    version = document.current
    if version is None or version.in_progress:
        return
    read_again(version, BY_A_PERSON)


def change_document(
    by: Member,
    document: Document,
    themes: Iterable[ThemePage] | None = None,
    keywords: Iterable[str] | None = None,
    communes: Iterable[Commune] | None = None,
) -> None:
    """Save what was changed in a document; its themes, keywords, communes when given.

    In another space it is as if it had just been added there: shown at once, or
    proposed to the editors.
    """
    before = Document.objects.select_related("space").get(pk=document.pk)
    require(may_change(by, before), before.space)
    if before.space_id != document.space_id:
        require(may_contribute(by, document.space))
        if document.status != Document.Status.ARCHIVED:
            at_once = publishes_at_once(by, document.space)
            document.status = (
                Document.Status.PUBLISHED if at_once else Document.Status.PROPOSED
            )
    document.replaced_by = by
    if document.folder and document.folder != before.folder:
        document.folder = spelled(by, document.space, document.folder, document.pk)
    with transaction.atomic():
        document.save()
        if themes is not None:
            set_themes(by, document, themes)
        if keywords is not None:
            set_keywords(document, keywords)
        if communes is not None:
            set_communes(document, communes)


def add_reference(by: Member, reference: Reference) -> Reference:
    """Put an official text in a space, where `by` publishes: it is seen at once."""
    require(publishes_at_once(by, reference.space))
    reference.added_by = by
    reference.save()
    return reference


def change_reference(by: Member, reference: Reference) -> Reference:
    """Save what was changed in an official text, its space among others."""
    before = Reference.objects.select_related("space").get(pk=reference.pk)
    require(may_change(by, before), before.space)
    if before.space_id != reference.space_id:
        require(publishes_at_once(by, reference.space))
    reference.save()
    return reference
