"""Sections, news and pictures, made for tests."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image
from wagtail.models import Page

from library.models import Picture
from members.models import Space
from pages.models import NewsPage, SectionPage


def section_in(space: Space) -> SectionPage:
    front = Page.objects.get(depth=2)
    made: SectionPage = front.add_child(
        instance=SectionPage(title=f"Chez {space.slug}", slug=space.slug, space=space)
    )
    return made


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
