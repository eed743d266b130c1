"""An image does not tell where it was taken, nor with what."""

from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageCms, PngImagePlugin
from wagtail.images import get_image_model

from library.bare import bare
from library.models import Picture, Rendition
from members.directory.photos import small_jpeg
from members.models import Member
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
TELLS = [b"SecretPhone", b"Villefranche", b"\x00\x00\x00\x2d\x00\x00\x00\x01", b"Exif"]
XMP = b"<x:xmpmeta>Villefranche</x:xmpmeta>"
ICC = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def exif(orientation: int = 1) -> Image.Exif:
    said = Image.Exif()
    said[0x010F], said[0x0112] = "SecretPhone", orientation
    gps = said.get_ifd(0x8825)
    gps[1], gps[2] = "N", (45.0, 59.0, 0.0)
    return said


def photo(kind: str = "JPEG", orientation: int = 1) -> bytes:
    """Wider than high, its left half red."""
    image, made = Image.new("RGB", (400, 200), "white"), BytesIO()
    image.paste("red", (0, 0, 200, 200))
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "Villefranche")
    text.add_itxt("XML:com.adobe.xmp", XMP.decode())
    more = {
        "JPEG": {"comment": b"Villefranche", "xmp": XMP},
        "WEBP": {"xmp": XMP},
        "AVIF": {"xmp": XMP},
        "PNG": {"pnginfo": text},
    }
    told = exif(orientation).tobytes()
    image.save(made, kind, exif=told, icc_profile=ICC, **more[kind])  # type: ignore[arg-type]
    assert b"SecretPhone" in made.getvalue() and b"Villefranche" in made.getvalue()
    return made.getvalue()


def tells_nothing(data: bytes) -> bool:
    with Image.open(BytesIO(data)) as image:
        return not any(told in data for told in TELLS) and not image.getexif()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_each_format_keeps_its_colours_and_tells_nothing(kind: str) -> None:
    data = bare(photo(kind))
    assert tells_nothing(data)
    with Image.open(BytesIO(data)) as image:
        assert (image.format, image.size) == (kind, (400, 200))
        assert image.info["icc_profile"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_that_lies_on_its_side_is_turned(kind: str) -> None:
    with Image.open(BytesIO(bare(photo(kind, orientation=6)))) as image:
        assert image.size == (200, 400)
        red, green, _ = image.convert("RGB").getpixel((100, 50))  # type: ignore[misc]
        assert red > 200 and green < 60  # the left is now the top
        assert image.info["icc_profile"]


def test_a_film_of_images_keeps_its_pace() -> None:
    made = BytesIO()
    first, second = (Image.new("RGB", (20, 20), each) for each in ("red", "blue"))
    first.save(
        made,
        "GIF",
        save_all=True,
        append_images=[second],
        duration=[200, 300],
        loop=0,
        comment=b"Villefranche",
    )
    data = bare(made.getvalue())
    assert b"Villefranche" not in data
    with Image.open(BytesIO(data)) as image:
        assert image.n_frames == 2 and image.info["duration"] == 200  # type: ignore[attr-defined]
        assert image.info["loop"] == 0


def stored(picture: Picture) -> bytes:
    with picture.file.storage.open(picture.file.name) as file:
        return bytes(file.read())


def test_the_doors_of_the_admin_store_it_bare(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    browser = sign_in(people.staff)
    for path, name in [
        ("/admin/images/multiple/add/", "files[]"),
        ("/admin/images/add/", "file"),
        ("/admin/images/chooser/create/", "image-chooser-upload-file"),
    ]:
        sent = SimpleUploadedFile("a.jpg", photo(orientation=6), "image/jpeg")
        prefix = "image-chooser-upload-" if "chooser" in path else ""
        fields = {f"{prefix}title": path, f"{prefix}space": spaces.public.pk}
        answer = browser.post(path, {name: sent, **fields})
        assert answer.status_code in (200, 302)
        if "multiple" in path:
            told = answer.json()
            assert told["success"], told
            if key := told.get("uploaded_file_id"):  # the space was not asked yet
                answer = browser.post(
                    f"/admin/images/multiple/create_from_uploaded_image/{key}/",
                    {
                        f"uploaded-image-{key}-title": path,
                        f"uploaded-image-{key}-space": spaces.public.pk,
                    },
                )
                assert answer.json()["success"], answer.json()
        picture = Picture.objects.latest("pk")
        assert picture.title in (path, "a"), path
        assert tells_nothing(stored(picture)), path
        assert (picture.width, picture.height) == (200, 400)
        assert picture.file_size == len(stored(picture))
    assert Picture.objects.count() == 3
    assert tells_nothing(_file(picture.get_rendition("width-100|format-jpeg")))


def _file(rendition: Rendition) -> bytes:
    with rendition.file.storage.open(rendition.file.name) as file:
        return bytes(file.read())


def test_images_that_were_there_lose_it_and_their_renditions(spaces: Spaces) -> None:
    picture = get_image_model().objects.create(
        title="Avant",
        space=spaces.public,
        file=SimpleUploadedFile("avant.jpg", photo(), "image/jpeg"),
    )
    Path(picture.file.path).write_bytes(photo(orientation=6))  # as before
    rendition = picture.get_rendition("width-100")
    assert not tells_nothing(_file(rendition))
    made = import_module("library.migrations.0007_bare_images")
    made.strip(apps, None)
    picture = Picture.objects.get(pk=picture.pk)
    assert tells_nothing(stored(picture))
    assert (picture.width, picture.height) == (200, 400)
    assert not Rendition.objects.exists()
    assert not rendition.file.storage.exists(rendition.file.name)
    assert tells_nothing(_file(picture.get_rendition("width-100")))


def test_a_portrait_tells_nothing_either() -> None:
    sent = SimpleUploadedFile("moi.jpg", photo(), "image/jpeg")
    assert tells_nothing(small_jpeg(sent))
