"""What the settings let a program that opens a file use."""

from django.conf import settings

from library.reading import Limits


def limits() -> Limits:
    return Limits(
        wall=settings.READ_SECONDS,
        cpu=settings.READ_SECONDS,
        memory=settings.READ_MEMORY,
        resident=settings.READ_MEMORY,
    )
