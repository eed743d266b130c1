"""Files in a private bucket of an S3 server, through django-storages and boto3.

Imported only where S3 is set: boto3 takes thirty megabytes of memory.

Nothing here is public: no address of the bucket is ever given, and `url` is that of the
one door, as for a folder. Files leave piece by piece, so that a large one is never held
in memory, and come in whole or not at all (multipart uploads).
"""

from __future__ import annotations

import io
import logging
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from urllib.parse import urljoin

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,
    HTTPClientError,
)
from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from library.storage import Elsewhere, Found, StoreDown

logger = logging.getLogger("maillage.files")

#: Seconds: to be joined, and to say something. Twice: a kept connection may be dead.
CONNECT, SILENCE, TRIES = 5, 10, 2
#: What a piece of a download takes in memory, and one of an upload (S3 asks for 5 MB).
CHUNK, PART = 256 * 1024, 8 * 1024**2
#: While the server is known to be down, one request in so many seconds asks it again.
PAUSE = 5.0
#: An upload that was cut, and that nobody goes on with.
CUT_FOR = timedelta(days=1)
#: Names drawn by chance: nobody else writes there.
BY_CHANCE = re.compile(r"[0-9a-f]{16,}")

SENDING = TransferConfig(
    multipart_threshold=PART, multipart_chunksize=PART, use_threads=False
)


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
        """A server that cannot be joined is down; one late object may be the only one."""
        with self.lock:
            self.late.add(name)
            if isinstance(error, ConnectionError) or len(self.late) > 1 or self.until:
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


class Object(File):  # type: ignore[type-arg]
    """A stored object, as the file that Django's fields know; it can be opened again."""

    def __init__(self, store: Bucket, name: str) -> None:
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
        if wire is not None and isinstance(cause, HTTPClientError):
            wire.broke(cause, name)
        logger.warning("S3 does not answer for %s: %s", name, error)
        raise StoreDown(error) from error
    else:
        if wire is not None:
            wire.held()


class Bucket(S3Storage):  # type: ignore[misc]
    """The bucket. Options: those of django-storages."""

    label = "S3"
    default_acl = None  # the bucket's own: private

    def __init__(self, **options: Any) -> None:
        config = Config(
            connect_timeout=CONNECT,
            read_timeout=SILENCE,
            retries={"total_max_attempts": TRIES, "mode": "standard"},
            signature_version="s3v4",
            s3={"addressing_style": "path"},  # every server knows it
            # Those of 2025 are unknown to several servers; ours are SHA-256.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        super().__init__(client_config=config, **options)
        self.wire = Wire()
        self.making = threading.Lock()
        self.made: Any = None

    @property
    def client(self) -> Any:
        """One for all threads (boto3's clients may be shared; making one is slow)."""
        with self.making:
            if self.made is None:
                self.made = self.connection.meta.client
        return self.made

    def key(self, name: str) -> str:
        return str(self._normalize_name(name.replace("\\", "/")))

    def named(self, name: str) -> dict[str, str]:
        return {"Bucket": self.bucket_name, "Key": self.key(name)}

    def get(self, name: str, first: int, last: int | None = None) -> dict[str, Any]:
        """The answer to GET, of the bytes from `first` on (RFC 9110 § 14.2)."""
        asked = {"Range": f"bytes={first}-{'' if last is None else last}"}
        if not first and last is None:
            asked = {}  # an empty object has no range
        with talking_of(name, self.wire):
            found: dict[str, Any] = self.client.get_object(**self.named(name), **asked)
        return found

    def buffered(self, name: str) -> io.BufferedReader:
        """The object to read from its start; asked for now, so that one lost is known."""
        answer = self.get(name, 0)

        def ask(first: int, last: int | None) -> Any:
            return self.get(name, first, last)["Body"]

        stream = Stream(ask, answer["ContentLength"], answer["Body"])
        return io.BufferedReader(stream, CHUNK)

    def _open(self, name: str, mode: str = "rb") -> Object:
        return Object(self, name)

    def piece(self, name: str, first: int, last: int) -> Part:
        return Part(self.get(name, first, last)["Body"], last - first + 1)

    def put(self, name: str, path: Path) -> None:
        """Keep a copy of the file at `path` under this very name: whole or not at all."""
        with talking_of(name, self.wire):
            self.client.upload_file(
                str(path), self.bucket_name, self.key(name), Config=SENDING
            )

    def _save(self, name: str, content: File[Any]) -> str:
        if hasattr(content, "temporary_file_path"):
            self.put(name, Path(content.temporary_file_path()))
            return name
        content.seek(0)
        with talking_of(name, self.wire):
            # It closes what it has sent: the caller may need it.
            self.client.upload_fileobj(
                Lent(content), self.bucket_name, self.key(name), Config=SENDING
            )
        return name

    def remove(self, name: str) -> None:
        """Delete it, now. Raises StoreDown."""
        with suppress(FileNotFoundError), talking_of(name, self.wire):
            self.client.delete_object(**self.named(name))

    def delete(self, name: str) -> None:
        """Delete it; by the worker, later, when the server does not answer."""
        try:
            self.remove(name)
        except StoreDown:
            from library import deleting  # needs the models

            deleting.later(name)

    def head(self, name: str) -> dict[str, Any]:
        with talking_of(name, self.wire):
            found: dict[str, Any] = self.client.head_object(**self.named(name))
        return found

    def exists(self, name: str) -> bool:
        try:
            self.head(name)
        except FileNotFoundError:
            self.require_bucket()  # HEAD does not say which of the two is missing
            return False
        return True

    def size(self, name: str) -> int:
        return int(self.head(name)["ContentLength"])

    def get_modified_time(self, name: str) -> datetime:
        return cast(datetime, self.head(name)["LastModified"])

    def require_bucket(self) -> None:
        """Raise StoreDown when the bucket cannot be reached."""
        try:
            with talking_of("the bucket", self.wire):
                self.client.head_bucket(Bucket=self.bucket_name)
        except FileNotFoundError as error:
            raise StoreDown(f"no bucket {self.bucket_name}") from error

    def is_up(self) -> bool:
        try:
            self.require_bucket()
        except StoreDown:
            return False
        return True

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """A name of its own, without asking: two who save at once do not meet."""
        path = Path(name)
        if not BY_CHANCE.fullmatch(path.stem):
            stem = str(path.with_suffix(""))
            name = self.get_alternative_name(stem, path.suffix)
        return str(Storage.get_available_name(self, name, max_length))

    def is_name_available(self, name: str, max_length: int | None = None) -> bool:
        return max_length is None or len(name) <= max_length

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """The one door's, never the bucket's."""
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name))

    def walk(self) -> Iterator[Found]:
        """All that is there under our prefix, a thousand to a request."""
        start = f"{self.location.strip('/')}/" if self.location.strip("/") else ""
        pages = self.client.get_paginator("list_objects_v2")
        asked = iter(pages.paginate(Bucket=self.bucket_name, Prefix=start))
        while True:
            with talking_of("the list", self.wire):
                page = next(asked, None)
            if page is None:
                return
            for each in page.get("Contents", ()):
                name = each["Key"].removeprefix(start)
                yield Found(name, each["Size"], each["LastModified"])

    def sweep(self) -> int:
        """Drop the pieces of uploads that were cut; how many uploads. They are paid for."""
        before = datetime.now(UTC) - CUT_FOR
        start = self.location.strip("/")
        with talking_of("uploads that were cut", self.wire):
            pages = self.client.get_paginator("list_multipart_uploads")
            found = [
                each
                for page in pages.paginate(Bucket=self.bucket_name, Prefix=start)
                for each in page.get("Uploads", ())
                if each["Initiated"] < before
            ]
            for each in found:
                self.client.abort_multipart_upload(
                    Bucket=self.bucket_name, Key=each["Key"], UploadId=each["UploadId"]
                )
        return len(found)


class S3Files(Elsewhere, Bucket):
    """The bucket, as the site's store."""
