"""Copies of protocols: on paper or kept on a machine, they say where to check them.

What is downloaded of a PDF bears, on every page, its version, its day and a QR code;
the address in it answers whether the copy is still the one to follow.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from library.content import fingerprint
from library.limits import limits
from library.models import Document, Preview, Protocol, StampedCopy, Version
from library.protocols.needed import with_needed
from library.protocols.stamping import NotStampedError, stamp
from library.storage import StoreDown, is_up
from library.stored import LostError, ask_again, local_copy
from members.french import in_words
from members.rights import User

logger = logging.getLogger("maillage.library")

#: Bytes: a longer file is given as it is.
LARGEST = 100 << 20


def address_of(protocol: Protocol, number: int) -> str:
    return urljoin(f"{settings.SITE_ADDRESS}/", protocol.copy_path(number))


def said_by(protocol: Protocol, version: Version) -> list[str]:
    """The lines that a copy bears, beside its code."""
    day = in_words(timezone.localdate(version.added_at))
    first = f"Version {version.number} du {day}"
    if protocol.is_approved and protocol.approved_on:
        first += f", approuvée le {in_words(protocol.approved_on)}"
    address = address_of(protocol, version.number)
    return [
        first,
        "Ce protocole peut avoir changé depuis\u202f: pour savoir si cette copie est à "
        "jour, lisez ce code",
        f"ou ouvrez {address}",
        settings.SITE_NAME,
    ]


def summed(protocol: Protocol, version: Version) -> str:
    """What tells whether a copy has to be made anew."""
    return "\n".join(said_by(protocol, version))[:300]


def ask(document: Document) -> None:
    """Have the copy of the current version made, once this is committed."""
    version = document.current
    if version is not None and version.is_through and paper_of(version):
        make_copy.enqueue(version.pk)


def paper_of(version: Version) -> Version | Preview | None:
    """The PDF that is marked: the file itself, or what is made of an office file."""
    if version.is_pdf:
        return version
    preview: Preview | None = getattr(version, "preview", None)
    return preview if preview is not None and preview.file else None


def ask_for_missing() -> int:
    """The daily job: what a kill, a change of address or of fiche left undone."""
    asked = 0
    found = with_needed(Protocol.objects.all()).select_related(
        "document__current__stamped", "document__current__preview"
    )
    for protocol in found.exclude(document__current=None):
        version = protocol.document.current
        assert version is not None
        if paper_of(version) is None:
            continue
        made = getattr(version, "stamped", None)
        if made is None or made.said != summed(protocol, version):
            ask(protocol.document)
            asked += 1
    return asked


def forget(document: Document) -> None:
    """Its files are given as they are from now on."""
    for copy in StampedCopy.objects.filter(version__document=document):
        copy.delete()


@task()
def make_copy(version_id: int) -> None:
    """Mark every page of a version. Safe to run again; the last one stays."""
    version = Version.objects.filter(pk=version_id).first()
    paper = paper_of(version) if version is not None else None
    if version is None or paper is None or not version.is_through:
        return
    found = Protocol.objects.filter(document=version.document_id)
    protocol = with_needed(found).first()
    if protocol is None:
        return
    lines, said = said_by(protocol, version), summed(protocol, version)
    address = address_of(protocol, version.number)
    if paper.size > LARGEST:
        keep(version, said, problem="too_big")
        return
    with tempfile.TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder:
        try:
            with local_copy(paper.file) as source:
                made = stamp(source, Path(folder), address, lines, limits())
            keep(version, said, made)
        except NotStampedError as error:
            keep(version, said, problem=str(error))
        except LostError as error:
            logger.error("the store has lost %s, of version %s", error, version.pk)
        except StoreDown:
            if is_up(version.file):
                raise
            ask_again(make_copy, version.pk)


def keep(
    version: Version, said: str, made: Path | None = None, problem: str = ""
) -> None:
    """The copy in the place of the one before, whose file goes."""
    copy = StampedCopy(version=version, said=said, problem=problem)
    if made is not None:
        with made.open("rb") as file:
            copy.sha256, copy.size = fingerprint(file), made.stat().st_size
            file.seek(0)
            copy.file.save("copie.pdf", File(file), save=False)
    with transaction.atomic():
        for before in StampedCopy.objects.select_for_update().filter(version=version):
            before.delete()
        copy.save()


def given_for(version: Version) -> Version | StampedCopy:
    """What is downloaded of a version: its marked copy when there is one."""
    return marked([version]).get(version.pk, version)


def marked_pdf(version: Version) -> StampedCopy | None:
    """The marked PDF of a version, be it made of an office file."""
    copy = StampedCopy.objects.filter(version=version, problem="").first()
    if copy is not None:
        copy.version = version
    return copy


def made_pdf(version: Version, *, copied: bool) -> StampedCopy | Preview | None:
    """The PDF that is made of a file which is not one; `copied`: marked, if it can be.

    None of a PDF, and where none was made.
    """
    if version.is_pdf:
        return None
    if copied and (copy := marked_pdf(version)) is not None:
        return copy
    preview = Preview.objects.filter(version=version).exclude(file="").first()
    if preview is not None:
        preview.version = version
    return preview


def marked(versions: Iterable[Version | None]) -> dict[int, StampedCopy]:
    """The marked copies that PDFs have, by the keys of the versions.

    An office file is given as it is, for who goes on writing it.
    """
    asked = {v.pk: v for v in versions if v is not None and v.is_pdf}
    found = StampedCopy.objects.filter(version__in=asked, problem="") if asked else []
    made = {copy.version_id: copy for copy in found}
    for key, copy in made.items():
        copy.version = asked[key]
    return made


@dataclass(frozen=True)
class Told:
    """What the address of a copy answers.

    `state`: current, due (to be looked at again), older, archived, gone or unknown.
    `seen`: may the person see the document? Then its title is said.
    """

    state: str
    number: int
    protocol: Protocol | None = None
    version: Version | None = None
    seen: bool = False

    @property
    def is_good(self) -> bool:
        return self.state == "current"


def told(code: str, number: int, user: User) -> Told:
    found = Protocol.everything.select_related("document__current", "document__space")
    protocol = found.filter(code=code.upper()).first()
    if protocol is None:
        return Told("unknown", number)
    document = protocol.document
    seen = Document.objects.visible_to(user).filter(pk=document.pk).exists()
    version = document.versions.filter(number=number).first()
    current = document.current
    if number < 1:
        return Told("unknown", number)
    if document.trashed_at is not None or protocol.retired_at is not None:
        state = "gone"
        seen = seen and document.trashed_at is None
    elif document.is_archived:
        state = "archived"
    elif document.is_seen_by_few or current is None or number > current.number:
        state = "gone"
    elif number < current.number:
        state = "older"
    else:
        state = "due" if document.is_review_due else "current"
    return Told(state, number, protocol, version, seen)
