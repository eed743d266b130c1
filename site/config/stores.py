"""Where files live, as `STORAGES` says it: a folder, a bucket of S3, or both.

`default` is the one that the site writes to; `local` and `s3` are each by itself, for
the commands that move files and look after them. boto3 is imported when S3 is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def named(values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The stores, from the variables of `config.environment`."""
    found: dict[str, dict[str, Any]] = {"local": {"BACKEND": "library.storage.Folder"}}
    options = of_s3(values)
    if options:
        found["s3"] = {"BACKEND": "library.s3.Bucket", "OPTIONS": options}
    if values["MAILLAGE_FILES"] == "s3":
        options = {**options, "other": "local"}
        found["default"] = {"BACKEND": "library.s3.S3Files", "OPTIONS": options}
    else:
        options = {"other": "s3"} if options else {}
        found["default"] = {"BACKEND": "library.storage.WholeFiles", "OPTIONS": options}
    return found


def of_s3(values: Mapping[str, Any]) -> dict[str, Any]:
    """What django-storages takes; empty without S3."""
    if not values["MAILLAGE_S3_ENDPOINT"]:
        return {}
    return {
        "endpoint_url": values["MAILLAGE_S3_ENDPOINT"],
        "bucket_name": values["MAILLAGE_S3_BUCKET"],
        "region_name": values["MAILLAGE_S3_REGION"],
        "access_key": values["MAILLAGE_S3_ACCESS_KEY"],
        "secret_key": values["MAILLAGE_S3_SECRET_KEY"],
        "location": values["MAILLAGE_S3_PREFIX"],
    }
