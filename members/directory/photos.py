"""Photos of people: made small, and rid of what they tell (EXIF) before being kept."""

from __future__ import annotations

import secrets
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image, ImageOps, UnidentifiedImageError

from members.models import Member

LARGEST = 10 * 1024 * 1024  # bytes
#: A JPEG is unpacked small at once; the others whole, WebP several times over. Each of
#: these takes less than 90 MB of memory.
MOST_PIXELS = {"JPEG": 25_000_000, "PNG": 12_000_000}
MOST_PIXELS_ELSE = 5_000_000
SIDE = 480  # pixels, at most
FORMATS = ["JPEG", "PNG", "WEBP", "GIF"]
TOO_HEAVY = "Cette photo dépasse 10\u202fMo. Envoyez-en une plus légère."
TOO_LARGE = (
    "Cette image est trop grande, même si elle est légère. Réduisez-la, ou "
    "enregistrez-la en JPEG (25 millions de pixels au plus)."
)
NOT_A_PHOTO = (
    "Ce fichier n’est pas une photo que nous savons lire. Envoyez une image JPEG, PNG "
    "ou WebP."
)
DAMAGED = "Cette photo est abîmée, ou n’est pas arrivée entière. Envoyez-la de nouveau."


class PhotoError(ValueError):
    """Why a file is not taken, in a sentence to show."""


def small_jpeg(file: Any) -> bytes:
    """The photo as a JPEG of at most 480 pixels a side, upright, without EXIF.

    Raises PhotoError. The size in pixels is read before anything is unpacked.
    """
    if file.size > LARGEST:
        raise PhotoError(TOO_HEAVY)
    try:
        with Image.open(file, formats=FORMATS) as image:
            most = MOST_PIXELS.get(image.format or "", MOST_PIXELS_ELSE)
            if image.width * image.height > most:
                raise PhotoError(TOO_LARGE)
            image.draft("RGB", (SIDE * 2, SIDE * 2))
            image.load()
            return as_jpeg(image)
    except Image.DecompressionBombError:
        raise PhotoError(TOO_LARGE) from None
    except UnidentifiedImageError:
        raise PhotoError(NOT_A_PHOTO) from None
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:
        if isinstance(error, PhotoError):
            raise
        raise PhotoError(DAMAGED) from None


def as_jpeg(image: Image.Image) -> bytes:
    image.thumbnail((SIDE, SIDE))
    rgba = ImageOps.exif_transpose(image).convert("RGBA")
    flat = Image.new("RGB", rgba.size, "white")
    flat.paste(rgba, mask=rgba.getchannel("A"))
    made = BytesIO()
    flat.save(made, "JPEG", quality=85, optimize=True)
    return made.getvalue()


def put_photo(member: Member, file: Any) -> None:
    """Keep a new photo in place of the old one. Raises PhotoError."""
    data = small_jpeg(file)
    old = member.photo.name
    # A name that nobody guesses, and that changes with the photo: caches follow.
    member.photo.save(f"{secrets.token_hex(8)}.jpg", ContentFile(data), save=False)
    member.save(update_fields=["photo"])
    forget(member, old)


def photo_bytes(member: Member) -> bytes:
    """The JPEG that is kept; empty without a photo, or when its file is not there."""
    if not member.photo:
        return b""
    try:
        with member.photo.open("rb") as file:
            kept: bytes = file.read()
    except FileNotFoundError:
        return b""
    return kept


def remove_photo(member: Member) -> None:
    """Take the photo away, and its file."""
    old = member.photo.name
    member.photo = ""  # type: ignore[assignment]
    member.save(update_fields=["photo"])
    forget(member, old)


def forget(member: Member, name: str | None) -> None:
    """Remove a file once the change is sure."""
    if name:
        storage = Member._meta.get_field("photo").storage
        transaction.on_commit(lambda: storage.delete(name))


def follow_deletion(instance: Member, **kwargs: Any) -> None:
    """The file goes with the account (signal `post_delete`)."""
    forget(instance, instance.photo.name)
