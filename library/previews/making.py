"""Previews, made by the worker once a file is read, and kept beside its version."""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django_tasks import task

from library import apart
from library.content import fingerprint
from library.limits import limits
from library.models import Document, Preview, Protocol, Version
from library.previews.kinds import DRAWN, FILTERS, SAME_NUMBERS, SHEETS, SLIDES
from library.previews.places import by_title, places
from library.protocols import copies
from library.storage import StoreDown, is_up
from library.stored import LostError, ask_again, local_copy

logger = logging.getLogger("maillage.library")

#: After every reading, those of whole folders too; what nobody waits for, later still.
SOON, LATE = -6, -7
#: How many are asked for in one night: a folder of thousands takes several.
A_NIGHT = 2_000
WORDS = {"encrypted", "too_big", "damaged", "timeout", "tool_missing"}


@dataclass(frozen=True)
class Drawn:
    """What the program made, in its folder."""

    folder: Path
    pages: int
    texts: list[str]
    marks: list[tuple[str, int]]

    @property
    def pdf(self) -> Path | None:
        made = self.folder / "preview.pdf"
        return made if made.exists() else None

    @property
    def thumbnail(self) -> Path | None:
        made = self.folder / "thumbnail.webp"
        return made if made.exists() else None


def is_drawable(version: Version) -> bool:
    """Can it be drawn here, and may it be opened?"""
    if not settings.PREVIEWS or version.kind not in DRAWN or version.has_virus:
        return False
    return version.kind not in FILTERS or has_office()


def has_office() -> bool:
    return bool(shutil.which("soffice") or shutil.which("libreoffice"))


def ask(version: Version) -> None:
    """Have it drawn, once this is committed."""
    if is_drawable(version):
        make_preview.using(priority=SOON).enqueue(version.pk)


def ask_for_missing() -> int:
    """The daily job: what was there before, what a kill or a lost file left undone."""
    if not settings.PREVIEWS:
        return 0
    kinds = DRAWN if has_office() else DRAWN - set(FILTERS)
    lacking = Document.everything.filter(
        current__kind__in=kinds, current__preview=None
    ).exclude(current__state__in=[Version.State.WAITING, Version.State.READING])
    asked = 0
    for document in lacking.select_related("current").order_by("-pk")[:A_NIGHT]:
        version = document.current
        if version is not None and not version.has_virus:
            make_preview.using(priority=LATE).enqueue(version.pk)
            asked += 1
    return asked


@task()
def make_preview(version_id: int) -> None:
    """Draw a version. Safe to run again; the last preview stays."""
    version = Version.objects.filter(pk=version_id).first()
    if version is None or not is_drawable(version):
        return
    with tempfile.TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as name:
        folder = Path(name)
        try:
            with local_copy(version.file) as source:
                drawn = draw(source, folder, version.kind)
            keep(filled(version, drawn))
        except apart.FailedError as error:
            logger.info("version %s is not drawn: %s", version_id, error)
            keep(Preview(version=version, problem=str(error)))
            return
        except LostError as error:
            logger.error("the store has lost %s, of version %s", error, version_id)
            return
        except StoreDown:
            if is_up(version.file):
                raise
            ask_again(make_preview, version_id)
            return
    if version.kind in FILTERS:
        ask_for_copy(version)


def draw(source: Path, folder: Path, kind: str) -> Drawn:
    """Raises apart.FailedError; the source is only read."""
    module = "library.previews.drawing"
    apart.run(module, [source, folder, kind], folder, limits(), words=WORDS)
    try:
        said = json.loads((folder / "drawn.json").read_text())
        return Drawn(
            folder,
            int(said["pages"]),
            [str(text) for text in said["texts"]],
            [(str(title), int(page)) for title, page in said["marks"]],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise apart.FailedError("crashed") from error


def filled(version: Version, drawn: Drawn) -> Preview:
    """The preview of a version, its files in the store."""
    preview = Preview(version=version, page_count=drawn.pages)
    if drawn.pdf is not None:
        with drawn.pdf.open("rb") as file:
            preview.sha256 = fingerprint(file)
            preview.size = drawn.pdf.stat().st_size
            preview.file.save("apercu.pdf", File(file), save=False)
        preview.places = where(version, drawn)
    if drawn.thumbnail is not None:
        with drawn.thumbnail.open("rb") as file:
            preview.thumbnail.save("vignette.webp", File(file), save=False)
    return preview


def where(version: Version, drawn: Drawn) -> list[tuple[int, int]]:
    """Where the pages of its text are in its PDF; nothing when they are the same."""
    if version.kind in SAME_NUMBERS or not drawn.texts:
        return []
    texts = list(version.extracts.order_by("page").values_list("text", flat=True))
    same = [(number, number) for number in range(1, drawn.pages + 1)]
    if version.kind in SLIDES and len(texts) == drawn.pages:
        found = same
    elif version.kind in SHEETS and drawn.marks:
        found = by_title(texts, drawn.marks, drawn.pages)
    else:
        found = places(texts, drawn.texts)
    return [] if found == same else found


def keep(preview: Preview) -> None:
    """In the place of the one before, whose files go."""
    with transaction.atomic():
        before = Preview.objects.select_for_update().filter(version=preview.version)
        for one in before:
            one.delete()
        preview.save()


def ask_for_copy(version: Version) -> None:
    """The PDF of a protocol bears its code, as one that was given as PDF does."""
    found = Protocol.objects.filter(document__current=version)
    for protocol in found.select_related("document__current"):
        copies.ask(protocol.document)
