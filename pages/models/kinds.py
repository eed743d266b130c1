"""The kinds of pages that have nothing of their own but their place in the tree."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel

from pages.forms import SectionForm
from pages.models.content import ContentPage
from pages.models.news import news_under


class WithNews(ContentPage):  # type: ignore[django-manager-missing]
    """A page under which news are told: the latest stand on it."""

    class Meta:
        abstract = True

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"latest_news": news_under(self, request.user)}


class SectionPage(WithNews):  # type: ignore[django-manager-missing]
    """A part of the site; right under the front page, the entry of a space."""

    settings_panels = [
        FieldPanel(
            "space",
            help_text="Ne compte que pour une rubrique placée sous l’accueil\u202f; "
            "ailleurs, la page prend l’espace de l’endroit où elle est.",
        ),
        *ContentPage.settings_panels,
    ]
    parent_page_types = ["home.FrontPage", "pages.SectionPage"]
    subpage_types = [
        "pages.SectionPage",
        "pages.ThemePage",
        "pages.ArticlePage",
        "pages.NewsPage",
        "pages.FaqPage",
    ]
    template = "pages/section_page.html"
    base_form_class = SectionForm
    chooses_space = True
    is_creatable = True

    class Meta:
        verbose_name = "rubrique"


class ThemePage(WithNews):  # type: ignore[django-manager-missing]
    """One of the themes that the group works on."""

    parent_page_types = ["pages.SectionPage"]
    subpage_types = ["pages.ArticlePage", "pages.NewsPage", "pages.FaqPage"]
    template = "pages/theme_page.html"
    is_creatable = True

    class Meta:
        verbose_name = "page de thème"
        verbose_name_plural = "pages de thème"


class ArticlePage(ContentPage):  # type: ignore[django-manager-missing]
    """A page of text."""

    parent_page_types = ["pages.SectionPage", "pages.ThemePage", "pages.ArticlePage"]
    subpage_types = ["pages.ArticlePage"]
    template = "pages/article_page.html"
    is_creatable = True

    class Meta:
        verbose_name = "article"
