"""What is seen: every template reads, every icon is there, the pieces hold together."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory

from home.views import sample

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted(
    file.relative_to(ROOT / "templates").as_posix()
    for file in (ROOT / "templates").rglob("*")
    if file.suffix in {".html", ".txt"}
)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_reads(name):
    get_template(name)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_page_holds_no_inline_style_or_script(name):
    text = re.sub(r"{%.*?%}", "", (ROOT / "templates" / name).read_text())
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)", text)


def test_every_icon_asked_for_is_in_the_sprite():
    sprite = ElementTree.parse(ROOT / "static" / "img" / "icons.svg").getroot()
    there = {symbol.get("id") for symbol in sprite}
    asked = set()
    for name in TEMPLATES:
        if name.startswith("wagtailadmin/"):  # Wagtail has a sprite of its own
            continue
        text = (ROOT / "templates" / name).read_text()
        asked |= set(re.findall(r'\{% icon "([^"]+)"', text))
        asked |= set(re.findall(r'\bicon="([^"]+)"', text))
    assert len(asked) > 20
    assert asked <= there


def test_the_page_of_the_last_resort_needs_nothing():
    page = render_to_string("500.html")
    assert page.count("<h1") == 1


def test_the_page_of_all_pieces_shows_them():
    request = RequestFactory().get("/composants/")
    request.user = AnonymousUser()
    page = render_to_string("components/gallery.html", {"sample": sample()}, request)
    assert page.count("<h1") == 1
    for piece in (
        'class="space ',
        'class="passage"',
        'class="facet"',
        "1<sup>er",
        'class="unsent ',
    ):
        assert piece in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
