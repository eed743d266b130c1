"""Wagtail's admin in the colours of the house; its home page tells what waits."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.ui.components import Component

from home import waiting
from members.models import Member


@hooks.register("insert_global_admin_css")
def house_style() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


class WaitingPanel(Component):
    """What waits for the person's word, as in *Mon espace*."""

    template_name = "home/admin/waiting.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request: HttpRequest = parent_context["request"]
        assert isinstance(request.user, Member)
        return {"waiting": waiting.for_member(request.user, request)}


@hooks.register("construct_homepage_panels")
def tell_what_waits(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(WaitingPanel())
