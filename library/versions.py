"""Verbs on the versions of a document: taken again, removed."""

from __future__ import annotations

from django.core.files import File
from django.db import transaction

from library.door.passing import named
from library.models import Document, Version
from library.permissions import may_change
from library.stored import LostError, local_copy
from members import journal
from members.models import Member
from members.refusals import Refused
from members.rights import refuse_closed, require

LOST = (
    "Le fichier de la version {} n’est plus là où il était gardé\u202f: rien n’a "
    "changé. Si vous l’avez encore, déposez-le comme nouvelle version."
)


def take_again(by: Member, version: Version) -> None:
    """Give the file of an old version anew: the next number, and the same way in."""
    document = version.document
    require(may_change(by, document))
    if is_newest(version):
        return  # asked twice
    try:
        with local_copy(version.file) as path, path.open("rb") as stored:
            document.file = File(stored, name=version.name)
            document.store_file()
    except LostError as error:
        raise Refused(LOST.format(version.number)) from error
    try:
        with transaction.atomic():
            Document.everything.select_for_update().get(pk=document.pk)
            if is_newest(version):
                return
            document.replaced_by = by
            document.version_note = f"Reprise de la version {version.number}"
            document.save()
    finally:
        document.drop_file()


def is_newest(version: Version) -> bool:
    """Is it what was given last, under whatever number?"""
    newest = version.document.versions.order_by("-number").first()
    return newest is not None and newest.sha256 == version.sha256


def remove(by: Member, version: Version) -> None:
    """Delete a version that is not the current one, with its file, for good."""
    document = version.document
    require(may_change(by, document))
    if version.pk == document.current_id:
        raise ValueError(version.number)
    with transaction.atomic():
        refuse_closed(document)
        journal.record(
            journal.Kind.DOOR,
            f"version {version.number} supprimée\u202f: {named(version)}",
            space=document.space,
            by=by,
        )
        version.delete()
