"""Whole folders of documents, brought in file by file through `add_document`.

The work may be stopped at any moment and started again: what is already there is
recognised by its content.
"""

import logging
import os
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db.models import Case, QuerySet, Value, When

from library.actions import add_document
from library.folders import FolderError, clean_folder
from library.models import Category, Document, Extract, Version
from library.reading.errors import Unreadable
from library.storage import StoreDown
from members.models import Member, Space
from members.refusals import Refused

logger = logging.getLogger("maillage.library")

#: What systems leave in folders, and nobody wrote.
LITTER = {"thumbs.db", "desktop.ini", "ehthumbs.db"}
LOCK = "~$"  # how Office names the lock of an open file


class Result(Enum):
    IMPORTED = "imported"
    ALREADY = "already"
    REFUSED = "refused"


@dataclass(frozen=True)
class Outcome:
    """What became of one file; `path` is relative to the folder, fit to be shown.

    `reason` is a French sentence when the file was refused.
    """

    path: str
    result: Result
    document: Document | None = None
    reason: str = ""


def files_of(folder: Path) -> list[Path]:
    """The files under `folder`, sorted, without hidden ones nor links to folders.

    A link to a file is told and refused: it may lead out of the folder.
    """
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(place, name) for name in names if not is_litter(name)]
    return sorted(found, key=lambda path: path.relative_to(folder).parts)


def is_litter(name: str) -> bool:
    return name.startswith((".", LOCK)) or name.lower() in LITTER


def shown(name: str) -> str:
    """A file's name as text, whatever the bytes that the disk holds for it."""
    return os.fsencode(name).decode("utf-8", "replace")


def import_files(
    paths: Iterable[Path], *, folder: Path, by: Member, space: Space, category: Category
) -> Generator[Outcome, None, None]:
    """Add each file to `space`, and tell at once what became of it."""
    for path in paths:
        name = shown(str(path.relative_to(folder)))
        try:
            within = clean_folder(shown(str(path.relative_to(folder).parent)))
            added = import_file(
                path, by=by, space=space, category=category, folder=within
            )
        except FolderError as error:
            yield Outcome(name, Result.REFUSED, reason=str(error))
        except Unreadable as error:
            yield Outcome(name, Result.REFUSED, reason=error.message)
        except Refused as refused:
            yield Outcome(name, Result.REFUSED, reason=refused.sentence)
        except PermissionDenied:
            yield Outcome(
                name, Result.REFUSED, reason=f"{by} ne peut rien déposer dans {space}."
            )
        except StoreDown:
            reason = "Le serveur qui garde les fichiers ne répond pas."
            yield Outcome(name, Result.REFUSED, reason=reason)
        except OSError as error:
            reason = f"Ce fichier n’a pas pu être lu ou gardé ({error.strerror})."
            yield Outcome(name, Result.REFUSED, reason=reason)
        except Exception as error:
            # One file never stops the others; the log has the rest of the story.
            logger.exception("%s could not be imported", name)
            reason = f"Erreur inattendue\u202f: {type(error).__name__}, {error}."
            yield Outcome(name, Result.REFUSED, reason=reason)
        else:
            yield Outcome(name, *added)


def import_file(
    path: Path, *, by: Member, space: Space, category: Category, folder: str = ""
) -> tuple[Result, Document | None, str]:
    """Add one file. Raises what `add_document` raises."""
    if path.is_symlink():
        return (
            Result.REFUSED,
            None,
            "C’est un lien vers un autre fichier\u202f: donnez le fichier lui-même.",
        )
    if not path.is_file():
        return Result.REFUSED, None, "Ce n’est pas un fichier, ou son lien est rompu."
    if path.stat().st_size > settings.MAX_FILE:
        most = settings.MAX_FILE // 1024**2
        reason = f"Ce fichier est trop gros\u202f: la limite est de {most}\u202fMo."
        return Result.REFUSED, None, reason
    with path.open("rb") as opened:
        added = add_document(
            by=by,
            space=space,
            category=category,
            file=File(opened),
            name=shown(path.name),
            folder=folder,
            in_bulk=True,
        )
    return Result.ALREADY if added.already else Result.IMPORTED, added.document, ""


def first_publisher() -> Member | None:
    """Who signs when nobody is named: the first administrator, or else staff."""
    staff = Member.objects.filter(is_active=True, role=Member.Role.STAFF)
    administrators = Member.objects.filter(is_active=True, is_superuser=True)
    return administrators.order_by("pk").first() or staff.order_by("pk").first()


def versions_of(outcomes: Iterable[Outcome]) -> "QuerySet[Version]":
    """The current versions of the imported documents, in the order of `outcomes`."""
    documents = [o.document.pk for o in outcomes if o.document is not None]
    if not documents:
        return Version.objects.none()
    current = Document.objects.filter(pk__in=documents).values("current")
    order = Case(
        *(When(document=pk, then=Value(rank)) for rank, pk in enumerate(documents))
    )
    return Version.objects.filter(pk__in=current).order_by(order)


def still_to_read(versions: "QuerySet[Version]") -> int:
    """How much is left: versions that wait, and pages that OCR has not seen.

    Without OCR nothing more will come of a version that needs it.
    """
    states = [Version.State.WAITING, Version.State.READING]
    left = versions.filter(state__in=states).count()
    if settings.OCR:
        left += versions.filter(state=Version.State.NEEDS_OCR).count()
        left += Extract.objects.filter(
            version__in=versions.order_by(),
            version__state=Version.State.NEEDS_OCR,
            needs_ocr=True,
        ).count()
    return left
