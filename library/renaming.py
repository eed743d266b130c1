"""A folder is renamed, moved or undone as a whole, with all that stands in it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone

from library.folders import (
    DEEPEST,
    LONGEST,
    SEPARATOR,
    TOO_LONG,
    FolderError,
    as_there,
    clean_folder,
    in_folder,
    paths_of,
)
from library.models import Document
from members.models import Member, Space
from members.rights import may_edit, require


def rename_folder(by: Member, space: Space, old: str, given: str) -> str:
    """Give the folder `old` of `space` another path, with all that is below.

    The new path is spelled as the folders that are there; one that exists takes what
    is moved in. Empty: what stood there stands at the root. What is in the trash
    follows. Gives the path kept; raises FolderError when it, or one below, would be
    too long or too deep.
    """
    require(may_edit(by, space), space)
    with transaction.atomic():
        Space.objects.select_for_update().get(pk=space.pk)
        here = Document.everything.filter(space=space)
        others = paths_of(here.exclude(in_folder(old)))
        new = as_there(clean_folder(given), others)
        for path in paths_of(here.filter(in_folder(old))):
            moved = (new + path[len(old) :]).strip(SEPARATOR)
            if len(moved) > LONGEST or moved.count(SEPARATOR) >= DEEPEST:
                raise FolderError(TOO_LONG)
        now = timezone.now()
        start = f"{new}{SEPARATOR}" if new else ""
        # What is below first: « Soins » may become « Soins/Anciens ».
        here.filter(folder__startswith=f"{old}{SEPARATOR}").update(
            folder=Concat(Value(start), Substr("folder", len(old) + 2)), changed_at=now
        )
        here.filter(folder=old).update(folder=new, changed_at=now)
    return new
