"""Does the S3 server at the given address take an object, in a bucket made here?

Its port opens before it can keep anything: only an upload shows that all is there. The
bucket may be there already, made by a try whose upload failed.
"""

import contextlib
import sys

import boto3
from botocore.config import Config

config = Config(retries={"total_max_attempts": 1}, connect_timeout=2, read_timeout=5)
s3 = boto3.client(
    "s3",
    endpoint_url=sys.argv[1],
    region_name="us-east-1",
    aws_access_key_id="services",
    aws_secret_access_key="services-secret",  # noqa: S106
    config=config,
)
there = s3.exceptions.BucketAlreadyExists, s3.exceptions.BucketAlreadyOwnedByYou
with contextlib.suppress(*there):
    s3.create_bucket(Bucket="files")
s3.put_object(Bucket="files", Key="probe", Body=b"x")
s3.delete_object(Bucket="files", Key="probe")
