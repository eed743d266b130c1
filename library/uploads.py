"""Files on their way in: how long they may be, and what is done when they are not."""

import errno
import time
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse

from library.templatetags.sizes import file_size

#: What the fields and the wrapping of a form may add to a file, in bytes.
MARGIN = 512 * 1024
CHUNK = 256 * 1024
#: What is still read of a body after its refusal. A browser that sends and is not
#: read shows a broken connection in place of the answer.
DRAIN_BYTES = 256 * 1024**2
DRAIN_SECONDS = 30.0


class FileTooLarge(RequestDataTooBig):
    """A file, or a request, is over MAILLAGE_MAX_FILE. Elsewhere it answers 400."""


def too_large() -> str:
    """What to tell: the bound is for a whole sending, of one file or of several."""
    size = file_size(settings.MAX_FILE)
    return (
        f"Cet envoi dépasse {size}, le plus qui soit accepté en une fois. Rien n’a été "
        "enregistré. Envoyez moins de fichiers à la fois, ou allégez celui-ci."
    )


class LimitedUpload(FileUploadHandler):
    """Stops a file that goes over the limit, before and while it comes in.

    First of `FILE_UPLOAD_HANDLERS`, so that no address of the site takes more.
    """

    def handle_raw_input(
        self,
        input_data: object,
        META: dict[str, str],  # noqa: N803 - Django's name
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        refuse_length(content_length)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > settings.MAX_FILE:
            raise FileTooLarge
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def refuse_length(length: int) -> None:
    """Raise FileTooLarge when a request announces more than a file and its form."""
    if length > settings.MAX_FILE + MARGIN:
        raise FileTooLarge


def refuse_long(request: HttpRequest) -> None:
    """The same on the request's own word, before anything of it is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    refuse_length(int(length) if length.isdigit() else 0)


def forget(request: HttpRequest) -> None:
    """Remove what was received of a request that was stopped half way."""
    for handler in request.upload_handlers:
        file = getattr(handler, "file", None)
        if file is not None:
            try:
                file.close()
            except OSError:  # the disk is full: what was in memory cannot be written
                continue


class Refusal(HttpResponse):
    """An answer given before the body is received.

    Who listens while he sends stops there; for the others the rest is read once the
    answer is on its way, so that they hear it.
    """

    def __init__(self, request: HttpRequest, content: str, **kwargs: Any) -> None:
        super().__init__(content, **kwargs)
        self.request = request
        # What is left of the body would be taken for the next request.
        self["Connection"] = "close"

    def close(self) -> None:
        drain(self.request)
        super().close()


def drain(request: HttpRequest) -> None:
    """Read and forget the rest of a refused body."""
    left = DRAIN_BYTES
    until = time.monotonic() + DRAIN_SECONDS
    try:
        while left > 0 and time.monotonic() < until:
            read = request.read(CHUNK)  # never past the announced length
            if not read:
                return
            left -= len(read)
    except OSError:  # the browser went away
        return


def no_room(error: OSError) -> bool:
    """Was the disk, the quota or the largest size of a file reached?"""
    return error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
