"""Reading files, away from the web process.

A task may be run again at any moment: what it wrote before is replaced. A file's
first reading takes seconds; pages that are only images go to a queue of their own,
`ocr`, a few pages at a time, so that a long scan never makes others wait.
"""

import logging

from django.conf import settings
from django_tasks import task

from library import texts
from library.models import Version
from library.reading import Limits, Unreadable, read_file
from library.stored import local_copy

logger = logging.getLogger("maillage.library")

#: Pages given to OCR by one task: about ten seconds of work.
OCR_PAGES = 4


def limits() -> Limits:
    return Limits(
        wall=settings.READ_SECONDS,
        cpu=settings.READ_SECONDS,
        memory=settings.READ_MEMORY,
        resident=settings.READ_MEMORY,
    )


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
                limits=limits(),
                on_start=lambda reading: texts.keep_metadata(version, reading),
                on_page=lambda page: texts.keep_page(version, page),
            )
    except Unreadable as error:
        logger.info(
            "version %s is unreadable: %s %s", version.pk, error.code, error.trace
        )
        texts.fail(version, error.code, error.message)
        return
    if not reading.needs_ocr:
        texts.done(version)
        return
    texts.wait_for_ocr(version, reading.needs_ocr)
    if settings.OCR:
        recognise_version.enqueue(version.pk)


@task(queue_name="ocr", priority=-10)
def recognise_version(version_id: int) -> None:
    """Recognise the next pages of a version that are images, then ask for the rest."""
    version = Version.objects.filter(pk=version_id).select_related("document").first()
    if version is None or version.state != Version.State.NEEDS_OCR:
        return
    waiting = version.extracts.filter(needs_ocr=True).order_by("page")
    pages = list(waiting.values_list("page", flat=True)[:OCR_PAGES])
    try:
        with local_copy(version.file) as path:
            for page in pages:
                read_file(
                    path,
                    ocr=True,
                    first=page,
                    last=page,
                    limits=limits(),
                    on_page=lambda page: texts.keep_page(version, page),
                )
                texts.recognised(version, page)
    except Unreadable as error:
        logger.info(
            "version %s is unreadable: %s %s", version.pk, error.code, error.trace
        )
        texts.fail(version, error.code, error.message)
        return
    if waiting.exists():
        recognise_version.enqueue(version.pk)
    else:
        texts.done(version)
