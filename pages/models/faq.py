"""Questions that come again and again, with their answers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel

from pages import questions
from pages.models.content import ContentPage


class FaqPage(ContentPage):  # type: ignore[django-manager-missing]
    """Questions under headings: each block « Questions et réponses » is a group."""

    content_panels = [
        *ContentPage.content_panels[:2],
        FieldPanel(
            "body",
            heading="Questions et réponses",
            help_text="Un bloc «\u202fQuestions et réponses\u202f» par groupe\u202f: "
            "son titre est celui du groupe. Écrivez chaque question comme on la pose. "
            "Elle a une adresse à elle, qui reste la même quand vous la reformulez.",
        ),
        *ContentPage.content_panels[3:],
    ]
    parent_page_types = ["pages.SectionPage", "pages.ThemePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "pages/faq_page.html"
    is_creatable = True

    class Meta:
        verbose_name = "questions fréquentes"
        verbose_name_plural = "pages de questions fréquentes"

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        """`asked`, the words that narrow it; `groups`, those that hold an answer."""
        context = super().get_context(request, *args, **kwargs)
        asked = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:100]
        groups = questions.groups(self.body)
        found = questions.answering(groups, asked) if asked else groups
        if asked:
            context["contents"] = [(group.anchor, group.title) for group in found]
        return context | {
            "asked": asked,
            "groups": found,
            "found": sum(len(group.questions) for group in found),
            "total": sum(len(group.questions) for group in groups),
        }
