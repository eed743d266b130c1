"""Looking at files and reading them, away from the web process.

A task may be run again at any moment: what it wrote before is replaced. A file's
first reading takes seconds; pages that are only images go to a queue of their own,
`ocr`, a few pages at a time, so that a long scan never makes others wait.
"""

import logging
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django_tasks import task

from library import texts
from library.door import antivirus, passing
from library.door.reasons import VIRUS
from library.limits import limits
from library.models import Version
from library.previews import making
from library.reading import Unreadable, read_file
from library.storage import StoreDown, is_up
from library.stored import LostError, local_copy

logger = logging.getLogger("maillage.library")

#: The `problem` of a version whose file the store no longer has, and what is told.
LOST = "lost"
LOST_SENTENCE = (
    "Ce fichier n’est plus là où il était gardé. Si vous l’avez encore, déposez-le à "
    "nouveau comme nouvelle version\u202f; sinon, prévenez la personne qui administre "
    "le site\u202f: il est peut-être dans une sauvegarde."
)
INFECTED = "Un virus a été reconnu dans ce fichier\u202f: il n’a pas été lu."
#: Pages given to OCR by one task: about ten seconds of work.
OCR_PAGES = 4
#: What stops a reading, and is no fault of ours.
STOPS = (antivirus.AntivirusDown, StoreDown, LostError, Unreadable)


def read_again(version: Version, priority: int = 0) -> None:
    """Read a version from the start, once this is committed."""
    with transaction.atomic():
        version.state = Version.State.WAITING
        version.problem = version.explanation = ""
        version.save(update_fields=["state", "problem", "explanation"])
        read_version.using(priority=priority).enqueue(version.pk)


@task()
def read_version(version_id: int) -> None:
    """Ask the antivirus, extract the text of every page of a version, and decide.

    Without an answer of the antivirus, or of the store, nothing is read: the version
    waits, and `library.forgotten` asks again.
    """
    version = found(version_id)
    if version is None:
        return
    try:
        with local_copy(version.file) as path:
            virus, flags = scanned(path)
            if virus:
                texts.fail(version, VIRUS, INFECTED)
                passing.hold_virus(version, virus)
                return
            texts.start(version)
            texts.keep_flags(version, flags)
            reading = read_file(
                path,
                name=version.name,
                limits=limits(),
                on_start=lambda reading: texts.keep_metadata(version, reading),
                on_page=lambda page: texts.keep_page(version, page),
                on_flags=lambda more: texts.keep_flags(version, [*flags, *more]),
            )
    except STOPS as error:
        stopped(version, error)
        return
    if reading.unread:
        texts.not_all_seen(version)
    if not reading.needs_ocr:
        finish(version)
        return
    texts.wait_for_ocr(version, reading.needs_ocr)
    if settings.OCR:
        recognise_version.enqueue(version.pk)
    else:
        texts.not_all_seen(version)
        passing.decide(version)  # nothing more will be known of it
        making.ask(version)


def found(version_id: int) -> Version | None:
    versions = Version.objects.filter(pk=version_id)
    return versions.select_related("document__space").first()


def scanned(path: Path) -> tuple[str, list[tuple[str, str]]]:
    """The virus that the antivirus names, and what else it says, as flags.

    Raises AntivirusDown.
    """
    if not antivirus.is_set():
        return "", []
    with path.open("rb") as file:
        answer = antivirus.scan(file)
    return answer.virus, [(answer.reason, "")] if answer.reason else []


def stopped(version: Version, error: Exception) -> None:
    """What becomes of a version whose reading stops; `library.forgotten` asks again for
    those that wait.
    """
    if isinstance(error, antivirus.AntivirusDown):
        logger.warning("clamd does not answer: %s", error)
        texts.wait_for(version, texts.ANTIVIRUS)
    elif isinstance(error, StoreDown):
        if is_up(version.file):
            raise error  # for this file alone: the task fails, and not without end
        if version.state != Version.State.NEEDS_OCR:
            texts.wait_for(version, texts.STORE)
    elif isinstance(error, LostError):
        lost(version, error)
    elif isinstance(error, Unreadable):
        give_up(version, error)


def lost(version: Version, error: LostError) -> None:
    """It is told once, and not asked for again. The door stays as it was: of what
    nobody can read, nobody says that it may pass.
    """
    logger.error("the store has lost %s, of version %s", error, version.pk)
    texts.fail(version, LOST, LOST_SENTENCE)


def finish(version: Version) -> None:
    texts.done(version)
    passing.decide(version)
    making.ask(version)


def give_up(version: Version, error: Unreadable) -> None:
    logger.info("version %s is unreadable: %s %s", version.pk, error.code, error.trace)
    texts.fail(version, error.code, error.message)
    passing.decide(version)


@task(queue_name="ocr", priority=-10)
def recognise_version(version_id: int) -> None:
    """Recognise the next pages of a version that are images, then ask for the rest."""
    version = found(version_id)
    if version is None or version.state != Version.State.NEEDS_OCR:
        return
    waiting = version.extracts.filter(needs_ocr=True).order_by("page")
    pages = list(waiting.values_list("page", flat=True)[:OCR_PAGES])
    try:
        with local_copy(version.file) as path:
            for page in pages:
                tried = read_file(
                    path,
                    ocr=True,
                    first=page,
                    last=page,
                    limits=limits(),
                    on_page=lambda page: texts.keep_page(version, page),
                )
                if tried.unread:
                    texts.not_all_seen(version)
                texts.recognised(version, page)
    except STOPS as error:
        stopped(version, error)
        return
    if waiting.exists():
        recognise_version.enqueue(version.pk)
    else:
        finish(version)
