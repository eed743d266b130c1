"""Pages of the tree, behind the one door."""

from typing import Any

from config.closed import not_found_or_sign_in
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from wagtail import views as wagtail_views
from wagtail.models import Page

from members import opened
from pages import news as all_news
from pages import tree
from pages.glossary import answering, load
from pages.models import ContentPage, ThemePage


@login_not_required
def serve_page(request: HttpRequest, path: str) -> HttpResponseBase:
    """A published page that the person may see; else 404, or the sign-in page."""
    try:
        answer: HttpResponseBase = wagtail_views.serve(request, path)
    except Http404:
        return not_found_or_sign_in(request)
    return answer


def check_rights(
    page: Page, request: HttpRequest, args: Any, kwargs: Any
) -> HttpResponse | None:
    """Wagtail's `before_serve_page`: whatever view serves a page comes through here.

    Raises Http404 for a page that the person may not see, and for a page that has no
    space.
    """
    if not ContentPage.objects.visible_to(request.user).filter(pk=page.pk).exists():
        raise Http404
    if page.depth > 2:
        opened.tell(request, page.specific)
    return None


def themes(request: HttpRequest) -> HttpResponse:
    """Every theme that the person may see, by space."""
    found = (
        ThemePage.objects.live()
        .visible_to(request.user)
        .select_related("space")
        .order_by("space__folded", "path")
    )
    return render(request, "pages/themes.html", {"themes": found, "section": "themes"})


@login_not_required
def news(request: HttpRequest) -> HttpResponse:
    """All the news that the person sees, or those of a space or of a year."""
    archive = all_news.archive(request.user, request.GET)
    context = {
        "section": "news",
        "archive": archive,
        "page_obj": archive.page,
        "place": all_news.place_to_write(request.user, archive.rows),
    }
    return render(request, "pages/news.html", context)


@login_not_required
def plan(request: HttpRequest) -> HttpResponse:
    """The tree as the person sees it; for a stranger, its public part."""
    context = {"section": "plan", "parts": tree.plan(request)}
    return render(request, "pages/plan.html", context)


def glossary(request: HttpRequest) -> HttpResponse:
    """All terms, or those that have the words of `q`, by their first letter."""
    asked = " ".join(request.GET.get("q", "").split())[:100]
    terms = load()
    context = {
        "section": "glossary",
        "asked": asked,
        "terms": answering(terms, asked) if asked else terms,
    }
    return render(request, "pages/glossary.html", context)
