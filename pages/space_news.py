"""What the page of a space shows of its pages."""

from django.http import HttpRequest

from members.models import Space
from members.news import counted
from pages.models import ContentPage


def newest_pages(request: HttpRequest, space: Space) -> dict[str, object]:
    pages = ContentPage.objects.live().visible_to(request.user).select_related("space")
    newest = pages.filter(space=space, depth__gt=2).order_by("-last_published_at")
    return {"pages": newest[:8]}


def count_pages(space: Space) -> str:
    return counted(ContentPage.objects.filter(space=space).count(), "page", "pages")
