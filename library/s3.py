"""Files in a private bucket of an S3 server, through django-storages and boto3.

Imported only where S3 is set: boto3 takes thirty megabytes of memory.

Nothing here is public: no address of the bucket is ever given, and `url` is that of the
one door, as for a folder. Files leave piece by piece, so that a large one is never held
in memory, and come in whole or not at all (multipart uploads).
"""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from urllib.parse import urljoin

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from library.s3_answers import (
    CONNECT,
    SILENCE,
    TRIES,
    Lent,
    Object,
    Part,
    Stream,
    Wire,
    talking_of,
)
from library.storage import Elsewhere, Found, StoreDown

#: What a piece of a download takes in memory, and one of an upload (S3 asks for 5 MB).
CHUNK, PART = 256 * 1024, 8 * 1024**2
#: An upload that was cut, and that nobody goes on with.
CUT_FOR = timedelta(days=1)
#: Names drawn by chance: nobody else writes there.
BY_CHANCE = re.compile(r"[0-9a-f]{16,}")

SENDING = TransferConfig(
    multipart_threshold=PART, multipart_chunksize=PART, use_threads=False
)


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
        """The object to read from its start. FileNotFoundError, StoreDown: now."""
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
        """Keep a copy of the file at `path` under this very name, whole or not."""
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
        """Drop the pieces of uploads that were cut, which are paid for; how many."""
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
