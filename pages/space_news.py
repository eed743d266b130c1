"""What the page of a space shows of its pages."""

from django.http import HttpRequest

from members.models import Space
from pages.models import ContentPage


def newest_pages(request: HttpRequest, space: Space) -> dict[str, object]:
    pages = ContentPage.objects.live().visible_to(request.user).select_related("space")
    newest = pages.filter(space=space, depth__gt=2).order_by("-last_published_at")
    return {"pages": newest[:8]}
