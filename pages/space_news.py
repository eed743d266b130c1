"""What the page of a space shows of its pages."""

from django.http import HttpRequest

from members.models import Space
from members.news import counted
from pages import news
from pages.models import ContentPage, NewsPage


def newest_pages(request: HttpRequest, space: Space) -> dict[str, object]:
    """The latest pages of a space, and the news that it tells."""
    pages = ContentPage.objects.live().visible_to(request.user).without_news()
    newest = pages.filter(space=space, depth__gt=2).order_by("-last_published_at")
    return {
        "pages": newest.for_rows()[:8],
        "space_news": news.on_front(request.user, [space]),
        "has_news": NewsPage.objects.live().filter(space=space).exists(),
    }


def count_pages(space: Space) -> str:
    return counted(ContentPage.objects.filter(space=space).count(), "page", "pages")
