"""What people paste and give that does not suit: it is cleaned, or refused in words."""

import html
import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from library.models import Picture
from members.models import Member
from pages.models import ArticlePage, SectionPage
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]


@pytest.fixture
def section(spaces: Spaces) -> SectionPage:
    front = Page.objects.get(depth=2)
    page = SectionPage(title="Thèmes", slug="nos-themes", space=spaces.ges)
    return front.add_child(instance=page)


@pytest.fixture
def staff(people: People, sign_in: SignIn) -> Client:
    return sign_in(people.staff)


def pasted(*blocks: dict[str, Any], entities: dict[str, Any] | None = None) -> str:
    """What Draftail sends of a text (the raw content state of Draft.js)."""
    whole = [
        {
            "key": f"b{number:04d}",
            "type": "unstyled",
            "depth": 0,
            "inlineStyleRanges": [],
            "entityRanges": [],
            **block,
        }
        for number, block in enumerate(blocks)
    ]
    return json.dumps({"blocks": whole, "entityMap": entities or {}})


def send(client: Client, section: SectionPage, **given: Any) -> Any:
    form = {
        "title": "Une fiche",
        "slug": "fiche",
        "summary": "",
        "tags": "",
        "review_months": "12",
        "body": streamfield([]),
        "action-publish": "action-publish",
        **given,
    }
    path = f"/admin/pages/add/pages/articlepage/{section.pk}/"
    return client.post(path, nested_form_data(form))


def text_of(client: Client, section: SectionPage, *blocks: Any, **more: Any) -> str:
    text = pasted(*blocks, **more)
    answer = send(client, section, body=streamfield([("rich_text", text)]))
    assert answer.status_code == 302
    return str(ArticlePage.objects.get().body[0].value.source)


def test_a_script_that_is_pasted_is_only_words(staff: Client, section: SectionPage):
    wrong = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    assert "<script" not in text_of(staff, section, {"text": wrong})
    page = staff.get(ArticlePage.objects.get().get_url()).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,<script>", "vbscript:x"]
)
def test_a_link_that_runs_something_loses_its_address(
    address: str, staff: Client, section: SectionPage
):
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": address}}
    place = [{"offset": 0, "length": 3, "key": 0}]
    source = text_of(
        staff, section, {"text": "ici", "entityRanges": place}, entities={"0": link}
    )
    assert address not in html.unescape(source)
    assert "href" not in source
    assert "ici" in source


def test_images_of_a_mail_in_base64_are_left_out(staff: Client, section: SectionPage):
    data = "data:image/png;base64," + "A" * 2_000_000
    image = {"type": "IMAGE", "mutability": "IMMUTABLE", "data": {"src": data}}
    source = text_of(
        staff,
        section,
        {"text": "Bonjour,"},
        {
            "text": " ",
            "type": "atomic",
            "entityRanges": [{"offset": 0, "length": 1, "key": 0}],
        },
        entities={"0": image},
    )
    assert "Bonjour," in source
    assert len(source) < 200


def test_marks_that_word_leaves_are_not_kept(staff: Client, section: SectionPage):
    style = [{"offset": 0, "length": 4, "style": "MSO_NORMAL_RED"}]
    source = text_of(
        staff,
        section,
        {"text": "Titre", "type": "header-one"},
        {"text": "Titre", "inlineStyleRanges": style},
    )
    assert "Titre" in source
    assert "mso" not in source.lower()
    assert "<h1" not in source


@pytest.mark.parametrize("title", ["", "   ", "x" * 256])
def test_a_title_that_does_not_suit_is_refused(
    title: str, staff: Client, section: SectionPage
):
    answer = send(staff, section, title=title)
    assert answer.status_code == 200
    assert not ArticlePage.objects.exists()
    said = html.unescape(answer.content.decode())
    assert "Ce champ est vide" in said or "au plus 255 caractères" in said


@pytest.mark.parametrize(
    "title", ["🩺🚑", "é" * 255, "<b>gras</b>", "a\u202eb", "Une l o n g u e " * 15]
)
def test_an_odd_title_makes_a_page_that_answers(
    title: str, staff: Client, section: SectionPage
):
    slug = "fiche"
    assert send(staff, section, title=title, slug=slug).status_code == 302
    page = ArticlePage.objects.get()
    text = staff.get(page.get_url()).content.decode()
    assert text.count("<h1") == 1
    assert "<b>gras" not in text


# Images


def drawn(image: Image.Image, kind: str, **how: Any) -> bytes:
    made = BytesIO()
    image.save(made, kind, **how)
    return made.getvalue()


def give(client: Client, spaces: Spaces, content: bytes, name: str) -> Any:
    file = SimpleUploadedFile(name, content)
    given = {"title": "Plan", "file": file, "space": spaces.ges.pk}
    return client.post("/admin/images/add/", given)


def shown(client: Client, section: SectionPage) -> Any:
    """The image in a page, as a browser gets it."""
    image = {
        "image": Picture.objects.get().pk,
        "alt_text": "Un plan",
        "decorative": False,
    }
    block = {"image": image, "caption": "", "credit": ""}
    body = json.dumps([{"type": "picture", "value": block}])
    page = section.add_child(instance=ArticlePage(title="P", slug="p", body=body))
    text = client.get(page.get_url()).content.decode()
    address = text.partition(' class="picture')[2].partition('src="')[2]
    answer: Any = client.get(address.partition('"')[0])
    assert answer.status_code == 200
    return Image.open(BytesIO(b"".join(answer.streaming_content)))


def test_an_image_of_forty_megapixels_is_taken_and_made_small(
    staff: Client, spaces: Spaces, section: SectionPage
):
    content = drawn(Image.new("RGB", (8000, 5000), "#0b5d57"), "JPEG")
    assert give(staff, spaces, content, "grand.jpg").status_code == 302
    assert shown(staff, section).size == (1280, 800)


def test_colours_of_a_printer_become_those_of_a_screen(
    staff: Client, spaces: Spaces, section: SectionPage
):
    content = drawn(Image.new("CMYK", (1200, 600), (255, 0, 0, 0)), "JPEG")
    assert give(staff, spaces, content, "cmjn.jpg").status_code == 302
    image = shown(staff, section).convert("RGB")
    red, green, blue = image.getpixel((10, 10))
    assert (red < 90, green > 120, blue > 150) == (True, True, True)


def test_a_photo_that_was_turned_stands_upright(
    staff: Client, spaces: Spaces, section: SectionPage
):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    content = drawn(Image.new("RGB", (1200, 600)), "JPEG", exif=exif)
    assert give(staff, spaces, content, "tourne.jpg").status_code == 302
    width, height = shown(staff, section).size
    assert height == 2 * width


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (drawn(Image.effect_noise((900, 900), 80), "JPEG")[:3000], "coupe.jpg"),
        (drawn(Image.effect_noise((900, 900), 80), "PNG")[:3000], "coupe.png"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "dessin.svg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "dessin.png"),
        (b"", "vide.png"),
        (b"MZ" * 500, "programme.jpg"),
    ],
)
def test_what_is_not_a_whole_image_is_refused_in_words(
    content: bytes, name: str, staff: Client, spaces: Spaces
):
    answer = give(staff, spaces, content, name)
    assert answer.status_code == 200
    assert not Picture.objects.exists()
    text = answer.content.decode()
    assert 'class="error-message"' in text or "w-field__errors" in text
    assert "not a" not in text.lower()


def test_an_image_without_words_is_refused(
    staff: Client, section: SectionPage, spaces: Spaces
):
    give(staff, spaces, drawn(Image.new("RGB", (40, 40)), "PNG"), "p.png")
    block = {
        "image": {"image": str(Picture.objects.get().pk), "alt_text": ""},
        "caption": "",
        "credit": "",
    }
    answer = send(staff, section, body=streamfield([("picture", block)]))
    assert answer.status_code == 200
    assert not ArticlePage.objects.exists()
