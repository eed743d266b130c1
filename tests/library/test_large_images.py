"""Images of many pixels: refused from their header, made small before one reads."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from background import daily
from library.image_fields import TOO_LONG, TOO_MANY_PIXELS
from library.models import Picture
from library.renditions import SIZES, ask_for_missing
from members.models import Member
from pages.models import ArticlePage
from tests.pages.telling import section_in
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
Work = Callable[[], None]


def drawn(image: Image.Image, kind: str, **how: Any) -> bytes:
    made = BytesIO()
    image.save(made, kind, **how)
    return made.getvalue()


@pytest.fixture
def staff(people: People, sign_in: SignIn) -> Client:
    return sign_in(people.staff)


@pytest.fixture
def give(staff: Client, spaces: Spaces) -> Callable[..., Any]:
    def give(content: bytes, name: str, path: str = "/admin/images/add/") -> Any:
        file = SimpleUploadedFile(name, content)
        given = {"title": "Plan", "file": file, "space": spaces.ges.pk}
        return staff.post(path, given)

    return give


@pytest.mark.parametrize("side", [7_100, 12_000, 14_000])
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_too_many_pixels_are_refused_with_what_to_do(
    side: int, give: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = drawn(Image.new("1", (side, side)), "PNG")
    unpacked: list[str] = []
    monkeypatch.setattr(
        "PIL.ImageFile.ImageFile.load", lambda image: unpacked.append(image.format)
    )
    answer = give(content, "plan.png")
    assert not Picture.objects.exists()
    assert TOO_MANY_PIXELS in answer.content.decode()
    assert "plus de 50 millions de pixels" in TOO_MANY_PIXELS
    assert unpacked == []  # the header was enough


def test_so_are_many_frames(give: Callable[..., Any]) -> None:
    frames = [Image.new("1", (1500, 1500), n % 2) for n in range(24)]
    content = drawn(frames[0], "GIF", save_all=True, append_images=frames[1:])
    answer = give(content, "long.gif")
    assert not Picture.objects.exists()
    assert TOO_LONG in answer.content.decode()


def test_too_many_bytes_are_refused_with_what_to_do(
    staff: Client, give: Callable[..., Any]
) -> None:
    form = staff.get("/admin/images/add/").content.decode()
    assert "10\u202fMo au plus" in form
    content = drawn(Image.new("RGB", (20, 20)), "JPEG") + bytes(11 * 1024**2)
    answer = give(content, "plan.jpg").content.decode()
    assert "pèse plus de 10\u202fMo. Réduisez-la" in answer
    many = staff.get("/admin/images/multiple/add/").content.decode()
    assert "pèse plus de 10\u202fMo. Réduisez" in many  # the rest is for a script
    assert "Mio" not in form + answer + many
    assert not Picture.objects.exists()


def test_what_is_no_image_is_refused_with_what_to_do(give: Callable[..., Any]) -> None:
    answer = give(b"Ordre du jour", "plan.jpg").content.decode()
    assert "n’est pas une image" in answer
    assert "enregistrez-le en PNG ou en JPEG" in answer
    assert "Téléversez" not in answer
    assert not Picture.objects.exists()


def specs(picture: Picture) -> set[str]:
    return set(picture.renditions.values_list("filter_spec", flat=True))


def test_the_worker_makes_what_pages_ask_for(
    give: Callable[..., Any], work: Work
) -> None:
    image = Image.new("RGB", (2600, 1300), "#0b5d57")
    assert give(drawn(image, "JPEG"), "plan.jpg").status_code == 302
    picture = Picture.objects.get()
    assert specs(picture) == set()
    work()
    assert specs(picture) == set(SIZES)

    # Another file in its place: its renditions went with it.
    other = drawn(image.rotate(90, expand=True), "JPEG")
    given = give(other, "autre.jpg", f"/admin/images/{picture.pk}/")
    assert given.status_code == 302
    assert specs(picture) == set()
    work()
    assert specs(picture) == set(SIZES)
    large = picture.renditions.get(filter_spec="width-1280")
    assert (large.width, large.height) == (1280, 2560)


def test_images_that_were_there_before_get_their_sizes(
    give: Callable[..., Any], work: Work
) -> None:
    for number in range(3):
        image = Image.new("RGB", (900 + number, 600), "#0b5d57")
        assert give(drawn(image, "JPEG"), f"{number}.jpg").status_code == 302
    work()
    assert ask_for_missing() == 0
    bare, part, _ = Picture.objects.order_by("pk")
    bare.renditions.all().delete()
    part.renditions.filter(filter_spec=SIZES[0]).delete()
    part.get_rendition("width-77")  # of no page: it counts for nothing
    assert ask_for_missing() == 2
    work()
    assert all(specs(each) >= set(SIZES) for each in Picture.objects.all())
    assert "tailles des images" in {job.name for job in daily.jobs}


def test_a_page_shows_it_before_the_worker_and_costs_nothing_after(
    give: Callable[..., Any],
    work: Work,
    staff: Client,
    spaces: Spaces,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    section = section_in(spaces.ges)
    image = Image.new("RGB", (2600, 1300), "#0b5d57")
    for slug in ("avant", "apres"):
        give(drawn(image, "JPEG"), "plan.jpg")
        picture = Picture.objects.latest("pk")
        held = {"image": picture.pk, "alt_text": "Plan", "decorative": False}
        value = {"image": held, "caption": "", "credit": ""}
        body = json.dumps([{"type": "picture", "value": value}])
        page = section.add_child(instance=ArticlePage(title="P", slug=slug, body=body))
        if slug == "apres":
            work()
            monkeypatch.setattr(
                Picture, "create_rendition", lambda *given: pytest.fail("made late")
            )
        text = staff.get(page.get_url()).content.decode()
        address = text.partition(' class="picture')[2].partition('src="')[2]
        assert staff.get(address.partition('"')[0]).status_code == 200


def test_an_image_whose_file_is_lost_stops_nobody(
    give: Callable[..., Any], work: Work
) -> None:
    give(drawn(Image.new("RGB", (900, 450)), "PNG"), "plan.png")
    picture = Picture.objects.get()
    picture.file.storage.delete(picture.file.name)
    work()
    assert specs(picture) == set()
