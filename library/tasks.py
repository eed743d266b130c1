"""Reading files, away from the web process.

A task may be run again at any moment: what it wrote before is replaced. A file's
first reading takes seconds; pages that are only images go to a queue of their own,
`ocr`, a few pages at a time, so that a long scan never makes others wait.
"""

import logging

from django.conf import settings

from django_tasks import task

from library import texts
from library.models import Extract, Version
from library.reading import Limits, Reading, Unreadable, read_file
from library.stored import local_copy

logger = logging.getLogger("maillage.library")

#: Pages given to OCR by one task: about ten seconds of work.
OCR_PAGES = 4
UNSEEN = 60  # seconds given to one page of OCR


@task()
def read_version(version_id: int) -> None:
    """Extract the text of every page of a version."""
    version = Version.objects.filter(pk=version_id).select_related("document").first()
    if version is None:
        return
    texts.start(version)
    try:
        with local_copy(version.file) as path:
            reading = read_file(
                path,
                name=version.name,
                limits=Limits(
                    wall=settings.READ_SECONDS, memory=settings.READ_MEMORY
                ),
                on_page=texts.Writer(version).add,
            )
    except Unreadable as error:
        logger.warning("version %s is unreadable: %s", version.pk, error.trace or error)
        texts.fail(version, error.code, error.message)
        return
    finish(version, reading)


def finish(version: Version, reading: Reading) -> None:
    texts.keep_metadata(version, reading)
    if not reading.needs_ocr:
        texts.done(version)
    elif settings.OCR:
        texts.wait_for_ocr(version, reading.needs_ocr)
        recognise_version.enqueue(version.pk)
    else:
        texts.wait_for_ocr(version, reading.needs_ocr)


@task(queue_name="ocr", priority=-10)
def recognise_version(version_id: int) -> None:
    """Recognise the next pages of a version that are images, then ask for the rest."""
    version = Version.objects.filter(pk=version_id).select_related("document").first()
    if version is None or version.state == Version.State.UNREADABLE:
        return
    waiting = version.extracts.filter(needs_ocr=True).order_by("page")
    pages = list(waiting.values_list("page", flat=True)[:OCR_PAGES])
    try:
        with local_copy(version.file) as path:
            for page in pages:
                read_file(
                    path,
                    name=version.name,
                    ocr=True,
                    first=page,
                    last=page,
                    limits=Limits(wall=UNSEEN, memory=settings.READ_MEMORY),
                    on_page=texts.Writer(version).add,
                )
                # A page that gives nothing is not asked for again.
                Extract.objects.filter(version=version, page=page).update(
                    needs_ocr=False
                )
    except Unreadable as error:
        logger.warning("version %s, page %s: %s", version.pk, page, error)
        texts.fail(version, error.code, error.message)
        return
    if waiting.exists():
        recognise_version.enqueue(version.pk)
    else:
        texts.done(version)


