"""What an S3 server answers: objects read piece by piece, and its silences."""

from __future__ import annotations

import io
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol, cast

from boto3.exceptions import Boto3Error
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,
    HTTPClientError,
    ReadTimeoutError,
)
from django.core.files.base import File

from library.storage import StoreDown

logger = logging.getLogger("maillage.files")

#: Seconds: to be joined, and to say something. Twice: a kept connection may be dead.
CONNECT, SILENCE, TRIES = 5, 10, 2
#: While the server is known to be down, one request in so many seconds asks it again.
PAUSE = 5.0


class Opens(Protocol):
    """A store that gives an object to read from its start."""

    def buffered(self, name: str) -> io.BufferedReader: ...


class Wire:
    """Whether the server answers: one that hangs does not take every thread of the
    site, for ten seconds each.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.until = 0.0
        self.late: set[str] = set()

    def cross(self) -> None:
        """Raise StoreDown at once while it is known to be down; one in PAUSE tries."""
        with self.lock:
            if not self.until:
                return
            if time.monotonic() < self.until:
                raise StoreDown("the server did not answer a moment ago")
            self.until = time.monotonic() + PAUSE + TRIES * SILENCE  # of who tries

    def held(self) -> None:
        self.until = 0.0
        self.late.clear()

    def broke(self, error: Exception, name: str) -> None:
        """A server that cannot be joined is down; of one object, who knows?"""
        with self.lock:
            self.late.add(name)
            one = isinstance(error, ReadTimeoutError) and len(self.late) == 1
            if self.until or not one:
                self.until = time.monotonic() + PAUSE


class Stream(io.RawIOBase):
    """An object, read from where one stands: nothing of it is kept."""

    def __init__(
        self, ask: Callable[[int, int | None], Any], size: int, body: Any
    ) -> None:
        super().__init__()
        self.ask, self.size, self.body = ask, size, body
        self.at = self.body_at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.size}[whence]
        self.at = max(0, start + offset)
        return self.at

    def readinto(self, buffer: Any) -> int:
        if self.at >= self.size or not len(buffer):
            return 0
        try:
            data = self.read_body(len(buffer))
        except StoreDown:  # the line broke: once more, from here
            self.drop()
            data = self.read_body(len(buffer))
        buffer[: len(data)] = data
        self.at += len(data)
        self.body_at = self.at
        return len(data)

    def read_body(self, most: int) -> bytes:
        if self.body is None or self.body_at != self.at:
            self.drop()
            self.body, self.body_at = self.ask(self.at, None), self.at
        with talking_of("a download"):
            data: bytes = self.body.read(most)
        if not data:
            raise StoreDown("the object ends before its length")
        return data

    def drop(self) -> None:
        if self.body is not None:
            self.body.close()
            self.body = None

    def close(self) -> None:
        self.drop()
        super().close()


class Lent:
    """A file that who reads it does not close."""

    def __init__(self, file: Any) -> None:
        self.read, self.seek, self.tell = file.read, file.seek, file.tell

    def close(self) -> None:
        """Its owner does."""


class Object(File):  # type: ignore[type-arg]
    """A stored object, as the file that Django's fields know."""

    def __init__(self, store: Opens, name: str) -> None:
        self.store = store
        super().__init__(store.buffered(name), name)

    @property
    def size(self) -> int:  # type: ignore[override]
        return cast(Stream, cast(io.BufferedReader, self.file).raw).size

    def open(self, mode: str | None = None, *args: Any, **kwargs: Any) -> Object:
        if self.closed:
            self.file = self.store.buffered(str(self.name))
        else:
            self.seek(0)
        return self


class Part:
    """Some bytes of an object, as a file that is read once."""

    def __init__(self, body: Any, length: int) -> None:
        self.body, self.left = body, length

    def read(self, size: int = -1) -> bytes:
        wanted = self.left if size < 0 else min(size, self.left)
        if not wanted:
            return b""
        with talking_of("a piece"):
            data: bytes = self.body.read(wanted)
        if not data:
            raise StoreDown("the piece ends before its length")
        self.left -= len(data)
        return data

    def close(self) -> None:
        self.body.close()


@contextmanager
def talking_of(name: str, wire: Wire | None = None) -> Iterator[None]:
    """What S3 says, as Python does: FileNotFoundError, or StoreDown for the rest.

    Keys that are refused and a bucket that is not there are a store that is down: the
    files may well be where they were.
    """
    if wire is not None:
        wire.cross()
    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 500)
        if wire is not None and status < 500:
            wire.held()
        if code in {"NoSuchKey", "NoSuchUpload", "404"}:
            raise FileNotFoundError(f"S3 has no {name}") from error
        logger.error("S3 refuses %s: %s", name, error)
        raise StoreDown(error) from error
    except (BotoCoreError, Boto3Error) as error:
        cause = error.__context__ if isinstance(error, Boto3Error) else error
        if wire is not None and isinstance(cause, HTTPClientError | ConnectionError):
            wire.broke(cause, name)
        logger.warning("S3 does not answer for %s: %s", name, error)
        raise StoreDown(error) from error
    else:
        if wire is not None:
            wire.held()
