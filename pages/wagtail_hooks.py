"""What Wagtail asks of us."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from pages.models import ContentPage
from pages.views import check_rights

hooks.register("before_serve_page", check_rights)


@hooks.register("construct_page_chooser_queryset")
def choose_visible_pages(pages: Any, request: HttpRequest) -> Any:
    """Only pages that the person may see are offered."""
    return pages.filter(
        pk__in=ContentPage.objects.visible_to(request.user).values("pk")
    )
