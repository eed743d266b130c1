"""What the sender says of a file before its bytes (tus 1.0, Upload-Metadata)."""

import base64
import binascii

#: No browser says as much of a file; a name has 255 bytes on most disks.
LONGEST = 8 * 1024


class MetadataError(ValueError):
    """The header is not what the protocol says."""


def parse(header: str) -> dict[str, str]:
    """The pairs of `Upload-Metadata`: « key base64, key base64 », values in UTF-8.

    Raises MetadataError.
    """
    if len(header) > LONGEST:
        raise MetadataError(len(header))
    found: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in header.split(","))):
        key, _, value = pair.partition(" ")
        if key in found:
            raise MetadataError(key)
        try:
            found[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as error:
            raise MetadataError(key) from error
    return found
