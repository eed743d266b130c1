"""Wagtail's admin in the colours of the house; its home page tells what waits."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from home import waiting
from home.reports import views
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


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    return [
        pattern
        for report in views.REPORTS
        for pattern in (
            path(
                f"reports/{report.slug}/", report.as_view(), name=report.index_url_name
            ),
            path(
                f"reports/{report.slug}/resultats/",
                report.as_view(results_only=True),
                name=report.index_results_url_name,
            ),
        )
    ]


def link_to(report: type[views.Report], order: int) -> None:
    hooks.register(
        "register_reports_menu_item",
        lambda: MenuItem(
            report.page_title,
            reverse(report.index_url_name),
            name=report.slug,
            icon_name=report.header_icon,
            order=order,
        ),
    )


for place, each in enumerate(views.REPORTS):
    link_to(each, 100 + place)
