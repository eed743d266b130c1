"""What goes on paper: a page, or a section with all that its reader sees of it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import HttpRequest
from django.template.loader import render_to_string
from wagtail.images import get_image_model

from members.models import Space
from members.refusals import Refused
from members.rights import User
from pages import notices
from pages.blocks.seen import Seen
from pages.contents import Anchors, Texts
from pages.models import ContentPage, NewsPage
from pages.templatetags.audiences import words

#: Pages of the site in one PDF: 60 of a thousand words each take nine seconds, and
#: 180 MB while it lasts.
MOST_PAGES = 60
BUTTON = re.compile(r"<button\b[^>]*>(.*?)</button>", re.DOTALL)
PICTURE = re.compile(r'\bsrc="(/media/([^"]+))"')


@dataclass(frozen=True)
class Sheet:
    """A page as the template shows it; `level` counts from the top of the section."""

    page: ContentPage
    url: str
    level: int
    seen: Seen
    texts: Texts
    #: Of a news, when its reader sees it.
    picture: Any = None
    #: What the apps above say of it.
    notices: str = ""


class TooManyPages(Refused):
    pass


def of_page(page: ContentPage, request: HttpRequest) -> str:
    """The HTML of one page, for paper."""
    below = seen_pages(request.user).child_of(page).order_by("path")
    return rendered([page], request, below=list(below.values_list("title", flat=True)))


def of_section(page: ContentPage, request: HttpRequest) -> str:
    """The HTML of a page and of all the pages under it. Raises TooManyPages."""
    inside = seen_pages(request.user).descendant_of(page, inclusive=True)
    pages = list(inside.order_by("path")[: MOST_PAGES + 1])
    if len(pages) > MOST_PAGES:
        raise TooManyPages(
            f"Cette partie a plus de {MOST_PAGES}\u00a0pages\u202f: c’est trop pour un "
            "seul PDF. Demandez-le depuis une des pages qu’elle contient."
        )
    return rendered(pages, request)


def seen_pages(user: User) -> Any:
    return ContentPage.objects.live().visible_to(user)


def specific(pages: Iterable[ContentPage]) -> list[ContentPage]:
    """The pages, of which news as what they are: they have a day and a picture."""
    found = list(pages)
    keys = [page.pk for page in found]
    news = NewsPage.objects.select_related("picture").in_bulk(keys)
    return [news.get(page.pk, page) for page in found]


def picture_of(page: ContentPage, user: User) -> Any:
    if not isinstance(page, NewsPage):
        return None
    return next(iter(Seen(user).of([page.picture])), None)


def rendered(
    pages: list[ContentPage], request: HttpRequest, *, below: list[str] | None = None
) -> str:
    pages = specific(pages)
    top = pages[0]
    space = Space.objects.with_people_count().get(pk=top.space_id)
    said = notices.drawn(pages, request)
    sheets = [
        Sheet(
            page,
            settings.SITE_ADDRESS + page.get_url(request),
            page.depth - top.depth,
            Seen(request.user, page.body),
            Texts(page.body, request.user),
            picture_of(page, request.user),
            said[page.pk],
        )
        for page in pages
    ]
    context = {
        "top": top,
        "sheets": sheets,
        "space": space,
        "audience": words(space),
        "below": below or [],
        # One for all: an address within the file is there once.
        "anchors": Anchors(),
    }
    html = render_to_string("pages/paper/whole.html", context, request)
    # Nothing is pressed on paper: a button would be one in the middle of a sentence.
    return BUTTON.sub(r"\1", html)


def pictures_in(html: str, user: User) -> dict[str, str]:
    """The pictures shown that the person may see: by address, their names in the
    store.
    """
    named = {unquote(name): src for src, name in PICTURE.findall(html)}
    if not named:
        return {}
    pictures = get_image_model()
    sizes = pictures.get_rendition_model().objects.filter(
        file__in=named, image__in=pictures.objects.visible_to(user)
    )
    return {
        settings.SITE_ADDRESS + named[name]: name
        for name in sizes.values_list("file", flat=True)
    }


@contextmanager
def as_files(pictures: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The same, with files that a program can open; what is lost is left out."""
    with TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder:
        found = {}
        for number, (address, name) in enumerate(pictures.items()):
            copy = Path(folder, f"{number}{Path(name).suffix}")
            try:
                with default_storage.open(name, "rb") as stored, copy.open("xb") as to:
                    shutil.copyfileobj(stored, to)
            except FileNotFoundError:
                continue
            found[address] = str(copy)
        yield found
