"""Sections, news, pictures and blocks, made for tests; pages as they are read."""

import json
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from bs4 import BeautifulSoup
from django.core.files.images import ImageFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.models import Page

from library.models import Picture
from members.models import Space
from pages.models import ContentPage, NewsPage, SectionPage

Block = dict[str, object]


def section_in(space: Space) -> SectionPage:
    front = Page.objects.get(depth=2)
    made: SectionPage = front.add_child(
        instance=SectionPage(title=f"Chez {space.slug}", slug=space.slug, space=space)
    )
    return made


def soup(client: Client, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return soup_of(answer.content)


def soup_of(content: bytes) -> BeautifulSoup:
    return BeautifulSoup(content.decode(), "html.parser")


def news_titles(client: Client, path: str = "/actualites/") -> list[str]:
    """Of a list of news, as it is shown."""
    return [title.get_text() for title in soup(client, path).select("main .list h3")]


def day(offset: int = 0) -> date:
    return timezone.localdate() + timedelta(days=offset)


def tell(place: Page, title: str, **fields: Any) -> NewsPage:
    """A published news under a section."""
    page: NewsPage = place.add_child(instance=NewsPage(title=title, **fields))
    page.save_revision().publish()
    return NewsPage.objects.get(pk=page.pk)


def picture_of(space: Space, title: str = "Carte") -> Picture:
    data = BytesIO()
    Image.new("RGB", (900, 450), "#0b5d57").save(data, "PNG")
    data.seek(0)
    return Picture.objects.create(
        title=title, space=space, file=ImageFile(data, name=f"{title}.png")
    )


def write(page: ContentPage, *blocks: Block) -> ContentPage:
    page.body = json.dumps(list(blocks))
    page.save()
    found: ContentPage = ContentPage.objects.get(pk=page.pk).specific
    return found


def block(kind: str, **value: object) -> Block:
    return {"type": kind, "value": value}


def shown(page: ContentPage, client: Client) -> str:
    answer = client.get(page.get_url())
    assert answer.status_code == 200
    return answer.content.decode()
