"""What Wagtail asks of us."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from pages import french
from pages.models import ContentPage
from pages.views import check_rights

hooks.register("before_serve_page", check_rights)
french.say()


@hooks.register("construct_page_chooser_queryset")
def choose_visible_pages(pages: Any, request: HttpRequest) -> Any:
    """Only pages that the person may see are offered."""
    return pages.filter(
        pk__in=ContentPage.objects.visible_to(request.user).values("pk")
    )


@hooks.register("construct_help_menu")
def leave_out_wagtails_own_pages(request: HttpRequest, items: list[MenuItem]) -> None:
    """What is new in Wagtail and its guide are elsewhere, and in English."""
    items[:] = [item for item in items if item.name == "keyboard-shortcuts-trigger"]
